import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRecord } from '../create.ts'
import { linkRecords } from '../link.ts'
import { loadHistory } from '../load-history.ts'
import { removeRecord } from '../remove.ts'
import { updateRecord } from '../update.ts'
import { openLibrary, type Library, type TestUser } from './open-library.ts'
import { errorOf } from './problems-of.ts'

let library: Library
let ann: TestUser

beforeAll(async () => {
  library = await openLibrary()
  ann = await library.addUser({ name: 'Ann' })
})
afterAll(() => library.close())

it('tells who changed what, when, and in words', async () => {
  const author = await createRecord(library.asSystem(), { module: 'authors', values: { name: 'Austen' } })
  const bob = await library.addUser({ name: 'Bob' })
  const ctx = library.as(ann, { origin: 'ui' })
  const book = await createRecord(library.as(ann), { module: 'books', values: { title: 'Emma', co_authors: [author.id] } })
  await updateRecord(ctx, { module: 'books', id: book.id, values: { author: author.id, state: 'shelved', read_by: bob.id } })

  const { events, next } = await loadHistory(library.as(ann), { module: 'books', id: book.id })
  expect(next).toBeNull()
  expect(events.map((event) => event.action)).toEqual(['update', 'create'])
  expect(events[0]).toMatchObject({ changeSet: ctx.changeSet, actor: { id: ann.id, name: 'Ann' }, origin: 'ui' })
  expect(events[0]?.changes).toEqual(
    expect.arrayContaining([
      { field: 'author', before: null, after: author.id, afterLabel: 'Austen' },
      { field: 'state', before: 'ordered', beforeLabel: 'ordered', after: 'shelved', afterLabel: 'shelved' },
      { field: 'read_by', before: null, after: bob.id, afterLabel: 'Bob' },
    ]),
  )
  expect(events[1]?.changes).toContainEqual({ field: 'co_authors', before: null, after: [author.id], afterLabel: 'Austen' })
})

it('tells nothing of hidden fields, not even that they changed', async () => {
  const author = await createRecord(library.asSystem(), { module: 'authors', values: { name: 'Secretive', country: 'UK' } })
  await updateRecord(library.asSystem(), { module: 'authors', id: author.id, values: { country: 'CN' } })
  const { events } = await loadHistory(library.as(ann), { module: 'authors', id: author.id })
  expect(events).toHaveLength(1)
  expect(events[0]?.changes.map((change) => change.field)).not.toContain('country')
})

it('pages through a long history without a gap', async () => {
  const book = await createRecord(library.as(ann), { module: 'books', values: { title: 'Emma' } })
  for (let pages = 1; pages <= 59; pages += 1) await updateRecord(library.asSystem(), { module: 'books', id: book.id, values: { pages } })
  const first = await loadHistory(library.as(ann), { module: 'books', id: book.id })
  const second = await loadHistory(library.as(ann), { module: 'books', id: book.id, cursor: first.next ?? '' })
  expect([first.events.length, second.events.length, second.next]).toEqual([50, 10, null])
  expect(new Set([...first.events, ...second.events].map((event) => event.id)).size).toBe(60)
  expect((await errorOf(loadHistory(library.as(ann), { module: 'books', id: book.id, cursor: 'nonsense' }))).code).toBe('INVALID')
})

it('is there for a record in the recycle bin, and for nobody who could not see it', async () => {
  const book = await createRecord(library.as(ann), { module: 'books', values: { title: 'Emma' } })
  await removeRecord(library.as(ann), book)
  expect((await loadHistory(library.as(ann), book)).events.map((event) => event.action)).toEqual(['delete', 'create'])
  const bob = await library.addUser({ name: 'Bert' })
  expect((await errorOf(loadHistory(library.as(bob), book))).code).toBe('NOT_FOUND')
})

it('tells links with the name of the other record', async () => {
  const book = await createRecord(library.as(ann), { module: 'books', values: { title: 'Emma' } })
  const member = await createRecord(library.as(ann), { module: 'members', values: { name: 'Reader' } })
  await linkRecords(library.as(ann), { module: 'books', id: book.id, link: 'readers', other: member.id, values: { stars: 3 } })
  const { events } = await loadHistory(library.as(ann), member)
  expect(events[0]).toMatchObject({
    action: 'link',
    changes: [
      { field: 'books_read', before: null, after: book.id, afterLabel: 'Emma' },
      { field: 'books_read.stars', before: null, after: 3 },
    ],
  })
})
