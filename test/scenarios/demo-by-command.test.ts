import { rmSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { newDataDir, runCli } from '../support/server-process.ts'
import '../support/start-app.ts'

const dataDir = newDataDir()
let test: TestDatabase
let database: pg.Client

beforeAll(async () => {
  test = await createTestDatabase({ template: 'app_stock' })
  database = new pg.Client({ connectionString: test.url })
  await database.connect()
}, 240_000)
afterAll(async () => {
  await database?.end()
  await test?.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

const demo = (...args: string[]) => runCli(['demo', ...args], { dataDir, databaseUrl: test.url })
async function countOf(module: string): Promise<number> {
  const { rows } = await database.query(`select count(*)::int as n from data.${module} where deleted_at is null`)
  return (rows[0] as { n: number }).n
}

it('makes the sample company, in both languages and with a filled pipeline, and takes it away as one change set', async () => {
  expect((await demo()).code).toBe(0)
  expect(await countOf('opportunities')).toBeGreaterThan(100)
  const { rows } = await database.query(
    `select count(*) filter (where name ~ '[一-龥]')::int as chinese, count(*) filter (where name ~ '^[A-Za-z .&-]+$')::int as latin from data.accounts`,
  )
  expect(rows[0]).toEqual({ chinese: expect.any(Number), latin: expect.any(Number) })
  expect(Math.min(...Object.values(rows[0] as Record<string, number>))).toBeGreaterThan(10)

  expect((await demo('--remove')).code).toBe(0)
  expect([await countOf('opportunities'), await countOf('accounts'), await countOf('tickets')]).toEqual([0, 0, 0])
}, 240_000)
