import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RecordData } from '../../contract/api.ts'
import { createRecord } from '../create.ts'
import { linkRecords } from '../link.ts'
import { listRelated } from '../list-related.ts'
import { unlinkRecords } from '../unlink.ts'
import { openLibrary, type Library, type TestUser } from './open-library.ts'
import { errorOf, problemsOf } from './problems-of.ts'

let library: Library
let ann: TestUser
let bob: TestUser
let book: RecordData
let member: RecordData

beforeAll(async () => {
  library = await openLibrary()
  ann = await library.addUser({ name: 'Ann' })
  bob = await library.addUser({ name: 'Bob' })
  book = await createRecord(library.as(ann), { module: 'books', values: { title: 'Emma' } })
  member = await createRecord(library.as(bob), { module: 'members', values: { name: 'Reader' } })
})
afterAll(() => library.close())

const place = () => ({ module: 'books', id: book.id, link: 'readers', other: member.id })
const readers = (user: TestUser) => listRelated(library.as(user), { module: 'books', id: book.id, relation: 'readers' })

it('links two records with attributes, seen from both sides', async () => {
  await linkRecords(library.as(ann), { ...place(), values: { stars: 5 } })
  expect((await readers(ann)).records).toMatchObject([{ id: member.id, module: 'members', link: { stars: 5 } }])
  const books = await listRelated(library.as(ann), { module: 'members', id: member.id, relation: 'books_read' })
  expect(books.records).toMatchObject([{ id: book.id, module: 'books', link: { stars: 5 } }])
})

it('changes attributes when it is said again, and logs only what changed', async () => {
  await linkRecords(library.as(ann), { ...place(), values: { stars: 5 } })
  await linkRecords(library.as(ann), { ...place(), values: { stars: 2 } })
  const events = await library.rows(`select action, before, after from app.change_event where record = '${book.id}' and action = 'link' order by id`)
  expect(events).toEqual([
    { action: 'link', before: null, after: { readers: member.id, 'readers.stars': 5 } },
    { action: 'link', before: { readers: member.id, 'readers.stars': 5 }, after: { readers: member.id, 'readers.stars': 2 } },
  ])
  expect(await library.rows(`select after from app.change_event where record = '${member.id}' and action = 'link' order by id desc limit 1`)).toEqual([
    { after: { books_read: book.id, 'books_read.stars': 2 } },
  ])
})

it('needs sight of both records and the right to change one of them', async () => {
  const stranger = await library.addUser({ name: 'Stranger' })
  expect((await errorOf(linkRecords(library.as(stranger), place()))).code).toBe('NOT_FOUND')
  expect((await errorOf(linkRecords(library.as(bob), { module: 'members', id: member.id, link: 'books_read', other: book.id }))).code).toBe('NOT_FOUND')

  const shown = await createRecord(library.as(bob), { module: 'books', values: { title: 'Of Bob', owner: ann.id } })
  const onlyReads = { ...ann, profiles: ['reader'] }
  expect((await errorOf(linkRecords(library.as(onlyReads), { ...place(), id: shown.id }))).code).toBe('FORBIDDEN')
  expect((await errorOf(unlinkRecords(library.as(onlyReads), place()))).code).toBe('FORBIDDEN')
})

it('checks attributes and names of links', async () => {
  expect(await problemsOf(linkRecords(library.as(ann), { ...place(), values: { stars: 'many', moons: 1 } }))).toEqual(['moons UNKNOWN_FIELD', 'stars TYPE'])
  expect((await errorOf(linkRecords(library.as(ann), { ...place(), link: 'writers' }))).code).toBe('NOT_FOUND')
})

it('is taken away, once', async () => {
  await unlinkRecords(library.as(ann), place())
  expect((await readers(ann)).records).toEqual([])
  expect((await errorOf(unlinkRecords(library.as(ann), place()))).code).toBe('NOT_FOUND')
})

it('lists what refers to a record, as far as the actor sees it', async () => {
  const author = await createRecord(library.asSystem(), { module: 'authors', values: { name: 'Austen' } })
  await createRecord(library.as(ann), { module: 'books', values: { title: 'Of Ann', author: author.id } })
  await createRecord(library.as(bob), { module: 'books', values: { title: 'Of Bob', author: author.id } })
  const { records, count } = await listRelated(library.as(ann), { module: 'authors', id: author.id, relation: 'books', fields: ['title'], count: 'exact' })
  expect(records.map((record) => record.values)).toEqual([{ title: 'Of Ann' }])
  expect(count).toEqual({ value: 1, exact: true })
})

it('changes the rights of everybody at once when it says who belongs to a group', async () => {
  const group = await createRecord(library.asSystem(), { module: 'groups', values: { name: 'Night shift' } })
  const version = async () => Number((await library.rows<{ v: string }>('select rights_version as v from app.state'))[0]?.v)
  const before = await version()
  await linkRecords(library.asSystem(), { module: 'groups', id: group.id, link: 'members', other: ann.id })
  expect(await version()).toBe(before + 1)
  await unlinkRecords(library.asSystem(), { module: 'users', id: ann.id, link: 'groups_of', other: group.id })
  expect(await version()).toBe(before + 2)
})

it('sorts by an attribute of the link and pages in that order, blanks last', async () => {
  const club = await createRecord(library.as(ann), { module: 'books', values: { title: 'Club' } })
  for (const [name, stars] of [
    ['Three', 3],
    ['One', 1],
    ['None', null],
    ['Five', 5],
  ] as const) {
    const other = await createRecord(library.as(ann), { module: 'members', values: { name } })
    await linkRecords(library.as(ann), { module: 'books', id: club.id, link: 'readers', other: other.id, values: { stars } })
  }
  const page = async (order: 'asc' | 'desc', cursor?: string) => {
    const query = { module: 'books', id: club.id, relation: 'readers', fields: ['name'], sort: [{ field: 'link.stars', order }], limit: 2, cursor }
    const { records, next } = await listRelated(library.as(ann), query)
    return { names: records.map(({ values }) => values.name), next: next ?? undefined }
  }
  const up = await page('asc')
  expect([...up.names, ...(await page('asc', up.next)).names]).toEqual(['One', 'Three', 'Five', 'None'])
  const down = await page('desc')
  expect([...down.names, ...(await page('desc', down.next)).names]).toEqual(['Five', 'Three', 'One', 'None'])
  expect(await problemsOf(listRelated(library.as(ann), { module: 'books', id: club.id, relation: 'readers', sort: [{ field: 'link.moons' }] }))).toEqual([
    'link.moons UNKNOWN_FIELD',
  ])
})
