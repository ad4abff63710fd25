import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BulkOperation, BulkRequest } from '../../contract/bulk.ts'
import type { RecordData } from '../../contract/api.ts'
import { createHooks } from '../../kernel/hooks.ts'
import { createTask } from '../../storage/tasks.ts'
import { planBulk } from '../bulk/plan-bulk.ts'
import { reportBulk, runBulk } from '../bulk/run-bulk.ts'
import { createRecord } from '../create.ts'
import { getRecord } from '../get.ts'
import type { RecordBatch } from '../hooks-batch.ts'
import type { RecordContext } from '../record-context.ts'
import { saveRecords } from '../save/save-records.ts'
import { undoChangeSet } from '../undo.ts'
import { openLibrary, type Library, type TestUser } from './open-library.ts'
import { errorOf } from './problems-of.ts'

const hooks = createHooks<RecordBatch>()
let library: Library
let ann: TestUser
let ben: TestUser

beforeAll(async () => {
  library = await openLibrary(hooks)
  ann = await library.addUser({ name: 'Ann' })
  ben = await library.addUser({ name: 'Ben' })
})
afterAll(() => library.close())

const create = (values: object, user = ann) => createRecord(library.as(user), { module: 'books', values: { ...values } })
const valuesOf = async (record: RecordData) => (await getRecord(library.as(ann), record)).values
const about = (ids: string[], operation: BulkOperation): BulkRequest => ({ module: 'books', filter: { field: 'id', op: 'is_any', value: ids }, operation })
const idsOf = (records: RecordData[]) => records.map((record) => record.id)

async function taskFor(ctx: RecordContext): Promise<string> {
  return createTask(library.database, { kind: 'bulk-update', module: 'books', asker: ctx.actor, input: null, total: 0, changeSet: ctx.changeSet })
}

async function run(request: BulkRequest, ctx = library.as(ann)) {
  const done: number[] = []
  const report = await runBulk(ctx, { task: await taskFor(ctx), request, progress: async (count) => void done.push(count) })
  return { report, ctx, done }
}

describe('mass work', () => {
  it('changes what the filter finds, as one change set that is undone as one', async () => {
    const books = [await create({ title: 'One', pages: 10 }), await create({ title: 'Two', pages: 20 })]
    const { report, ctx } = await run(about(idsOf(books), { op: 'update', values: { pages: 20 } }))
    expect(report).toMatchObject({ total: 2, changed: 1, unchanged: 1, skipped: 0, reasons: [] })

    expect(await undoChangeSet(library.as(ann), { changeSet: ctx.changeSet })).toMatchObject({ undone: 1, skipped: [] })
    expect((await valuesOf(books[0] as RecordData)).pages).toBe(10)
  })

  it('skips what the conditions of the module refuse, and says why', async () => {
    const good = await create({ title: 'Good', state: 'lost', loss_note: 'On the train' })
    const bad = await create({ title: 'Bad' })
    const { report } = await run(about(idsOf([good, bad]), { op: 'update', values: { state: 'lost', pages: 9 } }))
    expect(report).toMatchObject({
      changed: 1,
      skipped: 1,
      reasons: [{ code: 'REQUIRED', field: 'loss_note', message: 'Fill this in.', count: 1 }],
      samples: [{ id: bad.id, name: 'Bad', code: 'INVALID', problems: [{ field: 'loss_note', code: 'REQUIRED' }] }],
    })
  })

  it('gives records to another owner, and deletes and restores them', async () => {
    const book = await create({ title: 'Moved' })
    await run(about([book.id], { op: 'delete' }))
    expect(await errorOf(getRecord(library.as(ann), book))).toMatchObject({ code: 'NOT_FOUND' })
    const { report } = await run(about([book.id], { op: 'restore' }))
    expect(report).toMatchObject({ total: 1, changed: 1 })
    await run(about([book.id], { op: 'update', values: { owner: ben.id } }))
    expect((await getRecord(library.as(ben), book)).values.owner).toBe(ben.id)
  })

  it('adds tags to those that are there and takes others away, whatever their case', async () => {
    const book = await create({ title: 'Tagged', tags: ['Old', 'Keep'] })
    await run(about([book.id], { op: 'tag', field: 'tags', add: ['New', 'keep'], remove: ['old'] }))
    expect((await valuesOf(book)).tags).toEqual(['Keep', 'New'])
  })

  it('never reaches records that the actor may not see', async () => {
    const book = await create({ title: 'Private' }, ben)
    const { report } = await run(about([book.id], { op: 'delete' }))
    expect(report).toMatchObject({ total: 0, changed: 0 })
    expect((await getRecord(library.as(ben), book)).values.title).toBe('Private')
  })

  it('is refused as a whole where every record would refuse it', async () => {
    const reader = await library.addUser({ name: 'Rae', profiles: ['reader'] })
    const plan = (operation: BulkOperation, ctx = library.as(ann)) => errorOf(planBulk(ctx, { module: 'books', operation }))
    expect(await plan({ op: 'delete' }, library.as(reader))).toMatchObject({ code: 'FORBIDDEN' })
    expect((await plan({ op: 'update', values: { author_country: 'x' } })).details.problems).toMatchObject([{ field: 'author_country', code: 'READ_ONLY' }])
    expect((await plan({ op: 'update', values: { nothing: 1 } })).details.problems).toMatchObject([{ field: 'nothing', code: 'UNKNOWN_FIELD' }])
    expect((await plan({ op: 'update', values: { pages: 'many' } })).details.problems).toMatchObject([{ field: 'pages' }])
    expect((await plan({ op: 'tag', field: 'title', add: ['x'] })).details.problems).toMatchObject([{ field: 'title', code: 'UNKNOWN_FIELD' }])
  })
})

describe('a dry run', () => {
  it('says what would happen, and keeps nothing of it', async () => {
    const books = [await create({ title: 'A', state: 'lost', loss_note: 'Burnt' }), await create({ title: 'B' })]
    const plan = await planBulk(library.as(ann), about(idsOf(books), { op: 'update', values: { state: 'lost', pages: 3 } }))
    expect(plan).toMatchObject({ total: 2, allowed: 2, checked: 2, changed: 1, skipped: 1, samples: [{ name: 'B' }] })
    expect((await valuesOf(books[0] as RecordData)).pages).toBeNull()
    const events = await library.rows(`select 1 from app.change_event where record = '${books[0]?.id}' and action = 'update'`)
    expect(events).toEqual([])
  })
})

describe('a run that was cut off', () => {
  const title = 'Cut off'
  const request: BulkRequest = { module: 'books', filter: { field: 'title', op: 'is', value: title }, operation: { op: 'update', values: { pages: 7 } } }

  it('goes on where it was: what is done is not done again, and nothing is left out', async () => {
    const values = { title }
    await saveRecords(library.as(ann), { module: 'books', mode: 'all', requests: Array.from({ length: 1_100 }, () => ({ op: 'create', values })) })
    const ctx = library.as(ann)
    const task = await taskFor(ctx)
    const dies = async (done: number) => {
      if (done >= 500) throw new Error('the process dies')
    }
    await expect(runBulk(ctx, { task, request, progress: dies })).rejects.toThrow('dies')
    expect(await reportBulk(ctx, task)).toMatchObject({ total: 1_100, changed: 500 })

    // Records that come to match meanwhile are not part of it: it is about those of the beginning.
    await create(values)
    const done: number[] = []
    const report = await runBulk(ctx, { task, request, progress: async (count) => void done.push(count) })
    expect(report).toMatchObject({ total: 1_100, changed: 1_100, unchanged: 0, skipped: 0 })
    expect(done).toEqual([1_000, 1_100])
    expect(await library.rows(`select count(*)::int as n from app.change_event where change_set = '${ctx.changeSet}'`)).toEqual([{ n: 1_100 }])
  })

  it('loses the step that was under way, as a whole', async () => {
    const ctx = library.as(ann)
    const task = await taskFor(ctx)
    const undo = hooks.on('record.saved', { module: 'books', id: 'fails' }, () => {
      throw new Error('the connection is lost')
    })
    await expect(runBulk(ctx, { task, request: { ...request, operation: { op: 'update', values: { pages: 8 } } }, progress: async () => {} })).rejects.toThrow(
      'lost',
    )
    undo()
    expect(await reportBulk(ctx, task)).toMatchObject({ total: 1_101, changed: 0 })
    expect(await library.rows(`select count(*)::int as n from data.books where pages = 8`)).toEqual([{ n: 0 }])
  })
})
