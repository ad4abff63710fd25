import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { type App, startApp } from '../../engine/app.ts'
import type { TaskInfo } from '../../engine/contract/api.ts'
import { loadConfig } from '../../engine/kernel/config.ts'
import { HOOK_POINTS } from '../../engine/kernel/hooks.ts'
import { createLogger } from '../../engine/kernel/logger.ts'
import { createSession } from '../../engine/storage/sign-in/sessions.ts'
import { setPassword } from '../../engine/storage/sign-in/credentials.ts'
import { connectDatabase, type ConnectedDatabase } from '../../engine/storage/pool.ts'
import { createTestDatabase, registerTemplate } from './database.ts'
import { ROOT } from './source-files.ts'

/** Which modules the application runs with: the library of test/foreign, the stock modules, or these with the sample company in them. */
export type ModuleSet = 'foreign' | 'stock' | 'filled'

/** The password of every user of the templates. */
export const PASSWORD = 'correct horse battery'

/** What is sent. `as`: the username of who sends it; nobody if absent. */
export interface Call {
  as?: string
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS'
  url: string
  /** Sent as JSON; a text or a buffer as it is. */
  body?: unknown
  /** Sent as a form with one file. */
  file?: { name: string; type: string; content: string | Buffer }
  headers?: Record<string, string>
}

export interface Answer {
  status: number
  headers: Record<string, string | string[] | number | undefined>
  text: string
  /** The body as it came, where it is no text. */
  bytes: Buffer
  /** The body as data; undefined where it is not JSON. */
  body: unknown
}

/** The real application with a database of its own, called without a network. */
export interface TestApp {
  app: App
  database: ConnectedDatabase
  /** Its data folder. */
  folder: string
  call(call: Call): Promise<Answer>
  /** The session cookie of a user, signed in without a password. */
  cookieOf(username: string): Promise<string>
  idOf(username: string): Promise<string>
  /** `point module` of every hook that ran since it was last taken; without record.committed and record.reading. */
  takeEvents(): string[]
  stop(): Promise<void>
}

/** What differs from an application as it comes. */
export interface TestAppSettings {
  environment?: Record<string, string>
  plugins?: string
  /** A folder with metadata of the installation's own, over that of the product. */
  metadata?: string
}

/** Starts the application on a copy of a template that is filled once in a run. */
export async function startTestApp(modules: ModuleSet, { metadata, ...settings }: TestAppSettings = {}): Promise<TestApp> {
  const test = await createTestDatabase({ template: `app_${modules}` })
  const folder = mkdtempSync(path.join(tmpdir(), 'mortise-app-'))
  if (metadata) cpSync(metadata, path.join(folder, 'metadata'), { recursive: true })
  const app = await start(modules, { url: test.url, folder, ...settings })
  const database = await connectDatabase(test.url, { max: 4, applicationName: 'test' })
  const events = watchHooks(app)
  const cookies = new Map<string, Promise<string>>()

  const idOf = async (username: string): Promise<string> => {
    const [user] = await database.query<{ id: string }>(sql`select id from data.users where username = ${username}`)
    if (!user) throw new Error(`There is no user "${username}".`)
    return user.id
  }
  const cookieOf = (username: string): Promise<string> => {
    const known = cookies.get(username) ?? signIn(database, idOf(username))
    cookies.set(username, known)
    return known
  }
  return {
    app,
    database,
    folder,
    idOf,
    cookieOf,
    call: async ({ as, ...rest }) => send(app, { ...rest, headers: { ...(as && { cookie: await cookieOf(as) }), ...rest.headers } }),
    takeEvents: () => events.splice(0),
    async stop() {
      await database.close()
      await app.stop()
      await test.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Start extends Omit<TestAppSettings, 'metadata'> {
  url: string
  folder: string
}

function start(modules: ModuleSet, { url, folder, environment, plugins }: Start): Promise<App> {
  const config = loadConfig({ DATABASE_URL: url, MORTISE_DATA_DIR: folder, PORT: '0', MORTISE_ADMIN_PASSWORD: PASSWORD, ...environment })
  const stock = modules === 'foreign' ? path.join(ROOT, 'test', 'foreign', 'metadata') : undefined
  return startApp(config, createLogger(process.env.TEST_LOG_LEVEL ?? 'silent'), { ...(stock && { stock }), ...(plugins && { plugins }) })
}

async function signIn(database: ConnectedDatabase, userId: Promise<string>): Promise<string> {
  const { token } = await createSession(database, { userId: await userId, address: '127.0.0.1', agent: 'test', now: new Date() })
  return `mortise_session=${token}`
}

async function send(app: App, { method = 'GET', url, headers = {}, ...content }: Omit<Call, 'as'>): Promise<Answer> {
  const { payload, type } = payloadOf(content)
  const answer = await app.server.inject({
    method,
    url,
    headers: { ...(type && { 'content-type': type }), ...headers },
    ...(payload !== undefined && { payload }),
  })
  return { status: answer.statusCode, headers: answer.headers, text: answer.payload, bytes: answer.rawPayload, body: readJson(answer.payload) }
}

function payloadOf({ body, file }: Pick<Call, 'body' | 'file'>): { payload?: string | Buffer; type?: string } {
  if (file) return { payload: formOf(file), type: 'multipart/form-data; boundary=b0' }
  if (typeof body === 'string' || body === undefined || Buffer.isBuffer(body)) return { payload: body }
  return { payload: JSON.stringify(body), type: 'application/json' }
}

function formOf({ name, type, content }: NonNullable<Call['file']>): Buffer {
  const head = `--b0\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`
  return Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from('\r\n--b0--\r\n')])
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function watchHooks(app: App): string[] {
  const events: string[] = []
  for (const point of HOOK_POINTS) {
    // A handler after the commit would make every save write into the outbox.
    if (point === 'record.committed' || point === 'record.reading') continue
    app.hooks.on(point, { id: `test ${point}`, addedBy: 'test' }, (batch) => void events.push(`${point} ${batch.module.key}`))
  }
  return events
}

/** Users of the templates besides `admin`, with their role and profiles. */
const PEOPLE: Record<ModuleSet, Record<string, { role: string; profiles: string[] }>> = {
  foreign: {
    dora: { role: 'desk', profiles: ['librarian'] },
    vera: { role: 'volunteer', profiles: ['librarian'] },
    rita: { role: 'volunteer', profiles: ['reader'] },
    nick: { role: '', profiles: [] },
  },
  stock: {},
  filled: {},
}

for (const modules of ['foreign', 'stock', 'filled'] as const) {
  registerTemplate(`app_${modules}`, async (url) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'mortise-app-'))
    const app = await start(modules, { url, folder })
    const database = await connectDatabase(url, { max: 2 })
    const [admin] = await database.query<{ id: string }>(sql`select id from data.users where username = 'admin'`)
    const cookie = await signIn(database, Promise.resolve(admin?.id ?? ''))
    for (const [username, who] of Object.entries(PEOPLE[modules])) await addUser({ app, database, cookie }, { username, ...who })
    if (modules === 'filled') await loadSampleCompany(app, cookie)
    await database.query(sql`delete from app.session`)
    await database.close()
    await app.stop()
    rmSync(folder, { recursive: true, force: true })
  })
}

async function loadSampleCompany(app: App, cookie: string): Promise<void> {
  const { body } = await send(app, { method: 'POST', url: '/api/demo', headers: { cookie } })
  const url = `/api/tasks/${(body as { task: string }).task}`
  const state = async () => ((await send(app, { url, headers: { cookie } })).body as TaskInfo).state
  for (let now = await state(); now !== 'done'; now = await state()) {
    if (now !== 'waiting' && now !== 'running') throw new Error(`The sample company could not be made: ${now}`)
    await sleep(100)
  }
}

async function addUser(
  { app, database, cookie }: { app: App; database: ConnectedDatabase; cookie: string },
  user: { username: string; role: string; profiles: string[] },
): Promise<void> {
  const [ids] = await database.query<{ role: string | null; profiles: string[] }>(sql`
    select (select id from data.roles where code = ${user.role}) as role, array(select id::text from data.profiles where code = any(${user.profiles}::text[])) as profiles`)
  const values = { name: user.username, username: user.username, email: `${user.username}@example.org`, role: ids?.role ?? null, profiles: ids?.profiles ?? [] }
  const made = await send(app, { method: 'POST', url: '/api/records/users', body: { id: randomUUID(), values }, headers: { cookie } })
  if (made.status !== 201) throw new Error(`The user "${user.username}" could not be made: ${made.text}`)
  await setPassword(database, { userId: (made.body as { id: string }).id, password: PASSWORD })
}
