import { afterAll, beforeAll, expect, it } from 'vitest'
import type { BatchItemResult, BatchOperation } from '../../contract/api.ts'
import { invalid } from '../../kernel/errors.ts'
import { createHooks } from '../../kernel/hooks.ts'
import { newId } from '../../kernel/uuid.ts'
import { runBatch } from '../batch.ts'
import { createRecord } from '../create.ts'
import { updateRecord } from '../update.ts'
import { countRecords } from '../count.ts'
import type { RecordBatch } from '../hooks-batch.ts'
import type { Database } from '../../storage/database.ts'
import { saveRecords } from '../save/save-records.ts'
import type { SaveOutcome, SaveRequest } from '../save/save-request.ts'
import { openLibrary, type Library, type TestUser } from './open-library.ts'
import { errorOf } from './problems-of.ts'

const hooks = createHooks<RecordBatch>()
let library: Library
let ann: TestUser

beforeAll(async () => {
  library = await openLibrary(hooks)
  ann = await library.addUser({ name: 'Ann' })
})
afterAll(() => library.close())

const run = (mode: 'all' | 'each', operations: BatchOperation[]) => runBatch(library.as(ann), { module: 'books', mode, operations })
const codes = (results: BatchItemResult[]) => results.map((result) => (result.ok ? 'ok' : result.error.code))
const count = async () => (await countRecords(library.as(ann), { module: 'books' }, 'exact')).value

it('does everything in one transaction and one change set', async () => {
  const id = newId()
  const { results, changeSet } = await run('all', [
    { op: 'create', id, values: { title: 'One' } },
    { op: 'create', values: { title: 'Two' } },
    { op: 'update', id, version: 1, values: { pages: 5 } },
    { op: 'delete', id },
    { op: 'restore', id },
  ])
  expect(codes(results)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok'])
  expect(results[4]).toMatchObject({ record: { id, version: 4, values: { title: 'One', pages: 5 } } })
  const rows = await library.rows<{ n: number }>(`select count(*)::int as n from app.change_event where change_set = '${changeSet}'`)
  expect(rows).toEqual([{ n: 5 }])
})

it('does nothing at all when one of all fails', async () => {
  const before = await count()
  const error = await errorOf(
    run('all', [
      { op: 'create', values: { title: 'Fine' } },
      { op: 'create', values: {} },
    ]),
  )
  expect(error.code).toBe('INVALID')
  expect(await count()).toBe(before)
})

it('does what is right of each and answers the rest with its error', async () => {
  const taken = await createRecord(library.as(ann), { module: 'books', values: { title: 'Taken', isbn: 'T-1' } })
  const { results } = await run('each', [
    { op: 'create', values: { title: 'Fine' } },
    { op: 'create', values: {} },
    { op: 'create', values: { title: 'Same', isbn: 'T-1' } },
    { op: 'create', id: taken.id, values: { title: 'Same id' } },
    { op: 'update', id: taken.id, version: 9, values: { title: 'Stale' } },
    { op: 'update', id: newId(), values: {} },
    { op: 'delete', id: newId() },
    { op: 'delete', id: taken.id },
    { op: 'restore', id: newId() },
  ])
  expect(codes(results)).toEqual(['ok', 'INVALID', 'INVALID', 'DUPLICATE', 'CONFLICT', 'NOT_FOUND', 'NOT_FOUND', 'ok', 'NOT_FOUND'])
  expect(results[1]).toMatchObject({ error: { problems: [{ field: 'title', code: 'REQUIRED', message: 'Fill this in.' }] } })
})

it('does nothing at all when an error is not about a record', async () => {
  const undo = hooks.on('record.saved', { module: 'books', id: 'break' }, () => {
    throw new Error('The network is down.')
  })
  const before = await count()
  await expect(run('each', [{ op: 'create', values: { title: 'Fine' } }])).rejects.toThrow('The network is down.')
  undo()
  expect(await count()).toBe(before)
})

it('splits a batch around records that fail while they are written', async () => {
  const undo = hooks.on('record.saved', { module: 'books', id: 'refuse-two' }, ({ items }) => {
    const bad = items.filter((item) => item.values.pages === 7 || item.values.pages === 299)
    if (bad.length > 0) throw invalid({ problems: [{ field: 'pages', code: 'UNLUCKY' }] })
  })
  const { results } = await run(
    'each',
    Array.from({ length: 300 }, (_, index): BatchOperation => ({ op: 'create', values: { title: `Book ${index}`, pages: index + 1 } })),
  )
  undo()
  expect(results.flatMap((result, index) => (result.ok ? [] : [index]))).toEqual([6, 298])
  const events = await library.rows<{ n: number }>(`select count(*)::int as n from app.change_event where after ->> 'title' = 'Book 6'`)
  expect(events).toEqual([{ n: 0 }])
})

it('writes what belongs to the outcomes together with the records, or neither', async () => {
  const before = await count()
  const requests: SaveRequest[] = [
    { op: 'create', values: { title: 'Told' } },
    { op: 'create', values: {} },
  ]
  const told: boolean[] = []
  const tell = (fails: boolean) => async (database: Database, outcomes: SaveOutcome[]) => {
    told.push(database.inTransaction, ...outcomes.map(({ ok }) => ok))
    if (fails) throw new Error('The mark could not be written.')
  }
  const save = (fails: boolean) => saveRecords(library.as(ann), { module: 'books', mode: 'each', requests, alongside: tell(fails) })
  await expect(save(true)).rejects.toThrow('The mark could not be written.')
  expect(await count()).toBe(before)
  await save(false)
  expect(await count()).toBe(before + 1)
  expect(told).toEqual([true, true, false, true, true, false])
})

it('refuses two records of a batch that want the same unique value', async () => {
  const { results } = await run('each', [
    { op: 'create', values: { title: 'A', isbn: 'U-1' } },
    { op: 'create', values: { title: 'B', isbn: 'U-1' } },
  ])
  expect(codes(results)).toEqual(['ok', 'INVALID'])
})

it('lets records of a batch refer to each other', async () => {
  const [volume, part] = [newId(), newId()]
  const { results } = await run('all', [
    { op: 'create', id: part, values: { title: 'Part', part_of: volume } },
    { op: 'create', id: volume, values: { title: 'Volume' } },
  ])
  expect(codes(results)).toEqual(['ok', 'ok'])
})

it('takes at most a thousand operations', async () => {
  const error = await errorOf(
    run(
      'each',
      Array.from({ length: 1_001 }, () => ({ op: 'delete', id: newId() })),
    ),
  )
  expect(error.details.problems).toEqual([{ field: 'operations', code: 'TOO_MANY', params: { max: 1_000 } }])
})

it('answers each operation for itself where the actor may do one kind and not another', async () => {
  const half = { ...ann, profiles: ['reader'] }
  const { results } = await runBatch(library.as(half), {
    module: 'books',
    mode: 'each',
    operations: [
      { op: 'create', values: { title: 'No' } },
      { op: 'delete', id: newId() },
    ],
  })
  expect(codes(results)).toEqual(['FORBIDDEN', 'FORBIDDEN'])
})

it('writes five hundred records in a few statements', async () => {
  const requests = Array.from({ length: 500 }, (_, index) => ({
    op: 'create' as const,
    values: { title: `Title ${index}`, pages: index + 1, price: '9.99', isbn: `S-${index}` },
  }))
  const sent = { statements: 0 }
  const outcomes = await saveRecords(library.asSystem({ database: counting(library.database, sent) }), { module: 'books', mode: 'each', requests })
  expect(outcomes.every((outcome) => outcome.ok)).toBe(true)
  expect(sent.statements).toBeGreaterThan(1)
  expect(sent.statements).toBeLessThan(20)
})

it('writes one record in few statements', async () => {
  const sent = { statements: 0, ahead: 0 }
  const ctx = library.asSystem({ database: counting(library.database, sent) })
  const book = await createRecord(ctx, { module: 'books', values: { title: 'Emma', pages: 10 } })
  const created = sent.statements
  // The record itself travels with the end of its transaction: nobody waits for it alone.
  expect(sent.ahead).toBe(1)
  await updateRecord(ctx, { module: 'books', id: book.id, version: book.version, values: { pages: 11 } })
  expect([created, sent.statements - created]).toEqual([3, 3])
})

function counting(database: Database, sent: { statements: number; ahead?: number }): Database {
  return {
    query(statement) {
      sent.statements += 1
      return database.query(statement)
    },
    send(statement) {
      sent.statements += 1
      sent.ahead = (sent.ahead ?? 0) + 1
      return database.send(statement)
    },
    transaction: (work) => database.transaction((inside) => work(counting(inside, sent))),
    afterCommit: (task) => database.afterCommit(task),
    wake: (channel) => database.wake(channel),
    inTransaction: database.inTransaction,
  }
}
