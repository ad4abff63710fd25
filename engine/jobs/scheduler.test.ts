import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { until } from '../../test/support/until.ts'
import { createLogger } from '../kernel/logger.ts'
import { connectDatabase } from '../storage/pool.ts'
import { startScheduler } from './scheduler.ts'

const log = createLogger('silent')
let test: TestDatabase

beforeEach(async () => {
  test = await createTestDatabase()
  const database = await connectDatabase(test.url, { max: 1 })
  await database.query(sql`create schema app`)
  await database.close()
})
afterEach(() => test.drop())

it('starts in many processes at once on a database without its tables', async () => {
  let runs = 0
  const jobs = [{ name: 'count', everySeconds: 3600, run: async () => void (runs += 1) }]
  const started = await Promise.all(Array.from({ length: 6 }, () => startScheduler({ url: test.url, jobs, log })))
  await until(() => runs > 0, 'the first run')
  for (const scheduler of started) await scheduler.stop()
  expect(runs).toBe(1)
})

it('fails where its database cannot be used, and the process goes on', async () => {
  const url = Object.assign(new URL(test.url), { pathname: '/nosuch' }).href
  await expect(startScheduler({ url, jobs: [], log })).rejects.toThrow('there is no database of this name')
})
