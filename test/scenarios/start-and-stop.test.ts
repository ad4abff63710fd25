import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, expect, it } from 'vitest'
import type { ListResult } from '../../engine/contract/api.ts'
import { createTestDatabase } from '../support/database.ts'
import { mountSmallDisk } from '../support/small-disk.ts'
import '../support/start-app.ts'
import { freePort, newDataDir, runCli, startServerProcess } from '../support/server-process.ts'

const folders: string[] = []
function dataFolder(): string {
  const folder = newDataDir()
  folders.push(folder)
  return folder
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

it('keeps what was acknowledged through kill -9, and the next start goes on by itself', async () => {
  const dataDir = dataFolder()
  const first = await startServerProcess({ dataDir })
  await first.api('POST', '/api/records/tags', { values: { name: 'kept' } })
  await first.kill('SIGKILL')

  const second = await startServerProcess({ dataDir })
  const { records } = await second.api<ListResult>('GET', '/api/records/tags')
  expect(records.map(({ values }) => values.name)).toEqual(['kept'])
  expect(await second.kill('SIGTERM')).toBe(0)
}, 90_000)

it('says in one sentence that its port is taken', async () => {
  const dataDir = dataFolder()
  const port = await freePort()
  const other = createServer().listen(port, '127.0.0.1')
  const { code, output } = await runCli(['start'], { dataDir, port })
  other.close()
  expect(code).toBe(1)
  expect(output.trim().split('\n').at(-1)).toBe(`Mortise cannot listen at 127.0.0.1:${port}: another program does. Stop it, or set PORT to another number.`)
}, 60_000)

it('says in one sentence that its database cannot be reached', async () => {
  const { code, output } = await runCli(['start'], {
    dataDir: dataFolder(),
    databaseUrl: 'postgres://nobody:secret@127.0.0.1:1/nothing',
    port: await freePort(),
  })
  expect(code).toBe(1)
  expect(output).toContain('The database at 127.0.0.1:1/nothing cannot be used')
  expect(output).not.toContain('secret')
})

it('does not start on bad metadata, and names the file, the place and the right word', async () => {
  const dataDir = dataFolder()
  const folder = join(dataDir, 'metadata', 'modules', 'things')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'module.json'), '{ "key": "things", "lable": { "en": "Thing" } }')
  const { code, output } = await runCli(['start'], { dataDir, port: await freePort() })
  expect(code).toBe(1)
  expect(output).toMatch(/modules\/things\/module\.json/)
  expect(output).toMatch(/lable[\s\S]*label/)
}, 60_000)

it.each(['SIGTERM', 'SIGINT'] as const)(
  'finishes the requests in flight on %s, and takes no new ones',
  async (signal) => {
    const dataDir = dataFolder()
    const server = await startServerProcess({ dataDir })
    const operations = Array.from({ length: 1000 }, (_, index) => ({ op: 'create', values: { name: `Vendor ${index}` } }))
    const inFlight = server.api<{ results: unknown[] }>('POST', '/api/records/vendors/batch', { mode: 'all', operations })
    await sleep(150)
    const code = server.kill(signal)
    await expect(inFlight).resolves.toMatchObject({ results: expect.objectContaining({ length: 1000 }) })
    expect(await code).toBe(0)
    await expect(server.api('GET', '/api/records/vendors')).rejects.toThrow('fetch failed')

    const next = await startServerProcess({ dataDir })
    expect((await next.api<ListResult>('GET', '/api/records/vendors?limit=1&count=exact')).count).toEqual({ value: 1000, exact: true })
    await next.kill('SIGTERM')
  },
  120_000,
)

it('does not start on the data of a newer version, and leaves them as they are', async () => {
  const database = await createTestDatabase({ template: 'app_foreign' })
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query('update app.state set schema_version = 999')
  const before = await client.query('select * from app.state')

  const { code, output } = await runCli(['start'], { dataDir: dataFolder(), databaseUrl: database.url, port: await freePort() })
  expect(code).toBe(1)
  expect(output.trim().split('\n').at(-1)).toMatch(
    /^The database at .* was prepared by a newer version of Mortise \(schema 999; this one knows \d+\)\. Start the newer version/,
  )
  expect((await client.query('select * from app.state')).rows).toEqual(before.rows)
  await client.end()
  await database.drop()
}, 90_000)

it('does not start on a full disk, says so in one sentence, and goes on with all data when there is room again', async (context) => {
  const dataDir = dataFolder()
  const disk = mountSmallDisk(dataDir)
  if (!disk) {
    process.stderr.write('A small disk cannot be mounted here: the start on a full one is not tried.\n')
    return context.skip()
  }
  try {
    const first = await startServerProcess({ dataDir })
    await first.api('POST', '/api/records/tags', { values: { name: 'kept' } })
    await first.kill('SIGTERM')

    disk.fill()
    const { code, output } = await runCli(['start'], { dataDir, port: await freePort() })
    expect(code).toBe(1)
    expect(output.trim().split('\n').at(-1)).toMatch(/^The disk that holds .* is full: free some space and start again; nothing was lost\.$/)

    disk.free()
    const next = await startServerProcess({ dataDir })
    expect((await next.api<ListResult>('GET', '/api/records/tags')).records.map(({ values }) => values.name)).toEqual(['kept'])
    expect(await next.kill('SIGTERM')).toBe(0)
  } finally {
    disk.unmount()
  }
}, 180_000)
