import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RecordData } from '../../contract/api.ts'
import { newId } from '../../kernel/uuid.ts'
import { runBatch } from '../batch.ts'
import { createRecord } from '../create.ts'
import { getRecord } from '../get.ts'
import { linkRecords } from '../link.ts'
import { listRelated } from '../list-related.ts'
import type { RecordContext } from '../record-context.ts'
import { removeRecord } from '../remove.ts'
import { undoChangeSet } from '../undo.ts'
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

const create = (module: string, values: object, ctx = library.as(ann)) => createRecord(ctx, { module, values: { ...values } })
const update = (record: RecordData, values: object, ctx = library.as(ann)) => updateRecord(ctx, { module: record.module, id: record.id, values: { ...values } })
const get = (record: RecordData) => getRecord(library.as(ann), record)
const undo = (ctx: RecordContext, dryRun = false, user = ann) => undoChangeSet(library.as(user), { changeSet: ctx.changeSet, dryRun })

it('takes back an update, field by field', async () => {
  const book = await create('books', { title: 'Emma', pages: 1 })
  const ctx = library.as(ann)
  await update(book, { title: 'Wrong', tags: ['x'] }, ctx)
  await update(book, { pages: 2 })

  expect(await undo(ctx)).toMatchObject({ undone: 1, skipped: [] })
  expect((await get(book)).values).toMatchObject({ title: 'Emma', tags: null, pages: 2 })
})

it('skips and lists what was edited since', async () => {
  const [one, two] = [await create('books', { title: 'One' }), await create('books', { title: 'Two' })]
  const ctx = library.as(ann)
  await runBatch(ctx, { module: 'books', mode: 'all', operations: [one, two].map(({ id }) => ({ op: 'update' as const, id, values: { title: 'Wrong' } })) })
  await update(two, { title: 'Better' })

  expect(await undo(ctx)).toMatchObject({ undone: 1, skipped: [{ module: 'books', record: two.id, reason: 'EDITED' }] })
  expect((await get(one)).values.title).toBe('One')
  expect((await get(two)).values.title).toBe('Better')
})

it('removes what was created, but nothing that somebody has worked on since', async () => {
  const ctx = library.as(ann)
  const [one, two] = [await create('books', { title: 'One' }, ctx), await create('books', { title: 'Two' }, ctx)]
  await update(two, { pages: 5 })
  expect(await undo(ctx)).toMatchObject({ undone: 1, skipped: [{ record: two.id, reason: 'EDITED' }] })
  expect((await errorOf(get(one))).code).toBe('NOT_FOUND')
})

it('brings back what was removed, with everything that went with it', async () => {
  const author = await create('authors', { name: 'Author' }, library.asSystem())
  const book = await create('books', { title: 'Emma', author: author.id })
  const volume = await create('books', { title: 'Volume' })
  const part = await create('books', { title: 'Part', part_of: volume.id })
  const ctx = library.asSystem()
  await removeRecord(ctx, author)
  await removeRecord(ctx, volume)

  const admin = await library.addUser({ name: 'Root', profiles: ['admin'] })
  expect(await undo(ctx, false, admin)).toMatchObject({ skipped: [] })
  expect((await get(book)).values.author).toBe(author.id)
  expect((await get(part)).values.part_of).toBe(volume.id)
})

it('says in a dry run what it would do, and does nothing', async () => {
  const book = await create('books', { title: 'Emma' })
  const ctx = library.as(ann)
  await update(book, { title: 'Wrong' }, ctx)
  expect(await undo(ctx, true)).toMatchObject({ undone: 1, skipped: [] })
  expect((await get(book)).values.title).toBe('Wrong')
})

it('can itself be undone', async () => {
  const book = await create('books', { title: 'Emma' })
  const ctx = library.as(ann)
  await update(book, { title: 'Second thoughts' }, ctx)
  const { changeSet } = await undo(ctx)
  expect((await get(book)).values.title).toBe('Emma')
  await undoChangeSet(library.as(ann), { changeSet })
  expect((await get(book)).values.title).toBe('Second thoughts')
})

it('takes back several changes of one record in one change set, the newest first', async () => {
  const ctx = library.as(ann)
  const id = newId()
  const book = await create('books', { title: 'Start' })
  await runBatch(ctx, {
    module: 'books',
    mode: 'all',
    operations: [
      { op: 'create', id, values: { title: 'New' } },
      { op: 'update', id, values: { title: 'Newer' } },
      { op: 'update', id: book.id, values: { pages: 1 } },
      { op: 'update', id: book.id, values: { pages: 2 } },
      { op: 'delete', id: book.id },
    ],
  })
  expect(await undo(ctx)).toMatchObject({ undone: 2, skipped: [] })
  expect((await get(book)).values).toMatchObject({ title: 'Start', pages: null })
  expect((await errorOf(getRecord(library.as(ann), { module: 'books', id }))).code).toBe('NOT_FOUND')
})

it('takes back links and changes of their attributes', async () => {
  const book = await create('books', { title: 'Emma' })
  const member = await create('members', { name: 'Reader' })
  const place = { module: 'books', id: book.id, link: 'readers', other: member.id }
  const stars = async () =>
    (await listRelated(library.as(ann), { module: 'books', id: book.id, relation: 'readers' })).records.map((record) => record.link?.stars)
  const [first, second] = [library.as(ann), library.as(ann)]
  await linkRecords(first, { ...place, values: { stars: 5 } })
  await linkRecords(second, { ...place, values: { stars: 1 } })
  await undo(second)
  expect(await stars()).toEqual([5])
  await undo(first)
  expect(await stars()).toEqual([])
})

it('belongs to who did it and to admins', async () => {
  const ctx = library.as(ann)
  await create('books', { title: 'Emma' }, ctx)
  const bob = await library.addUser({ name: 'Bob' })
  expect((await errorOf(undo(ctx, false, bob))).code).toBe('NOT_FOUND')
  expect((await errorOf(undoChangeSet(library.as(ann), { changeSet: newId() }))).code).toBe('NOT_FOUND')
  const admin = await library.addUser({ name: 'Chief', profiles: ['admin'] })
  expect(await undo(ctx, false, admin)).toMatchObject({ undone: 1 })
})

it('needs the rights that doing it by hand would need', async () => {
  const ctx = library.as(ann)
  const book = await create('books', { title: 'Emma' }, ctx)
  const reader = { ...ann, profiles: ['reader'] }
  expect(await undo(ctx, false, reader)).toMatchObject({ undone: 0, skipped: [{ record: book.id, reason: 'FORBIDDEN' }] })
})

it('goes back across steps that the rules of the module allow in one direction only', async () => {
  const book = await create('books', { title: 'Emma' })
  const ctx = library.as(ann)
  await update(book, { state: 'lost', loss_note: 'gone' }, ctx)
  expect(await undo(ctx)).toMatchObject({ undone: 1, skipped: [] })
  expect((await get(book)).values).toMatchObject({ state: 'ordered', loss_note: null, shelf: null })
})

it('undoes thousands of records in steps', async () => {
  const ctx = library.as(ann)
  const operations = Array.from({ length: 700 }, (_, index) => ({ op: 'create' as const, values: { title: `Book ${index}` } }))
  await runBatch(ctx, { module: 'books', mode: 'all', operations })
  await runBatch(ctx, { module: 'books', mode: 'all', operations })
  expect(await undo(ctx)).toMatchObject({ undone: 1_400, skipped: [] })
})
