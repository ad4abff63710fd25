import { readdirSync } from 'node:fs'
import { sql } from 'kysely'
import { afterEach, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { MIGRATIONS } from '../../migrations/list.ts'
import { migrateSystemTables, SCHEMA_VERSION } from './migrate.ts'
import { connectDatabase } from './pool.ts'

const databases: TestDatabase[] = []
afterEach(async () => {
  for (const database of databases.splice(0)) await database.drop()
})
async function open() {
  const test = await createTestDatabase()
  databases.push(test)
  return { url: test.url, database: await connectDatabase(test.url, { max: 2 }) }
}

it('knows as many migrations as there are files, in their order', () => {
  const files = readdirSync(new URL('../../migrations/', import.meta.url))
    .filter((name) => /^\d{3}-.*\.ts$/.test(name))
    .sort()
  expect(MIGRATIONS.map((migration) => `${migration.name}.ts`)).toEqual(files)
  expect(SCHEMA_VERSION).toBe(MIGRATIONS.length)
})

it('prepares an empty database, and has nothing to do the second time', async () => {
  const { database } = await open()
  expect(await migrateSystemTables(database)).toEqual({ from: 0, to: SCHEMA_VERSION })
  expect(await migrateSystemTables(database)).toEqual({ from: SCHEMA_VERSION, to: SCHEMA_VERSION })
  expect(await database.query(sql`select id, kind, label from app.principal`)).toEqual([
    { id: '00000000-0000-7000-8000-000000000000', kind: 'system', label: 'Mortise' },
  ])
  expect(await database.query(sql`select extname from pg_extension where extname in ('pg_trgm', 'btree_gin') order by 1`)).toEqual([
    { extname: 'btree_gin' },
    { extname: 'pg_trgm' },
  ])
  await database.close()
})

it('refuses a database of a newer version and leaves it alone', async () => {
  const { url, database } = await open()
  await migrateSystemTables(database)
  await database.query(sql`update app.state set schema_version = 99`)
  await expect(migrateSystemTables(url)).rejects.toMatchObject({
    code: 'SCHEMA_NEWER',
    message: expect.stringMatching(
      /^The database at .* was prepared by a newer version of Mortise \(schema 99; this one knows \d+\)\. Start the newer version, or restore an older backup\.$/,
    ),
  })
  expect(await database.query(sql`select schema_version from app.state`)).toEqual([{ schema_version: 99 }])
  await database.close()
})

it('changes nothing where it fails, and says why', async () => {
  const { database } = await open()
  await database.query(sql`create schema app`)
  await database.query(sql`create table app.outbox (somebody_elses int)`)
  await expect(migrateSystemTables(database)).rejects.toMatchObject({
    code: 'MIGRATION_FAILED',
    message: expect.stringContaining('relation "outbox" already exists'),
  })
  expect(await database.query(sql`select to_regclass('app.state') as state, to_regclass('app.principal') as principal`)).toEqual([
    { state: null, principal: null },
  ])
  await database.close()
})
