import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../support/server-process.ts'
import { NODE_FLAGS } from './places.ts'

/** A server in a process of its own. */
export interface BenchProcess {
  url: string
  /** From the start of the process to its first answer, in seconds. */
  startSeconds: number
  /** Resident memory of its one process, in MB. */
  memory(): number
  stop(): Promise<void>
}

const PATIENCE_MS = 120_000

/** Starts a Node program that serves HTTP at PORT and waits for its first answer. */
export async function startProcess(script: string, args: string[], environment: Record<string, string>): Promise<BenchProcess> {
  const port = await freePort()
  const env = { ...process.env, LOG_LEVEL: 'warn', ...environment, PORT: String(port) }
  const began = performance.now()
  const child = spawn(process.execPath, [...NODE_FLAGS, script, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  child.once('exit', () => running.delete(child))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))

  const url = `http://127.0.0.1:${port}`
  while (!(await answers(url))) {
    if (child.exitCode !== null || performance.now() - began > PATIENCE_MS) throw new Error(`${script} did not start:\n${output}`)
    await sleep(5)
  }
  return {
    url,
    startSeconds: (performance.now() - began) / 1000,
    memory: () => residentMegabytes(child.pid ?? 0),
    stop: () => stop(child),
  }
}

const running = new Set<ChildProcess>()

/** Stops whatever was started and still runs. */
export async function stopProcesses(): Promise<void> {
  await Promise.all([...running].map(stop))
}

async function stop(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

function answers(url: string): Promise<boolean> {
  return fetch(`${url}/ready`).then(
    (answer) => answer.ok,
    () => false,
  )
}

function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024
}
