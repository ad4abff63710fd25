import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { migrateSystemTables } from '../migrate.ts'
import type { Database } from '../database.ts'
import { connectDatabase, type ConnectedDatabase } from '../pool.ts'
import { sampleModel } from '../testing/sample-model.ts'
import { createModelStore } from './model-store.ts'
import { saveModel } from './stored-model.ts'

let test: TestDatabase
let database: ConnectedDatabase
beforeAll(async () => {
  test = await createTestDatabase()
  database = await connectDatabase(test.url, { max: 2 })
  await migrateSystemTables(database)
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

it('answers with the version that is asked for, also while an older one is being loaded', async () => {
  const version = (number: number) => ({ ...sampleModel([]), version: number })
  const [read, mayGoOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const slow: Database = {
    ...database,
    query: async (statement) => {
      const rows = await database.query(statement)
      read.resolve()
      await mayGoOn.promise
      return rows as never
    },
  }
  const store = createModelStore(slow, version(1))
  await saveModel(database, version(2))
  const second = store.at(2)
  await read.promise
  await saveModel(database, version(3))
  const third = store.at(3)
  mayGoOn.resolve()
  expect([(await second).version, (await third).version]).toEqual([2, 3])
})
