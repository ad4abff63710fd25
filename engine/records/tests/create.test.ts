import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../kernel/uuid.ts'
import { createRecord } from '../create.ts'
import { findRecords } from '../find.ts'
import { getRecord } from '../get.ts'
import { openLibrary, type Library, type TestUser } from './open-library.ts'
import { errorOf, problemsOf } from './problems-of.ts'

let library: Library
let ann: TestUser
let austen: string

beforeAll(async () => {
  library = await openLibrary()
  ann = await library.addUser({ name: 'Ann' })
  austen = (await createRecord(library.asSystem(), { module: 'authors', values: { name: 'Jane Austen', phone: '+86 10 12345678', country: 'UK' } })).id
})
afterAll(() => library.close())

const book = (values: object) => createRecord(library.as(ann), { module: 'books', values: { title: 'Emma', ...values } })

it('creates a record with its number, its defaults, its owner and its labels', async () => {
  const created = await book({ author: austen, price: '12.50' })

  expect(created.version).toBe(1)
  expect(created.values).toMatchObject({
    number: 'B-0001',
    title: 'Emma',
    author: austen,
    state: 'ordered',
    owner: ann.id,
    created_by: ann.id,
    price: { amount: '12.5', currency: 'EUR', rate: '1' },
  })
  expect(created.values.bought_on).toMatch(/^\d{4}-\d\d-\d\d$/)
  expect(created.labels).toMatchObject({ author: 'Jane Austen', owner: 'Ann', state: 'ordered' })
  expect(created.can).toMatchObject({ update: true, delete: true })
  expect(await getRecord(library.as(ann), { module: 'books', id: created.id })).toEqual(created)
})

it('answers all problems together', async () => {
  const problems = problemsOf(
    createRecord(library.as(ann), {
      module: 'books',
      values: { pages: 0, state: 'burnt', number: 'B-9', nothing: 1, author: newId(), created_at: '2020-01-01T00:00:00Z' },
    }),
  )
  expect(await problems).toEqual([
    'author NOT_FOUND',
    'created_at READ_ONLY',
    'nothing UNKNOWN_FIELD',
    'number READ_ONLY',
    'pages MIN',
    'state NOT_IN_LIST',
    'title REQUIRED',
  ])
})

it('takes a default of today in the time zone of the actor', async () => {
  const clock = { now: () => new Date('2030-01-01T20:00:00Z') }
  const created = await createRecord(library.as(ann, { clock }), { module: 'books', values: { title: 'Late' } })
  expect(created.values.bought_on).toBe('2030-01-02')
})

it('fetches values through a reference, but none that the actor may not see', async () => {
  const created = await book({ author: austen })
  expect(created.values).toMatchObject({ author_phone: '+86 10 12345678', author_country: null })
  expect((await book({ author: austen, author_phone: '0201234567' })).values.author_phone).toBe('0201234567')
})

it('lets a picklist value set other fields, unless they were sent', async () => {
  expect((await book({ state: 'lost', loss_note: 'gone' })).values.shelf).toBe('none')
  expect((await book({ state: 'lost', loss_note: 'gone', shelf: 'A1' })).values.shelf).toBe('A1')
})

it('requires a field only when its condition holds', async () => {
  expect(await problemsOf(book({ state: 'lost' }))).toEqual(['loss_note REQUIRED'])
  expect((await book({ state: 'shelved' })).values.state).toBe('shelved')
})

it('refuses a value that breaks its rule, with the rule in words', async () => {
  const error = await errorOf(book({ last_page: -1 }))
  expect(error.details.problems).toEqual([{ field: 'last_page', code: 'NOT_VALID', message: 'Above zero, please.' }])
})

it('offers only values that the governing field allows', async () => {
  expect(await problemsOf(book({ language: 'en', dialect: 'mandarin' }))).toEqual(['dialect NOT_IN_LIST'])
  expect((await book({ language: 'zh', dialect: 'mandarin' })).values.dialect).toBe('mandarin')
})

it('refuses a hidden field as unknown and a readable one as read-only', async () => {
  expect(await problemsOf(createRecord(library.as(ann), { module: 'authors', values: { name: 'X', country: 'UK', phone: '0201234567' } }))).toEqual([
    'country UNKNOWN_FIELD',
    'phone READ_ONLY',
  ])
})

it('keeps a unique value unique, also within what race conditions let through', async () => {
  await book({ isbn: '978-1' })
  expect(await problemsOf(book({ isbn: '978-1' }))).toEqual(['isbn UNIQUE'])

  const both = await Promise.allSettled([book({ isbn: '978-2' }), book({ isbn: '978-2' })])
  const refused = both.filter((outcome) => outcome.status === 'rejected')
  expect(refused).toHaveLength(1)
  expect(refused[0]?.reason).toMatchObject({ code: 'INVALID', details: { problems: [{ field: 'isbn', code: 'UNIQUE' }] } })
})

it('takes an id that the client made, once', async () => {
  const id = newId()
  expect((await createRecord(library.as(ann), { module: 'books', id, values: { title: 'Mine' } })).id).toBe(id)
  expect((await errorOf(createRecord(library.as(ann), { module: 'books', id, values: { title: 'Mine' } }))).code).toBe('DUPLICATE')
  expect(await problemsOf(createRecord(library.as(ann), { module: 'books', id: 'mine', values: { title: 'Mine' } }))).toEqual(['id TYPE'])
})

it('refuses a record that the rules of the module know already, when asked to', async () => {
  await createRecord(library.asSystem(), { module: 'authors', values: { name: 'Acme Press, Inc.' } })
  const error = await errorOf(createRecord(library.as(ann), { module: 'authors', values: { name: 'ＡＣＭＥ　press' }, refuseDuplicates: true }))
  expect(error.code).toBe('DUPLICATE')
  expect(error.details.candidates).toMatchObject([{ record: { values: { name: 'Acme Press, Inc.' } }, score: 1, rule: 0 }])
})

it('writes one event with the values, and none of a secret', async () => {
  const ctx = library.asSystem()
  const { id } = await createRecord(ctx, { module: 'authors', values: { name: 'Silent', country: 'UK' } })
  const events = await library.rows<{ action: string; before: unknown; after: object }>(
    `select action, before, after from app.change_event where record = '${id}'`,
  )
  expect(events).toMatchObject([{ action: 'create', before: null, after: { name: 'Silent', country: 'UK' } }])
})

it('answers with the bare id when the record was given out of sight', async () => {
  const bob = await library.addUser({ name: 'Bob' })
  const created = await book({ owner: bob.id })
  expect(created).toEqual({ id: created.id, module: 'books', version: 1, values: {}, labels: {}, can: {} })
})

it('does not tell a module that is hidden from one that is not there', async () => {
  const nobody = { ...ann, profiles: [] }
  expect((await errorOf(createRecord(library.as(nobody), { module: 'books', values: {} }))).code).toBe('NOT_FOUND')
  expect((await errorOf(createRecord(library.as(ann), { module: 'spaceships', values: {} }))).code).toBe('NOT_FOUND')
  expect((await errorOf(createRecord(library.as({ ...ann, profiles: ['reader'] }), { module: 'books', values: {} }))).code).toBe('FORBIDDEN')
})

it('is found at once by two characters and by pinyin', async () => {
  await createRecord(library.asSystem(), { module: 'authors', values: { name: '曹雪芹' } })
  for (const q of ['雪芹', 'cxq']) {
    const { records } = await findRecords(library.as(ann), { module: 'authors', q })
    expect(records.map((record) => record.values.name)).toEqual(['曹雪芹'])
  }
})

it('draws every number once, however many create at the same time', async () => {
  const many = await Promise.all(Array.from({ length: 20 }, () => book({})))
  expect(new Set(many.map((record) => record.values.number)).size).toBe(20)
})

it('may belong to a group', async () => {
  const group = await createRecord(library.asSystem(), { module: 'groups', values: { name: 'Night shift' } })
  const created = await createRecord(library.asSystem(), { module: 'books', values: { title: 'Shared', owner: group.id } })
  expect(created.labels.owner).toBe('Night shift')
})

it('takes Admin and admin for one user name', async () => {
  await createRecord(library.asSystem(), { module: 'users', values: { name: 'One', username: 'Boss' } })
  expect(await problemsOf(createRecord(library.asSystem(), { module: 'users', values: { name: 'Two', username: 'bOSS' } }))).toEqual(['username UNIQUE'])
})

it('keeps the number that an imported record brings, and goes on behind it', async () => {
  const importing = library.as(ann, { origin: 'import' })
  expect((await createRecord(importing, { module: 'books', values: { title: 'Old', number: 'B-9000' } })).values.number).toBe('B-9000')
  expect((await book({})).values.number).toBe('B-9001')
})
