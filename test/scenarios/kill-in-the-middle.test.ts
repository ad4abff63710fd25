import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AggregateResult, ListResult, TaskInfo } from '../../engine/contract/api.ts'
import type { ImportInfo } from '../../engine/contract/import.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { killCli, newDataDir, runCli, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { until } from '../support/until.ts'

const dataDir = newDataDir()
let test: TestDatabase
let database: pg.Client
/** Somebody who reads for a long time. */
let reader: pg.Client
let server: ServerProcess

beforeAll(async () => {
  test = await createTestDatabase()
  server = await start()
  database = new pg.Client({ connectionString: test.url })
  reader = new pg.Client({ connectionString: test.url })
  await Promise.all([database.connect(), reader.connect()])
}, 120_000)
afterAll(async () => {
  await Promise.all([database?.end(), reader?.end()])
  await server?.kill('SIGTERM')
  await test?.drop()
  rmSync(dataDir, { recursive: true, force: true })
}, 60_000)

const start = (): Promise<ServerProcess> => startServerProcess({ dataDir, databaseUrl: test.url })
const rowsOf = async <T>(text: string): Promise<T[]> => (await database.query(text)).rows as T[]

it('an import whose server is killed twice ends with every row once, by itself', async () => {
  const ROWS = 2_000
  const form = new FormData()
  const lines = Array.from({ length: ROWS }, (_, index) => `Vendor ${index},v${index}@example.org`)
  form.append('file', new Blob([`Vendor name,Email\n${lines.join('\n')}\n`]), 'vendors.csv')
  const opened = await server.api<ImportInfo>('POST', '/api/imports?module=vendors', form)
  const { task } = await server.api<{ task: string }>('POST', `/api/imports/${opened.id}/run`)

  for (const least of [1, 1_000]) {
    await until(async () => (await server.api<TaskInfo>('GET', `/api/tasks/${task}`)).progress.done >= least, `${least} rows`)
    await sleep(Math.random() * 100)
    await server.kill('SIGKILL')
    // Another process waits until it is sure that nobody works at the task any more; the test does not.
    await database.query(`update app.task set heartbeat_at = now() - interval '1 hour' where state = 'running'`)
    server = await start()
  }
  await until(async () => (await server.api<TaskInfo>('GET', `/api/tasks/${task}`)).state === 'done', 'the import')

  expect((await server.api<ImportInfo>('GET', `/api/imports/${opened.id}`)).counts).toEqual({ create: ROWS, update: 0, skip: 0, error: 0, waiting: 0 })
  const [there] = await rowsOf<object>(
    `select count(*)::int as records, count(distinct name)::int as names, count(distinct number)::int as numbers,
       (select count(*)::int from app.change_event where module = 'vendors' and action = 'create') as events from data.vendors`,
  )
  expect(there).toEqual({ records: ROWS, names: ROWS, numbers: ROWS, events: ROWS })
  const { rows } = await server.api<AggregateResult>('POST', '/api/records/vendors/aggregate', { measures: [{ fn: 'count' }] })
  expect(Number(rows[0]?.measures[0])).toBe(ROWS)
}, 180_000)

it('a change of metadata is there whole or not at all, whenever its process is killed', async () => {
  const FIELDS = 40
  writeFields(FIELDS)
  const found = new Set<number>()
  for (let round = 0; round < 2; round += 1) {
    await applyAndKill(async () => {
      // In the middle: it waits for a table that somebody reads.
      await reader.query('begin; lock table data.vendors in access share mode')
      await untilApplying()
      await sleep(Math.random() * 200)
    })
    await reader.query('rollback')
    found.add(await addedColumns())
  }
  expect([...found]).toEqual([0])

  for (const delay of [20, 120]) {
    await applyAndKill(async () => {
      await untilApplying()
      await sleep(delay)
    }).catch(unlessQuicker)
    const added = await addedColumns()
    expect([0, FIELDS]).toContain(added)
    if (added === FIELDS) break
  }
  const { code } = await runCli(['metadata', 'apply'], { dataDir, databaseUrl: test.url })
  expect(code).toBe(0)
  expect(await addedColumns()).toBe(FIELDS)

  const made = await server.api<{ id: string; values: object }>('POST', '/api/records/vendors', { values: { name: 'After', c_note_7: 'kept' } })
  expect(made.values).toMatchObject({ c_note_7: 'kept' })
}, 180_000)

it('a server that is killed while it starts on changed metadata leaves the next start nothing to mend', async () => {
  await server.kill('SIGKILL')
  writeFields(60)
  await killCli(['start'], { dataDir, databaseUrl: test.url }, async () => {
    await reader.query('begin; lock table data.vendors in access share mode')
    await untilApplying()
  })
  await reader.query('rollback')
  expect(await addedColumns()).toBe(40)

  server = await start()
  expect(await addedColumns()).toBe(60)
  expect((await server.api<ListResult>('GET', '/api/records/vendors?limit=1&fields=name,c_note_59')).records).toHaveLength(1)
}, 120_000)

function writeFields(count: number): void {
  const folder = path.join(dataDir, 'metadata', 'modules', 'vendors')
  mkdirSync(folder, { recursive: true })
  const fields = Array.from({ length: count }, (_, index) => ({
    key: `c_note_${index}`,
    type: 'text',
    label: { en: `Note ${index}`, 'zh-CN': `备注${index}` },
    index: index % 4 === 0,
  }))
  writeFileSync(path.join(folder, 'fields.json'), JSON.stringify({ fields }))
}

const addedColumns = async (): Promise<number> =>
  (
    await rowsOf<{ n: number }>(
      `select count(*)::int as n from information_schema.columns where table_schema = 'data' and table_name = 'vendors' and column_name like 'c\\_note%'`,
    )
  )[0]?.n ?? -1

const applyAndKill = (moment: () => Promise<void>): Promise<void> => killCli(['metadata', 'apply'], { dataDir, databaseUrl: test.url }, moment)

/** A change that ended before it could be killed is whole, which is as good. */
function unlessQuicker(error: unknown): void {
  if (!String(error).includes('It ended by itself')) throw error
}

/** Somebody is in the middle of changing the tables, or waits for one of them. */
async function untilApplying(): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(5)) {
    const found = await rowsOf<object>(
      `select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle' and query ~* '^(lock|alter) table'`,
    )
    if (found.length > 0) return
  }
  throw new Error('Nobody changes the tables.')
}
