import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ColumnSpec, SqlValue } from '../engine/fields/field-type.ts'
import { setSecretKey } from '../engine/fields/other/secret-key.ts'
import { sampleContext, sampleField, sampleTypes } from '../engine/fields/testing/sample-model.ts'
import { SAMPLES } from '../engine/fields/testing/sample-values.ts'
import { connectDatabase, type ConnectedDatabase } from '../engine/storage/pool.ts'
import { createTestDatabase, type TestDatabase } from './support/database.ts'

let testDatabase: TestDatabase
let database: ConnectedDatabase

beforeAll(async () => {
  setSecretKey(new Uint8Array(32).fill(7))
  testDatabase = await createTestDatabase()
  database = await connectDatabase(testDatabase.url)
})

afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})

it.each(sampleTypes().entries())('PostgreSQL keeps every value of %s as it was given', async (name, type) => {
  const sample = SAMPLES[name]
  const field = sampleField(name, sample?.parameters)
  const columns = type.columns(field)
  const table = sql.id(`column_test_${name}`)
  const names = columns.map(({ suffix }) => sql.id(field.key + suffix))
  await database.query(sql`create table ${table} (n int, ${sql.join(columns.map((column, index) => definition(column, names[index] ?? sql.id('?'))))})`)

  const given = (sample?.good ?? []).map((raw) => type.parse(raw, field, sampleContext()))
  for (const [n, parsed] of given.entries()) {
    const cells: SqlValue[] = parsed.ok ? type.toColumns(parsed.value, field) : []
    await database.query(sql`insert into ${table} (n, ${sql.join(names)}) values (${n}, ${sql.join(cells)})`)
  }

  const rows = await database.query<Record<string, unknown>>(sql`select ${sql.join(names)} from ${table} order by n`)
  const kept = rows.map((row) =>
    type.fromColumns(
      columns.map(({ suffix }) => row[field.key + suffix]),
      field,
    ),
  )
  expect(kept).toEqual(given.map((parsed) => (parsed.ok && name === 'secret' ? { set: true } : parsed.ok && parsed.value)))

  const found = await database.query<{ type: string }>(sql`
    select format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = ${`column_test_${name}`}::regclass and attnum > 1 order by attnum`)
  expect(found.map((column) => column.type)).toEqual(columns.map((column) => column.type))
})

function definition({ type, collation }: ColumnSpec, name: RawBuilder<unknown>): RawBuilder<unknown> {
  return collation === undefined ? sql`${name} ${sql.raw(type)}` : sql`${name} ${sql.raw(type)} collate ${sql.id(collation)}`
}
