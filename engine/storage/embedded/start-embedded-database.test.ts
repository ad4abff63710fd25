import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canReach } from './account.ts'
import { pidExists } from './process-identity.ts'
import { startEmbeddedDatabase, stopEmbeddedDatabase } from './start-embedded-database.ts'

const MODULE = path.join(import.meta.dirname, 'start-embedded-database.ts')
const NOBODY = { name: 'nobody', uid: 65534, gid: 65534 }
const isRoot = process.getuid?.() === 0

/** What a process of its own does: starts the database, prints its address, and stops it when it is asked to. */
const PROGRAM = `
import { startEmbeddedDatabase } from ${JSON.stringify(MODULE)}
const log = { info() {}, warn() {} }
try {
  const database = await startEmbeddedDatabase({ dataDir: process.argv[1], log })
  process.on('SIGTERM', () => database.stop().then(() => process.exit(0)))
  process.on('SIGHUP', () => process.exit(1))
  setInterval(() => {}, 1000)
  console.log(database.url)
} catch (error) {
  console.log(error.message)
}`

const home = mkdtempSync(path.join(tmpdir(), 'mortise-embedded-'))
const dataDir = path.join(home, 'data')
const pidFile = path.join(dataDir, 'database/postmaster.pid')
const log = { info: () => {}, warn: () => {} }
const start = () => startEmbeddedDatabase({ dataDir, log })

beforeAll(async () => {
  chmodSync(home, 0o755)
  await (await start()).stop()
})
afterAll(async () => {
  await stopEmbeddedDatabase(dataDir)
  rmSync(home, { recursive: true, force: true })
})

describe('the embedded database', () => {
  it('gives a database whose owner is no superuser, with the extensions that Mortise needs', async () => {
    const database = await start()
    const rows = await ask(
      database.url,
      `
      create extension if not exists pg_trgm; create extension if not exists btree_gin;
      select current_database() as database, rolsuper as super, rolcreatedb as creates from pg_roles where rolname = current_user`,
    )
    await database.stop()

    expect(rows).toEqual([{ database: 'mortise', super: false, creates: false }])
  })

  it('listens on this machine only, wants a password, and keeps it from other users', async () => {
    const database = await start()
    const settings = await ask(
      database.adminUrl,
      `select current_setting('listen_addresses') as listens, current_setting('unix_socket_directories') as sockets`,
    )
    const withoutPassword = new URL(database.url)
    withoutPassword.password = 'guess'
    await expect(ask(withoutPassword.href, 'select 1')).rejects.toThrow('password authentication failed')
    await database.stop()

    expect(settings).toEqual([{ listens: '127.0.0.1', sockets: '' }])
    expect(statSync(path.join(dataDir, 'database.json')).mode & 0o777).toBe(0o600)
  })

  it('starts in less than 0.3 s when it is initialised, on the port it had before', async () => {
    const first = await start()
    await first.stop()
    const begin = performance.now()
    const second = await start()
    const took = performance.now() - begin
    await second.stop()

    expect(second.url).toBe(first.url)
    expect(took).toBeLessThan(process.env['CI'] ? 1500 : 300)
  })

  it('uses the server on that outlived a killed process', async () => {
    const [child, url] = await startInProcess()
    await ask(url, `create table kept as select 'yes' as kept`)
    const server = postmasterPid()
    await end(child, 'SIGKILL')
    expect(pidExists(server)).toBe(true)

    const database = await start()
    expect(postmasterPid()).toBe(server)
    expect(await ask(database.url, 'select kept from kept')).toEqual([{ kept: 'yes' }])
    await database.stop()
    expect(pidExists(server)).toBe(false)
  })

  it('recovers when the server was killed as well', async () => {
    const [child, url] = await startInProcess()
    await ask(url, `create table recovered as select 'yes' as recovered`)
    const server = postmasterPid()
    await end(child, 'SIGKILL')
    process.kill(server, 'SIGKILL')

    const database = await start()
    expect(await ask(database.url, 'select recovered from recovered')).toEqual([{ recovered: 'yes' }])
    await database.stop()
  })

  it('starts although the number in postmaster.pid belongs to another process by now', async () => {
    writeFileSync(pidFile, `${process.pid}\n${dataDir}/database\n1\n5432\n\n127.0.0.1\n\nready\n`)
    const database = await start()
    expect(postmasterPid()).not.toBe(process.pid)
    await database.stop()
  })

  it('stops the server when its process is asked to stop', async () => {
    const [child] = await startInProcess()
    const server = postmasterPid()
    await end(child, 'SIGTERM')
    expect(child.exitCode).toBe(0)
    expect(pidExists(server)).toBe(false)
  })

  it('stops the server when its process ends without a word', async () => {
    const [child] = await startInProcess()
    const server = postmasterPid()
    await end(child, 'SIGHUP')
    await expect.poll(() => pidExists(server)).toBe(false)
  })

  it('is shared by two processes, and stopped by the one that leaves last', async () => {
    const [[first], [second]] = await Promise.all([startInProcess(), startInProcess()])
    const server = postmasterPid()
    await end(first, 'SIGTERM')
    expect(pidExists(server)).toBe(true)
    await end(second, 'SIGTERM')
    expect(pidExists(server)).toBe(false)
  })

  it('takes another port when its own was given away', async () => {
    const database = await start()
    await database.stop()
    const other = spawn(process.execPath, [
      '-e',
      `require('net').createServer().listen(${new URL(database.url).port}, '127.0.0.1', () => console.log('listening'))`,
    ])
    await once(other.stdout, 'data')

    const moved = await start()
    other.kill()
    expect(moved.url).not.toBe(database.url)
    expect(await ask(moved.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await moved.stop()
  })

  it('sets new passwords when the file that holds them was lost', async () => {
    const before = await start()
    await before.stop()
    rmSync(path.join(dataDir, 'database.json'))

    const after = await start()
    expect(new URL(after.url).password).not.toBe(new URL(before.url).password)
    expect(await ask(after.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await after.stop()
  })

  it('makes the database again when the process was killed while it was made', async () => {
    const halfDone = path.join(home, 'half-done')
    mkdirSync(path.join(halfDone, 'database.unfinished', 'base'), { recursive: true })
    writeFileSync(path.join(halfDone, 'database.lock'), '999999999 1')

    const database = await startEmbeddedDatabase({ dataDir: halfDone, log, durable: false })
    expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await database.stop()
    expect(existsSync(path.join(halfDone, 'database.unfinished'))).toBe(false)
  })
})

describe('what cannot work is said in one sentence', () => {
  it('data of a newer PostgreSQL', async () => {
    const version = path.join(dataDir, 'database/PG_VERSION')
    const own = readFileSync(version, 'utf8')
    writeFileSync(version, '19\n')
    await expect(start()).rejects.toThrow(
      `The data in ${dataDir}/database belongs to PostgreSQL 19, this release brings PostgreSQL 18: start the release of Mortise that wrote it, or set DATABASE_URL or MORTISE_DATA_DIR.`,
    )
    writeFileSync(version, own)
  })

  it('a folder that is a file', async () => {
    const file = path.join(home, 'file')
    writeFileSync(file, '')
    await expect(startEmbeddedDatabase({ dataDir: file, log })).rejects.toThrow(`${file} is not a folder`)
  })

  it('a damaged database, which is left as it is', async () => {
    const control = path.join(dataDir, 'database/global/pg_control')
    const whole = readFileSync(control)
    writeFileSync(control, whole.subarray(0, 100))
    await expect(start()).rejects.toThrow(/^The database in .* is damaged \(.*\): restore a backup; the log is in .*database\.log\.$/)
    writeFileSync(control, whole)
    await (await start()).stop()
  })
})

describe.runIf(isRoot && canReach(NOBODY, path.dirname(process.execPath)) && canReach(NOBODY, import.meta.dirname))('started by an ordinary user', () => {
  it('runs as that user, and later for root as that user too', async () => {
    const folder = path.join(home, 'ordinary')
    mkdirSync(folder)
    const asNobody = { uid: NOBODY.uid, gid: NOBODY.gid }
    expect(await sentence(folder, asNobody)).toBe(
      `The user nobody may not write to ${folder}: change its owner, or set MORTISE_DATA_DIR to a folder of your own.`,
    )

    chmodSync(folder, 0o777)
    const [child, url] = await startInProcess(folder, asNobody)
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
    await end(child, 'SIGTERM')
    expect(statSync(path.join(folder, 'database')).uid).toBe(NOBODY.uid)

    const database = await startEmbeddedDatabase({ dataDir: folder, log, durable: false })
    expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await database.stop()
  })
})

describe.runIf(isRoot)('started by root', () => {
  it('never runs as root', () => {
    expect(statSync(path.join(dataDir, 'database')).uid).not.toBe(0)
  })

  it('lets the user of the database, and nobody else, pass through a closed folder of data', async () => {
    const closed = path.join(home, 'closed-data')
    mkdirSync(closed, { mode: 0o700 })
    const database = await startEmbeddedDatabase({ dataDir: closed, log, durable: false })
    await database.stop()

    const { uid, gid, mode } = statSync(closed)
    expect({ uid, gid, mode: mode & 0o777 }).toEqual({ uid: 0, gid: statSync(path.join(closed, 'database')).gid, mode: 0o710 })
  })

  it('keeps the database where its user can reach it when a folder above the data is closed', async () => {
    const closed = path.join(home, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    const database = await startEmbeddedDatabase({ dataDir: path.join(closed, 'data'), log, durable: false })
    const rows = await ask(database.adminUrl, `select current_setting('data_directory') as folder`)
    await database.stop()

    const { folder } = rows[0] as { folder: string }
    expect(folder).toMatch(/^\/var\/lib\/mortise\//)
    rmSync(folder, { recursive: true, force: true })
  })
})

function postmasterPid(): number {
  return Number(readFileSync(pidFile, 'utf8').split('\n')[0])
}

async function startInProcess(folder = dataDir, user: { uid?: number; gid?: number } = {}): Promise<[ChildProcess, string]> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, folder], { stdio: ['ignore', 'pipe', 'inherit'], ...user })
  const [line] = (await once(child.stdout as NonNullable<typeof child.stdout>, 'data')) as [Buffer]
  return [child, line.toString().trim()]
}

async function sentence(folder: string, user: { uid: number; gid: number }): Promise<string> {
  const [, line] = await startInProcess(folder, user)
  return line
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    const results = await client.query(text)
    return (Array.isArray(results) ? results.at(-1) : results).rows
  } finally {
    await client.end()
  }
}
