import { spawn, type ChildProcess } from 'node:child_process'
import { sql, type RawBuilder } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, registerTemplate, type TestDatabase } from '../../test/support/database.ts'
import { until } from '../../test/support/until.ts'
import type { FieldModel } from '../contract/model.ts'
import { openSession } from './connection/session.ts'
import { applyTables, commitTables, finishTables, type ApplyOptions } from './apply.ts'
import { comparable, comparableValue } from './ddl/comparable.ts'
import { libraryModel, sampleField, sampleFieldTypes } from './testing/sample-model.ts'
import { introspectTables } from './ddl/introspect.ts'
import { migrateSystemTables, SCHEMA_VERSION } from './migrate.ts'
import { isEmptyPlan, planTables, type TablePlan } from './plan.ts'
import { connectDatabase, type ConnectedDatabase } from './pool.ts'
import { tableOf } from './sql-names.ts'
import { loadState } from './state.ts'
import { describeTables } from './tables.ts'

const SYSTEM = '00000000-0000-7000-8000-000000000000'
const fieldTypes = sampleFieldTypes()
const library = (...more: FieldModel[]) => {
  const model = libraryModel()
  model.modules['books']?.fields.push(...more)
  return describeTables(model, fieldTypes)
}
const bought = sampleField('read_on', 'date', { index: true })
const options = (expectedVersion: number, more: Partial<ApplyOptions> = {}): ApplyOptions => ({
  author: { id: null, name: 'test' },
  reason: 'a test',
  modelHash: `hash ${expectedVersion + 1}`,
  expectedVersion,
  ...more,
})

registerTemplate('storage_library', async (url) => {
  await migrateSystemTables(url)
  const database = await connectDatabase(url, { max: 2 })
  await applyTables(database, planTables(await introspectTables(database), library()), options(0))
  await database.close()
})

let test: TestDatabase
let database: ConnectedDatabase
const children: ChildProcess[] = []

beforeEach(async () => {
  test = await createTestDatabase({ template: 'storage_library' })
  database = await connectDatabase(test.url, { max: 24 })
  return async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    await database.close()
    await test.drop()
  }
})

const planFor = async (...more: FieldModel[]) => planTables(await introspectTables(database), library(...more))
const fill = async (rows: number) => {
  await database.query(sql`
    insert into ${tableOf('books')} (id, owner, created_at, updated_at, name, bought)
    select gen_random_uuid(), ${SYSTEM}::uuid, now(), now(), 'Book ' || n, date '2026-01-01' + n % 365 from generate_series(1, ${rows}::int) n`)
  await database.query(sql`analyze ${tableOf('books')}`)
}
const indexNames = async () => (await introspectTables(database)).flatMap((table) => table.indexes.filter((index) => index.valid).map((index) => index.name))

describe('applyTables', () => {
  it('brings the database to exactly what the model asks for: planning again finds nothing to do', async () => {
    const plan = await planFor()
    expect(plan).toEqual({ steps: [], later: [], parked: [], spare: { tables: [], indexes: [] }, problems: [] })
    expect(await loadState(database)).toMatchObject({ metadataVersion: 1, modelHash: 'hash 1' })
  })

  it('writes the commit, moves the version and tells every process, all in one transaction', async () => {
    const heard: (string | null)[] = []
    await database.listen('mortise_metadata', (payload) => heard.push(payload))
    const plan = await planFor(bought)
    const applied = await applyTables(database, plan, options(1, { patch: [{ op: 'add', path: '/x' }], author: { id: SYSTEM, name: 'Ann' } }))

    expect(applied).toEqual({ version: 2, later: [] })
    const [commit] = await database.query(sql`select author, author_name, reason, patch, ddl, inverse from app.metadata_commit where version = 2`)
    expect(commit).toEqual({
      author: SYSTEM,
      author_name: 'Ann',
      reason: 'a test',
      patch: [{ op: 'add', path: '/x' }],
      ddl: plan.steps.map((step) => step.ddl),
      inverse: plan.steps.map((step) => step.inverse).reverse(),
    })
    expect(isEmptyPlan(await planFor(bought))).toBe(true)
    await until(async () => heard.length > 0)
    expect(heard).toEqual(['2'])
  })

  it('rolls everything back together with the rows that belong to it', async () => {
    const failing = applyTables(database, await planFor(bought), options(1, { also: () => Promise.reject(new Error('no room')) }))
    await expect(failing).rejects.toThrow('no room')
    expect((await planFor(bought)).steps.map((step) => step.kind)).toEqual(['column', 'index', 'index'])
    expect((await loadState(database)).metadataVersion).toBe(1)
  })

  it('builds indexes of a table with rows after the transaction, and validates its new keys', async () => {
    await fill(500)
    const plan = await planFor(bought, sampleField('twin', 'reference', { to: ['books'] }))
    expect(plan.later.map((step) => step.kind)).toEqual(['index', 'index', 'index', 'validate'])
    const { later } = await applyTables(database, plan, options(1))
    expect(later.map((result) => result.outcome)).toEqual(['done', 'done', 'done', 'done'])
    expect(isEmptyPlan(await planFor(bought, sampleField('twin', 'reference', { to: ['books'] })))).toBe(true)
  })

  it('keeps the column and the values of a field that was removed, and takes them into use again', async () => {
    await applyTables(database, await planFor(bought), options(1))
    await fill(1)
    await database.query(sql`update ${tableOf('books')} set read_on = '2026-05-05'`)
    const removing = await planFor()
    expect(removing.parked).toEqual([{ table: 'books', column: 'read_on' }])
    await applyTables(database, removing, options(2))
    await applyTables(database, await planFor(bought), options(3))
    expect(await database.query(sql`select read_on from ${tableOf('books')}`)).toEqual([{ read_on: '2026-05-05' }])
  })

  it('refuses a plan with problems before it touches anything', async () => {
    const plan: TablePlan = { ...(await planFor(bought)), problems: [{ code: 'UNSAFE_TYPE', table: 'books', message: 'It could lose values.' }] }
    await expect(applyTables(database, plan, options(1))).rejects.toMatchObject({
      code: 'PLAN_REFUSED',
      message: 'The tables cannot be changed like this: It could lose values.',
    })
  })

  it('reports an index that cannot be built, leaves no trace of it and finishes the rest', async () => {
    await fill(10)
    await database.query(sql`alter table ${tableOf('books')} add column code text collate "zh-x-icu" default 'same'`)
    const plan = await planFor(sampleField('code', 'text', { unique: true }), bought)
    const { later } = await applyTables(database, plan, options(1))
    const failed = later.filter((result) => result.outcome === 'failed')
    expect(failed.map((result) => result.error)).toEqual([expect.stringContaining('could not create unique index')])
    expect(later.filter((result) => result.outcome === 'done')).toHaveLength(plan.later.length - 1)
    expect((await introspectTables(database)).flatMap((table) => table.indexes).filter((index) => !index.valid)).toEqual([])
  })

  it('lets a reference lead to several modules: old rows keep what they refer to', async () => {
    const ids = await database.query<{ id: string }>(sql`
      insert into ${tableOf('shelves')} (id, owner, created_at, updated_at) values (gen_random_uuid(), ${SYSTEM}, now(), now()) returning id`)
    await fill(2)
    await database.query(sql`update ${tableOf('books')} set shelf = ${ids[0]?.id}::uuid where name = 'Book 1'`)
    const model = libraryModel()
    const shelf = model.modules['books']?.fields.find((field) => field.key === 'shelf')
    if (shelf) shelf.to = ['shelves', 'loans']
    const specs = describeTables(model, fieldTypes)

    const { later } = await applyTables(database, planTables(await introspectTables(database), specs), options(1))
    expect(later.map((result) => result.outcome)).toEqual(['done'])
    expect(await database.query(sql`select shelf_module from ${tableOf('books')} where shelf is not null`)).toEqual([{ shelf_module: 'shelves' }])
    expect(isEmptyPlan(planTables(await introspectTables(database), specs))).toBe(true)
    const orphan = sql`update ${tableOf('books')} set shelf = gen_random_uuid(), shelf_module = null`
    await expect(database.query(orphan)).rejects.toMatchObject({ code: '23514', constraint: 'books_shelf_pair' })
  })

  it('indexes comparable texts in the very form in which statements ask for them', async () => {
    const model = libraryModel()
    const books = model.modules['books']
    if (books) books.duplicates = [{ match: [{ field: 'name', by: 'normalised' }] }, { match: [{ field: 'name', by: 'similar' }] }]
    await applyTables(database, planTables(await introspectTables(database), describeTables(model, fieldTypes)), options(1))
    await fill(5_000)
    const explain = (condition: RawBuilder<unknown>) =>
      database.transaction(async (inside) => {
        await inside.query(sql`set local enable_seqscan = off`)
        const rows = await inside.query<{ 'QUERY PLAN': string }>(
          sql`explain select b.id from ${tableOf('books')} b where b.deleted_at is null and ${condition}`,
        )
        return rows.map((row) => row['QUERY PLAN']).join('\n')
      })

    for (const form of ['lower', 'squeezed'] as const) {
      expect(await explain(sql`${comparable(sql`b.name`, form)} = ${comparable(sql`${'Book  7'}`, form)}`)).toMatch(/Index .*Scan .*books_name_/)
      const [row] = await database.query<{ text: string }>(sql`select ${comparable(sql`${' Ä-b\u3000(C) 有限, 公司!'}`, form)} as text`)
      expect(row?.text).toBe(comparableValue(' Ä-b\u3000(C) 有限, 公司!', form))
    }
    const trigrams = await database.query(sql`select from pg_indexes where tablename = 'books' and indexdef like '%USING gin (name gin_trgm_ops)%'`)
    expect(trigrams).toHaveLength(1)
  })

  it('enforces what it made: foreign keys and whole pairs', async () => {
    const book = sql`insert into ${tableOf('books')} (id, owner, created_at, updated_at, shelf) values (gen_random_uuid(), ${SYSTEM}, now(), now(), gen_random_uuid())`
    await expect(database.query(book)).rejects.toMatchObject({ code: '23503', constraint: 'books_shelf_fkey' })
    const loan = sql`insert into ${tableOf('loans')} (id, owner, created_at, updated_at, thing) values (gen_random_uuid(), ${SYSTEM}, now(), now(), gen_random_uuid())`
    await expect(database.query(loan)).rejects.toMatchObject({ code: '23514', constraint: 'loans_thing_pair' })
  })
})

describe('two processes', () => {
  it('apply at once: one wins, the other sees the newer version and finds nothing left to do', async () => {
    const outcomes = await Promise.all([applyInChild('expectedVersion: 1'), applyInChild('expectedVersion: 1')])
    expect(outcomes.map((outcome) => outcome.split(' ')[0]).sort()).toEqual(['METADATA_MOVED', 'applied'])
    expect((await loadState(database)).metadataVersion).toBe(2)
    expect(isEmptyPlan(await planFor(bought))).toBe(true)
  })

  it('start at once on an empty database: both find it prepared', async () => {
    const empty = await createTestDatabase()
    expect(await Promise.all([migrateSystemTables(empty.url), migrateSystemTables(empty.url)])).toEqual([
      { from: 0, to: SCHEMA_VERSION },
      { from: 0, to: SCHEMA_VERSION },
    ])
    await empty.drop()
  })
})

describe('kill -9', () => {
  it('while it waits for a table leaves nothing behind', async () => {
    const reader = await hold(sql`select id from ${tableOf('books')} limit 1`)
    const child = startChild('expectedVersion: 1')
    await until(async () => (await database.query(sql`select from pg_stat_activity where query like 'lock table%' and wait_event_type = 'Lock'`)).length > 0)
    child.kill('SIGKILL')
    await reader.end()

    expect((await loadState(database)).metadataVersion).toBe(1)
    const plan = await planFor(bought)
    expect(plan.steps.map((step) => step.kind)).toEqual(['column', 'index', 'index'])
    expect((await applyTables(database, plan, options(1))).version).toBe(2)
  })

  it('in the middle of an index build is completed at the next start', async () => {
    await fill(5_000)
    // The child commits, and waits with its indexes until a writer is at work, who keeps the first of them in its middle.
    const turn = await openSession(test.url, 'turn')
    await turn.run("select pg_advisory_lock(hashtextextended('mortise:later', 0))")
    const child = startChild('expectedVersion: 1')
    await until(async () => (await loadState(database)).metadataVersion === 2)
    const writer = await hold(sql`update ${tableOf('books')} set version = 2 where name = 'Book 1'`)
    await turn.close()
    await until(async () => (await introspectTables(database)).some((table) => table.indexes.some((index) => !index.valid)))
    child.kill('SIGKILL')
    await database.query(sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mortise tables'`)
    await writer.end()

    expect((await loadState(database)).metadataVersion).toBe(2)
    const plan = await planFor(bought)
    expect(plan.steps).toEqual([])
    expect(plan.later.map((step) => step.kind)).toEqual(['index', 'index'])
    expect((await finishTables(database, plan)).map((result) => result.outcome)).toEqual(['done', 'done'])
    expect(isEmptyPlan(await planFor(bought))).toBe(true)
    expect((await finishTables(database, plan)).map((result) => result.outcome)).toEqual(['there already', 'there already'])
    expect(new Set(await indexNames()).size).toBe((await indexNames()).length)
  })
})

describe('while people work', () => {
  it('adds a field behind a running report without a failed read and without a pause', async () => {
    await fill(20_000)
    const report = database.transaction((inside) => inside.query(sql`select count(*), pg_sleep(1.2) from (select from ${tableOf('books')} limit 10) b`))
    const readers = read(8)
    const plan = await planFor(bought)
    expect((await applyTables(database, plan, options(1))).version).toBe(2)
    await report

    const { reads, failures, longest } = await readers.stop()
    expect(failures).toEqual([])
    expect(reads).toBeGreaterThan(100)
    // Waiting for the lock takes 150 ms at most; the rest is room for a machine that is busy with other things. Behind the report it would be a second.
    expect(longest).toBeLessThan(500)
  })

  it('gives up after its patience, with nothing changed, and says which table is in use', async () => {
    const reader = await hold(sql`select id from ${tableOf('books')} limit 1`)
    await expect(commitTables(database, await planFor(bought), options(1, { patience: 500 }))).rejects.toMatchObject({
      code: 'TABLES_BUSY',
      message: expect.stringContaining('The tables data.books are in use'),
    })
    await reader.end()
    expect((await loadState(database)).metadataVersion).toBe(1)
  })
})

/** A transaction that did one thing and stays open. */
async function hold(statement: RawBuilder<unknown>): Promise<{ end(): Promise<void> }> {
  const release = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const held = database.transaction(async (inside) => {
    await inside.query(statement)
    begun.resolve()
    await release.promise
  })
  await begun.promise
  return {
    end() {
      release.resolve()
      return held
    },
  }
}

/** Readers that ask for a page again and again, as fast as they can. */
function read(count: number): { stop(): Promise<{ reads: number; failures: unknown[]; longest: number }> } {
  const seen = { reads: 0, failures: [] as unknown[], longest: 0 }
  let running = true
  const loops = Array.from({ length: count }, async () => {
    while (running) {
      const start = performance.now()
      try {
        await database.query(sql`select id, name from ${tableOf('books')} where deleted_at is null order by name desc, id desc limit 20`)
      } catch (error) {
        seen.failures.push(error)
      }
      seen.longest = Math.max(seen.longest, performance.now() - start)
      seen.reads += 1
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })
  return {
    async stop() {
      running = false
      await Promise.all(loops)
      return seen
    },
  }
}

/** Another process that adds the field and tells how it went. */
function startChild(change: string): ChildProcess {
  const url = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)
  const script = `
    const { connectDatabase } = await import(${url('./pool.ts')})
    const { applyTables } = await import(${url('./apply.ts')})
    const { introspectTables } = await import(${url('./ddl/introspect.ts')})
    const { planTables } = await import(${url('./plan.ts')})
    const { describeTables } = await import(${url('./tables.ts')})
    const { libraryModel, sampleFieldTypes } = await import(${url('./testing/sample-model.ts')})
    const database = await connectDatabase(process.env.TEST_URL, { max: 2, applicationName: 'child' })
    const model = libraryModel()
    model.modules.books.fields.push(${JSON.stringify(bought)})
    const plan = planTables(await introspectTables(database), describeTables(model, sampleFieldTypes()))
    const options = { author: { id: null, name: 'child' }, reason: 'a test', modelHash: 'child', ${change} }
    await applyTables(database, plan, options).then((applied) => console.log('applied', applied.version), (error) => console.log(error.code, error.message))
    await database.close()`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, TEST_URL: test.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  return child
}

function applyInChild(change: string): Promise<string> {
  const child = startChild(change)
  return new Promise((resolve) => {
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.on('close', () => resolve(output.trim()))
  })
}
