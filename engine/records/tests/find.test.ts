import { afterAll, beforeAll, expect, it } from 'vitest'
import { aggregateRecords } from '../aggregate.ts'
import { createRecord } from '../create.ts'
import { countRecords } from '../count.ts'
import { findRecords } from '../find.ts'
import { findVisibleIds } from '../find-visible-ids.ts'
import { getRecord } from '../get.ts'
import { lookUp } from '../look-up.ts'
import { searchRecords } from '../search.ts'
import { openLibrary, type Library, type TestUser } from './open-library.ts'
import { errorOf, problemsOf } from './problems-of.ts'

let library: Library
let ann: TestUser
let bob: TestUser
const ids: Record<string, string> = {}

beforeAll(async () => {
  library = await openLibrary()
  ann = await library.addUser({ name: 'Ann' })
  bob = await library.addUser({ name: 'Bob' })
  ids.author = (await createRecord(library.asSystem(), { module: 'authors', values: { name: 'Jane Austen', country: 'UK', email: 'jane@austen.example' } })).id
  for (const [user, title, pages] of [
    [ann, 'Emma', 400],
    [ann, 'Persuasion', 250],
    [bob, 'Sanditon', 100],
  ] as const) {
    ids[title] = (await createRecord(library.as(user), { module: 'books', values: { title, pages, author: ids.author, price: '10' } })).id
  }
})
afterAll(() => library.close())

it('lists what the actor may see, with labels and what may be done', async () => {
  const { records, count } = await findRecords(library.as(ann), { module: 'books', sort: [{ field: 'title' }], fields: ['title', 'author'], count: 'capped' })
  expect(records).toEqual(
    ['Emma', 'Persuasion'].map((title) => ({
      id: ids[title],
      module: 'books',
      version: 1,
      values: { title, author: ids.author },
      labels: { author: 'Jane Austen' },
      can: { read: true, update: true, delete: true, merge: false, convert: false },
    })),
  )
  expect(count).toEqual({ value: 2, exact: true })
})

it('takes columns, filter and order of a view, and adds the filter of the query', async () => {
  const view = {
    key: 'long',
    label: { en: 'Long', 'zh-CN': '长' },
    columns: ['title', 'pages'],
    filter: { field: 'pages', op: 'gt' as const, value: 200 },
    sort: [{ field: 'pages', order: 'desc' as const }],
  }
  const ctx = library.asSystem()
  const books = ctx.model.modules.books
  if (!books) throw new Error('no books')
  const model = { ...ctx.model, modules: { ...ctx.model.modules, books: { ...books, views: [view] } } }
  const { records } = await findRecords({ ...ctx, model }, { module: 'books', view: 'long', filter: { field: 'title', op: 'contains', value: 's' } })
  expect(records.map((record) => record.values)).toEqual([{ title: 'Persuasion', pages: 250 }])
  expect((await errorOf(findRecords({ ...ctx, model }, { module: 'books', view: 'short' }))).code).toBe('NOT_FOUND')
})

it('hides a field in every way of asking', async () => {
  const as = library.as(ann)
  expect((await getRecord(as, { module: 'authors', id: ids.author ?? '' })).values).not.toHaveProperty('country')
  expect(await problemsOf(findRecords(as, { module: 'authors', fields: ['country'] }))).toEqual(['country UNKNOWN_FIELD'])
  expect(await problemsOf(findRecords(as, { module: 'authors', filter: { field: 'country', op: 'is', value: 'UK' } }))).toEqual(['country UNKNOWN_FIELD'])
  expect(await problemsOf(findRecords(as, { module: 'authors', sort: [{ field: 'country' }] }))).toEqual(['country UNKNOWN_FIELD'])
  expect(await problemsOf(aggregateRecords(as, { module: 'authors', groupBy: [{ field: 'country' }], measures: [{ fn: 'count' }] }))).toEqual([
    'country UNKNOWN_FIELD',
  ])
  expect(await problemsOf(findRecords(as, { module: 'books', filter: { field: 'author.country', op: 'is', value: 'UK' } }))).toEqual([
    'author.country UNKNOWN_FIELD',
  ])
})

it('gives the same answer for what is not there and what is not theirs', async () => {
  const [hidden, absent] = await Promise.all(
    [ids.Sanditon ?? '', '01900000-0000-7000-8000-000000000001'].map((id) => errorOf(getRecord(library.as(ann), { module: 'books', id }))),
  )
  expect([hidden?.code, hidden?.message, hidden?.details]).toEqual([absent?.code, absent?.message, absent?.details])
  expect((await errorOf(getRecord(library.as(ann), { module: 'books', id: "x' or 1=1" }))).code).toBe('NOT_FOUND')
})

it('counts and sums what the actor may see', async () => {
  expect(await countRecords(library.as(ann), { module: 'books' })).toEqual({ value: 2, exact: true })
  const { rows } = await aggregateRecords(library.as(ann), {
    module: 'books',
    groupBy: [{ field: 'author' }],
    measures: [{ fn: 'sum', field: 'pages' }, { fn: 'count' }],
  })
  expect(rows).toEqual([{ group: [ids.author], labels: ['Jane Austen'], measures: ['650', '2'] }])
})

it('looks records up while somebody types', async () => {
  expect(await lookUp(library.as(ann), { module: 'authors', q: 'aus' })).toEqual([{ id: ids.author, module: 'authors', label: 'Jane Austen' }])
  expect((await lookUp(library.as(ann), { module: 'books', q: '' })).map((option) => option.label)).toEqual(['Persuasion', 'Emma'])
  expect(await lookUp(library.as(ann), { module: 'books', q: 'Sandi' })).toEqual([])
})

it('searches all modules that the actor may read', async () => {
  const groups = await searchRecords(library.as(ann), { q: 'em' })
  expect(groups.map(({ module, records, more }) => [module, records.map((record) => record.values.title), more])).toEqual([['books', ['Emma'], false]])
  expect(await searchRecords(library.as(ann), { q: 'Sanditon' })).toEqual([])
  expect((await searchRecords(library.as(ann), { q: 'Ann', modules: ['users'] })).map((group) => group.module)).toEqual(['users'])
  const [limited] = await searchRecords(library.as({ ...ann, profiles: ['admin'] }), { q: 'n', modules: ['books'], limit: 1 })
  expect(limited).toMatchObject({ records: [{ module: 'books' }], more: true })
})

it('says which ids of a live event the actor may know of', async () => {
  expect(await findVisibleIds(library.as(ann), { module: 'books', ids: [ids.Emma ?? '', ids.Sanditon ?? ''] })).toEqual([ids.Emma])
  expect(await findVisibleIds(library.as({ ...ann, profiles: [] }), { module: 'books', ids: [ids.Emma ?? ''] })).toEqual([])
})
