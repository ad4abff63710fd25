import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RecordData } from '../../contract/api.ts'
import { createHooks } from '../../kernel/hooks.ts'
import { createRecord } from '../create.ts'
import { findRecords } from '../find.ts'
import { getRecord } from '../get.ts'
import type { RecordBatch } from '../hooks-batch.ts'
import { linkRecords } from '../link.ts'
import { listDeleted } from '../bin/list-deleted.ts'
import { listRelated } from '../list-related.ts'
import { purgeRecord } from '../purge.ts'
import { removeRecord } from '../remove.ts'
import { restoreRecord } from '../restore.ts'
import { updateRecord } from '../update.ts'
import { openLibrary, type Library, type TestUser } from './open-library.ts'
import { errorOf, problemsOf } from './problems-of.ts'

const hooks = createHooks<RecordBatch>()
let library: Library
let ann: TestUser
let admin: TestUser

beforeAll(async () => {
  library = await openLibrary(hooks)
  ann = await library.addUser({ name: 'Ann' })
  admin = await library.addUser({ name: 'Root', profiles: ['admin'] })
})
afterAll(() => library.close())

const create = (module: string, values: object) => createRecord(library.as(admin), { module, values: { ...values } })
const remove = (record: RecordData, version?: number) => removeRecord(library.as(admin), { module: record.module, id: record.id, version })
const restore = (record: RecordData) => restoreRecord(library.as(admin), record)
const get = (record: RecordData) => getRecord(library.as(admin), record)
const actionsOn = async (record: RecordData) =>
  (await library.rows<{ action: string }>(`select action from app.change_event where record = '${record.id}' order by id`)).map(({ action }) => action)

it('moves a record into the recycle bin and back', async () => {
  const book = await create('books', { title: 'Emma' })
  await remove(book, 1)
  expect((await errorOf(get(book))).code).toBe('NOT_FOUND')
  const { records } = await listDeleted(library.as(admin), { module: 'books' })
  expect(records[0]).toMatchObject({ id: book.id, version: 2, deletedAt: expect.any(String) })

  expect(await restore(book)).toMatchObject({ version: 3, values: { title: 'Emma', number: book.values.number } })
  expect(await actionsOn(book)).toEqual(['create', 'delete', 'restore'])
})

it('does not remove a version that nobody has seen', async () => {
  const book = await create('books', { title: 'Emma' })
  await updateRecord(library.as(admin), { module: 'books', id: book.id, version: 1, values: { pages: 3 } })
  expect((await errorOf(remove(book, 1))).code).toBe('CONFLICT')
})

it('removes nothing that the actor may not remove', async () => {
  const book = await create('books', { title: 'Not yours' })
  expect((await errorOf(removeRecord(library.as(ann), { module: 'books', id: book.id }))).code).toBe('NOT_FOUND')
  const author = await create('authors', { name: 'Readable' })
  expect((await errorOf(removeRecord(library.as(ann), { module: 'authors', id: author.id }))).code).toBe('FORBIDDEN')
})

it('clears references to what was removed, and brings them back with it where nobody has filled them since', async () => {
  const [author, other] = [await create('authors', { name: 'Gone' }), await create('authors', { name: 'Other' })]
  const [kept, moved] = [
    await create('books', { title: 'Kept', author: author.id, co_authors: [other.id, author.id] }),
    await create('books', { title: 'Moved', author: author.id }),
  ]
  await remove(author)
  expect((await get(kept)).values).toMatchObject({ author: null, co_authors: [other.id] })
  await updateRecord(library.as(admin), { module: 'books', id: moved.id, values: { author: other.id } })

  await restore(author)
  expect((await get(kept)).values).toMatchObject({ author: author.id, co_authors: [other.id, author.id] })
  expect((await get(moved)).values.author).toBe(other.id)
  expect(await actionsOn(kept)).toEqual(['create', 'update', 'update', 'update', 'update'])
})

it('refuses to remove what a restricting reference needs, and says what', async () => {
  const book = await create('books', { title: 'Lent' })
  await create('loans', { subject: 'Loan', book: book.id })
  const error = await errorOf(remove(book))
  expect(error).toMatchObject({ code: 'RESTRICTED', status: 409 })
  expect(error.details.problems).toEqual([{ code: 'RESTRICTED', params: { module: 'loans', field: 'book', records: 1 } }])
  expect((await get(book)).version).toBe(1)
})

it('takes along what belongs to the record, at any depth, and brings it back', async () => {
  const volume = await create('books', { title: 'Volume' })
  const part = await create('books', { title: 'Part', part_of: volume.id })
  const chapter = await create('books', { title: 'Chapter', part_of: part.id })
  const earlier = await create('books', { title: 'Thrown away before', part_of: volume.id })
  await remove(earlier)
  await remove(volume)
  for (const gone of [volume, part, chapter]) expect((await errorOf(get(gone))).code).toBe('NOT_FOUND')

  await restore(volume)
  expect((await get(chapter)).values.part_of).toBe(part.id)
  expect((await get(part)).values.part_of).toBe(volume.id)
  expect((await errorOf(get(earlier))).code).toBe('NOT_FOUND')
})

it('leaves nothing half removed when something further down forbids it', async () => {
  const volume = await create('books', { title: 'Volume' })
  const part = await create('books', { title: 'Part', part_of: volume.id })
  await create('loans', { subject: 'Loan', book: part.id })
  expect((await errorOf(remove(volume))).code).toBe('RESTRICTED')
  expect((await get(volume)).version).toBe(1)
  expect((await get(part)).version).toBe(1)
})

it('brings links back', async () => {
  const book = await create('books', { title: 'Emma' })
  const member = await create('members', { name: 'Reader' })
  await linkRecords(library.as(admin), { module: 'books', id: book.id, link: 'readers', other: member.id, values: { stars: 4 } })
  const readers = () => listRelated(library.as(admin), { module: 'books', id: book.id, relation: 'readers' })
  await remove(member)
  expect((await readers()).records).toEqual([])
  await restore(member)
  expect((await readers()).records).toMatchObject([{ id: member.id, link: { stars: 4 } }])
})

it('comes back without references to what has gone in the meantime', async () => {
  const author = await create('authors', { name: 'Mortal' })
  const book = await create('books', { title: 'Orphan', author: author.id })
  await remove(book)
  await remove(author)
  expect((await restore(book)).values.author).toBeNull()
})

it('does not come back while somebody else holds its unique value', async () => {
  const book = await create('books', { title: 'One', isbn: 'X-1' })
  await remove(book)
  const twin = await create('books', { title: 'Two', isbn: 'X-1' })
  expect(await problemsOf(restore(book))).toEqual(['isbn UNIQUE'])
  await remove(twin)
  expect((await restore(book)).values.isbn).toBe('X-1')
})

it('is purged by admins only, and only out of the bin', async () => {
  const author = await create('authors', { name: 'Forget me' })
  const book = await create('books', { title: 'Emma', author: author.id })
  expect((await errorOf(purgeRecord(library.as(admin), author))).code).toBe('NOT_FOUND')
  await remove(author)
  expect((await errorOf(purgeRecord(library.as(ann), author))).code).toBe('FORBIDDEN')
  await purgeRecord(library.as(admin), author)
  expect((await errorOf(restore(author))).code).toBe('NOT_FOUND')
  expect(await actionsOn(author)).toEqual(['create', 'delete', 'purge'])
  expect((await get(book)).values.author).toBeNull()
})

it('lets a hook refuse a removal', async () => {
  const undo = hooks.on('record.removing', { module: 'members', id: 'keep-members' }, ({ items }) => {
    for (const item of items) item.problems.push({ code: 'KEPT' })
  })
  const member = await create('members', { name: 'Kept' })
  expect(await problemsOf(remove(member))).toEqual(['- KEPT'])
  undo()
  await remove(member)
})

it('shows each actor their own recycle bin', async () => {
  const mine = await createRecord(library.as(ann), { module: 'books', values: { title: 'Of Ann' } })
  await removeRecord(library.as(ann), mine)
  const { records } = await findRecords(library.as(ann), { module: 'books', deleted: true })
  expect(records.map((record) => record.id)).toEqual([mine.id])
})

it('makes a removed user unable to own anything, and keeps their name', async () => {
  const carl = await library.addUser({ name: 'Carl' })
  const book = await createRecord(library.as(carl), { module: 'books', values: { title: 'By Carl' } })
  await removeRecord(library.asSystem(), { module: 'users', id: carl.id })
  expect((await get(book)).labels.owner).toBe('Carl')
  expect(await problemsOf(create('books', { title: 'For Carl', owner: carl.id }))).toEqual(['owner NOT_FOUND'])
})
