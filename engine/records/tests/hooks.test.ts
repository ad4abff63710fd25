import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createHooks, type HookPoint } from '../../kernel/hooks.ts'
import { createRecord } from '../create.ts'
import { countRecords } from '../count.ts'
import { getRecord } from '../get.ts'
import { setValue, type RecordBatch } from '../hooks-batch.ts'
import { removeRecord } from '../remove.ts'
import { restoreRecord } from '../restore.ts'
import { saveRecords } from '../save/save-records.ts'
import { updateRecord } from '../update.ts'
import { openLibrary, type Library } from './open-library.ts'
import { problemsOf } from './problems-of.ts'

const hooks = createHooks<RecordBatch>()
let library: Library
let undos: (() => void)[] = []
const fired: string[] = []

beforeAll(async () => {
  library = await openLibrary(hooks)
  hooks.observe((point, module, id) => fired.push(`${point} ${module} ${id}`))
})
beforeEach(() => {
  for (const undo of undos) undo()
  undos = []
  fired.length = 0
})
afterAll(() => library.close())

const on = (point: HookPoint, id: string, handler: (batch: RecordBatch) => void | Promise<void>) =>
  undos.push(hooks.on(point, { module: 'books', id }, handler))
const book = (values: object) => createRecord(library.asSystem(), { module: 'books', values: { title: 'Emma', ...values } })

it('runs the points of a save in their order, once for a whole batch', async () => {
  for (const point of ['record.saved', 'record.saving', 'record.validating', 'record.preparing'] as const) on(point, 'watch', () => {})
  await saveRecords(library.asSystem(), { module: 'books', mode: 'all', requests: ['A', 'B', 'C'].map((title) => ({ op: 'create', values: { title } })) })
  expect(fired).toEqual(['record.preparing books watch', 'record.validating books watch', 'record.saving books watch', 'record.saved books watch'])
})

it('stores what record.preparing and record.saving set', async () => {
  on('record.preparing', 'shelf', ({ items }) => items.forEach((item) => setValue(item, 'shelf', 'A1')))
  on('record.saving', 'pages', ({ items }) => items.forEach((item) => setValue(item, 'pages', 7)))
  const created = await book({})
  expect(created.values).toMatchObject({ shelf: 'A1', pages: 7 })
  const events = await library.rows<{ after: object }>(`select after from app.change_event where record = '${created.id}'`)
  expect(events[0]?.after).toMatchObject({ shelf: 'A1', pages: 7 })
})

it('answers the problems of record.validating together with the others', async () => {
  on('record.validating', 'refuse', ({ items }) => items.forEach((item) => item.problems.push({ field: 'pages', code: 'ODD' })))
  expect(await problemsOf(book({ title: null }))).toEqual(['pages ODD', 'title REQUIRED'])
})

it('lets record.saved write other records in the same transaction', async () => {
  on('record.saved', 'add-author', async ({ ctx, items }) => {
    for (const item of items) await createRecord(ctx, { module: 'authors', values: { name: `Author of ${item.values.title}` } })
    if (items.some((item) => item.values.title === 'Broken')) throw new Error('half way')
  })
  const author = (q: string) => countRecords(library.asSystem(), { module: 'authors', q })
  await book({ title: 'Whole' })
  expect(await author('Author of Whole')).toMatchObject({ value: 1 })
  await expect(book({ title: 'Broken' })).rejects.toThrow('half way')
  expect(await author('Author of Broken')).toMatchObject({ value: 0 })
  expect(await countRecords(library.asSystem(), { module: 'books', q: 'Broken' })).toMatchObject({ value: 0 })
})

it('gives handlers what was stored before and what changes', async () => {
  const created = await book({ pages: 1 })
  const seen: unknown[] = []
  on('record.saved', 'look', ({ items }) => {
    for (const { before, values, changed, action } of items) seen.push([action, before?.pages, values.pages, [...changed]])
  })
  await updateRecord(library.asSystem(), { module: 'books', id: created.id, values: { pages: 2 } })
  expect(seen).toEqual([['update', 1, 2, ['pages']]])
})

it('does not run the points of writing when nothing changes', async () => {
  const created = await book({ pages: 1 })
  on('record.saving', 'never', () => {})
  fired.length = 0
  await updateRecord(library.asSystem(), { module: 'books', id: created.id, values: { pages: 1 } })
  expect(fired).toEqual([])
})

it('runs removing, removed and restored', async () => {
  const created = await book({})
  for (const point of ['record.removing', 'record.removed', 'record.restored'] as const) on(point, 'watch', () => {})
  fired.length = 0
  await removeRecord(library.asSystem(), created)
  await restoreRecord(library.asSystem(), created)
  expect(fired).toEqual(['record.removing books watch', 'record.removed books watch', 'record.restored books watch'])
})

it('lets record.reading add and mask values without storing anything', async () => {
  const created = await book({ shelf: 'A1' })
  on('record.reading', 'mask', ({ items }) => items.forEach((item) => Object.assign(item.values, { shelf: '***', computed: 42 })))
  expect((await getRecord(library.asSystem(), created)).values).toMatchObject({ shelf: '***', computed: 42 })
  expect(await library.rows(`select shelf from data.books where id = '${created.id}'`)).toEqual([{ shelf: 'A1' }])
})
