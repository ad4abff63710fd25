import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../engine/kernel/config.ts'
import { createLogger } from '../engine/kernel/logger.ts'
import { runConfigurationTest } from '../engine/plugins/configuration-tests/run-configuration-test.ts'
import { openConfigurationTests, runConfigurationTests } from '../engine/plugins/configuration-tests/run-configuration-tests.ts'
import { prepareEngine, type PreparedEngine } from '../engine/plugins/prepare-engine.ts'
import type { RecordContext } from '../engine/records/record-context.ts'
import { type ConnectedDatabase, connectDatabase } from '../engine/storage/pool.ts'
import { createTestDatabase, type TestDatabase } from './support/database.ts'
import { ROOT } from './support/source-files.ts'
import './support/start-app.ts'

const log = createLogger('silent')

describe.each([
  { modules: 'stock', stock: path.join(ROOT, 'metadata'), least: 5 },
  { modules: 'foreign', stock: path.join(ROOT, 'test', 'foreign', 'metadata'), least: 1 },
])('the configuration tests of the $modules modules', ({ modules, stock, least }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mortise-configuration-'))
  let test: TestDatabase
  let database: ConnectedDatabase
  let engine: PreparedEngine
  beforeAll(async () => {
    test = await createTestDatabase({ template: `app_${modules}` })
    database = await connectDatabase(test.url, { max: 4 })
    engine = await prepareEngine({ root: ROOT, stock, config: loadConfig({ MORTISE_DATA_DIR: folder, DATABASE_URL: test.url }), log })
  })
  afterAll(async () => {
    await database?.close()
    await test?.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('hold, and leave nothing behind', async () => {
    const before = await database.query(sql`select count(*)::int as events, (select count(*)::int from data.users) as users from app.change_event`)
    const results = await runConfigurationTests(engine, database, log)
    expect(results.filter(({ faults }) => faults.length > 0)).toEqual([])
    expect(results.length).toBeGreaterThanOrEqual(least)
    expect(await database.query(sql`select count(*)::int as events, (select count(*)::int from data.users) as users from app.change_event`)).toEqual(before)
  })
})

describe('a configuration test', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mortise-configuration-'))
  let test: TestDatabase
  let database: ConnectedDatabase
  let ctx: RecordContext
  beforeAll(async () => {
    test = await createTestDatabase({ template: 'app_foreign' })
    database = await connectDatabase(test.url, { max: 4 })
    const config = loadConfig({ MORTISE_DATA_DIR: folder, DATABASE_URL: test.url })
    ctx = await openConfigurationTests(await prepareEngine({ root: ROOT, stock: path.join(ROOT, 'test/foreign/metadata'), config, log }), database, log)
  })
  afterAll(async () => {
    await database?.close()
    await test?.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  const name = { en: 'Test', 'zh-CN': '测试' }
  const given = [
    { module: 'shelves', as: 'shelf', values: { name: 'Upper left' } },
    { module: 'books', as: 'book', values: { title: 'Emma', shelf: 'shelf', price: '10.50' } },
  ]

  it('says what does not hold, each in a sentence', async () => {
    const faults = await runConfigurationTest(ctx, {
      name,
      given,
      user: { profile: 'librarian', owns: ['book'] },
      when: { update: 'book', values: { status: 'lost' } },
      then: { allowed: true, values: { status: 'lost' } },
    })
    expect(faults).toEqual([expect.stringMatching(/^It was refused: .*lost_on REQUIRED/), 'status is "ordered", not "lost".'])
  })

  it('sees with the eyes of its user', async () => {
    const look = { name, given, when: { update: 'book', values: { title: 'Emma II' } } }
    expect(
      await runConfigurationTest(ctx, { ...look, user: { profile: 'reader' }, then: { allowed: false, visible: ['title', 'shelf'], hidden: ['price'] } }),
    ).toEqual([])
    expect(
      await runConfigurationTest(ctx, { ...look, user: { profile: 'librarian', owns: ['book'] }, then: { values: { title: 'Emma II' }, hidden: ['price'] } }),
    ).toEqual(['price can be seen.'])
  })

  it('says when what it asks for is allowed after all, and when what it begins with cannot be made', async () => {
    const user = { profile: 'librarian', owns: ['book'] }
    expect(await runConfigurationTest(ctx, { name, given, user, when: { remove: 'book' }, then: { allowed: false } })).toEqual(['It was not refused.'])
    const impossible = [{ module: 'books', as: 'book', values: { title: '' } }]
    expect(await runConfigurationTest(ctx, { name, given: impossible, user, when: { remove: 'book' }, then: {} })).toEqual([
      expect.stringMatching(/^What is given cannot be made: .*title REQUIRED/),
    ])
  })
})
