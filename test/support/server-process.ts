import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from './until.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'engine', 'cli', 'main.ts')
/** Who administers a new installation of the tests. */
export const ADMIN = { name: 'admin', password: 'correct horse battery' }

/** A server in a process of its own, as `npm start` runs it. */
export interface ServerProcess {
  url: string
  /** All that it printed. */
  output(): string
  /** Signed in as the administrator. */
  api: Api
  kill(signal: NodeJS.Signals): Promise<number | null>
}

/** Calls the API; `body` as JSON or a form. Throws for an answer that is no success, with what it said. */
export type Api = <T = Record<string, never>>(method: string, path: string, body?: object | FormData) => Promise<T>

export interface ServerOptions {
  dataDir: string
  databaseUrl?: string
  port?: number
}

/** A new folder for the data of one installation. */
export function newDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'mortise-scenario-'))
}

/** Starts a server and waits for its first answer; the administrator's password is set. */
export async function startServerProcess(options: ServerOptions): Promise<ServerProcess> {
  const port = options.port ?? (await freePort())
  const { child, output } = run(['start'], { ...options, port })
  const url = `http://127.0.0.1:${port}`
  await untilReady(url, child, output)
  const api = await signIn(url).catch((error: unknown) => {
    throw new Error(`Nobody could sign in (exit code ${child.exitCode}):\n${output()}`, { cause: error })
  })
  return { url, output, api, kill: (signal) => kill(child, signal) }
}

/** Runs a command of the cli beside a server or alone; gives its exit code and what it printed. */
export async function runCli(args: string[], options: ServerOptions): Promise<{ code: number | null; output: string }> {
  const { child, output } = run(args, options)
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { code, output: output() }
}

/** A port that nobody listens at. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Starts a command of the cli and kills it at a moment. Throws, with what it said, where it ends before. */
export async function killCli(args: string[], options: ServerOptions, moment: () => Promise<void>): Promise<void> {
  const { child, output } = run(args, options)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const early = ended.then(() => Promise.reject(new Error(`It ended by itself:\n${output()}`)))
  try {
    await Promise.race([moment(), early])
  } finally {
    child.kill('SIGKILL')
    await early.catch(() => undefined)
  }
}

function run(args: string[], { dataDir, databaseUrl, port }: ServerOptions): { child: ChildProcess; output(): string } {
  const env = {
    ...process.env,
    MORTISE_DATA_DIR: dataDir,
    MORTISE_ADMIN_PASSWORD: ADMIN.password,
    LOG_LEVEL: 'warn',
    PORT: String(port ?? 0),
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  }
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
  return { child, output: () => text }
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`The server ended:\n${output()}`)
    return fetch(`${url}/ready`).then(
      (answer) => answer.ok,
      () => false,
    )
  }, `the server at ${url}:\n${output()}`)
}

async function signIn(url: string): Promise<Api> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ADMIN),
  })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  return async <T>(method: string, path: string, body?: object | FormData): Promise<T> => {
    const isForm = body instanceof FormData
    const reply = await fetch(url + path, {
      method,
      headers: { cookie, ...(body && !isForm && { 'content-type': 'application/json' }) },
      body: body && !isForm ? JSON.stringify(body) : body,
    })
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`)
    return (text === '' ? null : JSON.parse(text)) as T
  }
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  child.kill(signal)
  return ended
}
