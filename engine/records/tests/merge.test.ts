import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RecordData } from '../../contract/api.ts'
import { findFollows, setFollow } from '../../storage/collaboration/followers.ts'
import { loadPreference, savePreference } from '../../storage/preferences.ts'
import { createRecord } from '../create.ts'
import { getRecord } from '../get.ts'
import { createHooks } from '../../kernel/hooks.ts'
import { linkRecords } from '../link.ts'
import { listRelated } from '../list-related.ts'
import { loadHistory } from '../load-history.ts'
import type { RecordBatch } from '../hooks-batch.ts'
import { mergeRecords } from '../merge/merge-records.ts'
import type { RecordContext } from '../record-context.ts'
import { undoChangeSet } from '../undo.ts'
import { listRecordShares, shareRecord } from '../sharing/record-shares.ts'
import { updateRecord } from '../update.ts'
import { openLibrary, type Library, type TestUser } from './open-library.ts'
import { errorOf } from './problems-of.ts'

let library: Library
let ann: TestUser
let root: TestUser
const hooks = createHooks<RecordBatch>()

beforeAll(async () => {
  library = await openLibrary(hooks)
  ann = await library.addUser({ name: 'Ann', profiles: ['merger'] })
  root = await library.addUser({ name: 'Root', profiles: ['admin'] })
})
afterAll(() => library.close())

const create = (module: string, values: object, ctx = library.as(root)) => createRecord(ctx, { module, values: { ...values } })
const get = (record: RecordData) => getRecord(library.as(root), record)
const codeOf = async (work: Promise<unknown>) => (await errorOf(work)).code
const part = ({ id, version }: RecordData) => ({ id, version })
const merge = (survivor: RecordData, others: RecordData[], { ctx = library.as(root), values = {} }: { ctx?: RecordContext; values?: object } = {}) =>
  mergeRecords(ctx, { module: survivor.module, survivor: part(survivor), others: others.map(part), values: { ...values } })
const undo = (ctx: RecordContext, user = root) => undoChangeSet(library.as(user), { changeSet: ctx.changeSet })
const related = async (record: RecordData, relation: string) =>
  (await listRelated(library.as(root), { module: record.module, id: record.id, relation })).records.map(({ id, link }) => ({ id, ...link }))

it('puts the chosen values into the survivor and the others into the recycle bin', async () => {
  const [one, two] = [
    await create('authors', { name: 'Jane Austen', country: 'England' }),
    await create('authors', { name: 'J. Austen', email: 'jane@austen.example' }),
  ]
  const { record } = await merge(one, [two], { values: { email: 'jane@austen.example' } })
  // The address is unique: it can only move because its former holder goes.
  expect(record).toMatchObject({ id: one.id, values: { name: 'Jane Austen', country: 'England', email: 'jane@austen.example' } })
  expect(await codeOf(get(two))).toBe('NOT_FOUND')
})

it('moves what points to the others: references, lists of references, references to one of several modules', async () => {
  const [one, two] = [await create('authors', { name: 'One' }), await create('authors', { name: 'Two' })]
  const pupil = await create('authors', { name: 'Pupil', teacher: two.id })
  const book = await create('books', { title: 'Emma', author: two.id, co_authors: [two.id, one.id] })
  const loan = await create('loans', { subject: 'About two', about: { module: 'authors', id: two.id } })
  await merge(one, [two])
  expect((await get(pupil)).values.teacher).toBe(one.id)
  expect((await get(book)).values).toMatchObject({ author: one.id, co_authors: [one.id] })
  expect((await get(loan)).values.about).toEqual({ module: 'authors', id: one.id })
})

it('moves records whose reference would forbid or follow the removal', async () => {
  const [one, two] = [await create('books', { title: 'One' }), await create('books', { title: 'Two' })]
  const loan = await create('loans', { subject: 'Lent', book: two.id })
  const chapter = await create('books', { title: 'Chapter', part_of: two.id })
  await merge(one, [two])
  expect((await get(loan)).values.book).toBe(one.id)
  expect((await get(chapter)).values.part_of).toBe(one.id)
})

it('moves links with their attributes, and keeps one where both had it', async () => {
  const [one, two] = [await create('books', { title: 'One' }), await create('books', { title: 'Two' })]
  const [both, only] = [await create('members', { name: 'Both' }), await create('members', { name: 'Only' })]
  const link = (book: RecordData, member: RecordData, stars: number) =>
    linkRecords(library.as(root), { module: 'books', id: book.id, link: 'readers', other: member.id, values: { stars } })
  await link(one, both, 5)
  await link(two, both, 1)
  await link(two, only, 3)

  const ctx = library.as(root)
  await merge(one, [two], { ctx })
  expect(await related(one, 'readers')).toEqual(
    expect.arrayContaining([
      { id: both.id, stars: 5 },
      { id: only.id, stars: 3 },
    ]),
  )
  expect(await related(only, 'books_read')).toEqual([{ id: one.id, stars: 3 }])

  expect(await undo(ctx)).toMatchObject({ skipped: [] })
  expect(await related(one, 'readers')).toEqual([{ id: both.id, stars: 5 }])
  expect(await related(two, 'readers')).toEqual(
    expect.arrayContaining([
      { id: both.id, stars: 1 },
      { id: only.id, stars: 3 },
    ]),
  )
})

it('shares the survivor with whom the others were shared, and no less; one undo takes it back', async () => {
  const [one, two] = [await create('books', { title: 'One' }), await create('books', { title: 'Two' })]
  const [bess, eve] = [await library.addUser({ name: 'Bess', profiles: ['librarian'] }), await library.addUser({ name: 'Eve', profiles: ['librarian'] })]
  const share = (book: RecordData, user: TestUser, access: 'read' | 'write') => shareRecord(library.as(root), { ...book, principal: user.id, access })
  const sharesOf = async (book: RecordData) => (await listRecordShares(library.as(root), book)).map(({ principal, access }) => `${principal.name} ${access}`)
  await share(one, bess, 'read')
  await share(two, bess, 'write')
  await share(two, eve, 'read')

  const ctx = library.as(root)
  await merge(one, [two], { ctx })
  expect(await sharesOf(one)).toEqual(['Bess write', 'Eve read'])
  expect((await getRecord(library.as(eve), one)).id).toBe(one.id)
  expect(JSON.stringify(await loadHistory(library.as(eve), one))).not.toContain('$shares')

  expect(await undo(ctx)).toMatchObject({ skipped: [] })
  expect([await sharesOf(one), await sharesOf(two)]).toEqual([['Bess read'], ['Bess write', 'Eve read']])
  expect(await codeOf(getRecord(library.as(eve), one))).toBe('NOT_FOUND')
})

it('joins tags of all', async () => {
  const [one, two] = [await create('books', { title: 'One', tags: ['new', 'red'] }), await create('books', { title: 'Two', tags: ['red', 'old'] })]
  const { record } = await merge(one, [two])
  expect(record.values.tags).toEqual(['new', 'red', 'old'])
})

it('is brought back as a whole by one undo', async () => {
  const [one, two, three] = [
    await create('authors', { name: 'One', email: 'one@a.example' }),
    await create('authors', { name: 'Two', email: 'two@a.example', teacher: null }),
    await create('authors', { name: 'Three' }),
  ]
  await updateRecord(library.as(root), { module: 'authors', id: one.id, values: { teacher: three.id } })
  const book = await create('books', { title: 'Emma', author: two.id, co_authors: [three.id, two.id] })
  const ctx = library.as(root)
  await merge(await get(one), [two, three], { ctx, values: { email: 'two@a.example', name: 'Two' } })
  expect((await get(one)).values).toMatchObject({ name: 'Two', teacher: null })

  expect(await undo(ctx)).toMatchObject({ skipped: [] })
  expect((await get(one)).values).toMatchObject({ name: 'One', email: 'one@a.example', teacher: three.id })
  expect((await get(two)).values).toMatchObject({ name: 'Two', email: 'two@a.example' })
  expect((await get(book)).values).toMatchObject({ author: two.id, co_authors: [three.id, two.id] })
})

it('needs no right to what is moved, there and back', async () => {
  const [one, two] = [await create('books', { title: 'One' }, library.as(ann)), await create('books', { title: 'Two' }, library.as(ann))]
  const loan = await create('loans', { subject: 'Not for Ann', book: two.id })
  const ctx = library.as(ann)
  await merge(one, [two], { ctx })
  expect((await get(loan)).values.book).toBe(one.id)
  expect(await undo(ctx, ann)).toMatchObject({ skipped: [] })
  expect((await get(loan)).values.book).toBe(two.id)
})

it('is refused to who may not merge, change the survivor or delete the others', async () => {
  const mine = await create('books', { title: 'Mine' }, library.as(ann))
  const foreign = await create('books', { title: 'Foreign' })
  const clerk = await library.addUser({ name: 'Clerk', profiles: ['librarian'] })
  const [ofClerk, second] = [await create('books', { title: 'A' }, library.as(clerk)), await create('books', { title: 'B' }, library.as(clerk))]
  expect(await codeOf(merge(ofClerk, [second], { ctx: library.as(clerk) }))).toBe('FORBIDDEN')
  expect(await codeOf(merge(mine, [foreign], { ctx: library.as(ann) }))).toBe('NOT_FOUND')
  expect(await codeOf(merge(foreign, [mine], { ctx: library.as(ann) }))).toBe('NOT_FOUND')
  // Authors are there for all to see, but whose they are may change them.
  const [author, hers] = [await create('authors', { name: 'Seen' }), await create('authors', { name: 'Hers' }, library.as(ann))]
  expect(await codeOf(merge(hers, [author], { ctx: library.as(ann) }))).toBe('FORBIDDEN')
  expect(await codeOf(merge(author, [hers], { ctx: library.as(ann) }))).toBe('FORBIDDEN')
})

it('leaves alone what the actor may not see or write', async () => {
  const [one, two] = [
    await create('authors', { name: 'One', owner: ann.id, country: 'A', phone: '+44 1' }),
    await create('authors', { name: 'Two', owner: ann.id, country: 'B', phone: '+44 2' }),
  ]
  const as = { ctx: library.as(ann) }
  expect(await codeOf(merge(one, [two], { ...as, values: { country: 'B' } }))).toBe('INVALID')
  expect(await codeOf(merge(one, [two], { ...as, values: { phone: '+44 2' } }))).toBe('INVALID')
  await merge(one, [two], as)
  expect((await get(one)).values).toMatchObject({ country: 'A', phone: '+44 1' })
})

it('takes versions for what was seen: a newer record is a conflict, and nothing is done', async () => {
  const [one, two] = [await create('authors', { name: 'One' }), await create('authors', { name: 'Two' })]
  await updateRecord(library.as(root), { module: 'authors', id: two.id, values: { name: 'Two!' } })
  expect(await errorOf(merge(one, [two]))).toMatchObject({ code: 'CONFLICT', details: { current: { id: two.id } } })
  expect((await get(two)).values.name).toBe('Two!')
})

it('does not make a circle of two trees', async () => {
  const [one, two] = [await create('books', { title: 'One' }), await create('books', { title: 'Two' })]
  const middle = await create('books', { title: 'Middle', part_of: two.id })
  await updateRecord(library.as(root), { module: 'books', id: one.id, values: { part_of: middle.id } })
  expect(await errorOf(merge(await get(one), [two]))).toMatchObject({ code: 'INVALID', details: { problems: [{ field: 'part_of', code: 'CYCLE' }] } })
  expect((await get(middle)).values.part_of).toBe(two.id)
})

it('takes two to five different records', async () => {
  const records = await Promise.all(Array.from({ length: 6 }, (_, index) => create('members', { name: `M${index}` })))
  const [first, ...others] = records
  if (!first) throw new Error('no record')
  expect(await codeOf(merge(first, []))).toBe('INVALID')
  expect(await codeOf(merge(first, [first]))).toBe('INVALID')
  expect(await codeOf(merge(first, others))).toBe('INVALID')
})

it('does not merge those who own and who give rights', async () => {
  const [one, two] = [await getRecord(library.as(root), { module: 'users', id: ann.id }), await getRecord(library.as(root), { module: 'users', id: root.id })]
  expect(await codeOf(merge(one, [two]))).toBe('FORBIDDEN')
})

it('does nothing at all where a rule refuses its last step', async () => {
  const [one, two] = [await create('books', { title: 'One' }), await create('books', { title: 'Two' })]
  const loan = await create('loans', { subject: 'Lent', book: two.id })
  const off = hooks.on('record.removing', { module: 'books', id: 'keep' }, ({ items }) => void items[0]?.problems.push({ code: 'RESTRICTED' }))
  expect(await codeOf(merge(one, [two]))).toBe('INVALID')
  off()
  expect(await codeOf(merge(one, [two], { values: { pages: 0 } }))).toBe('INVALID')
  expect((await get(loan)).values.book).toBe(two.id)
  expect((await get(two)).version).toBe(two.version)
})

it('brings the followers of all along, but nobody who chose not to follow', async () => {
  const [one, two] = [await create('members', { name: 'Kept' }), await create('members', { name: 'Gone' })]
  const follow = (record: RecordData, user: TestUser, following: boolean) =>
    setFollow(library.database, { record: record.id, userId: user.id, module: 'members', following, at: new Date() })
  const bob = await library.addUser({ name: 'Bob' })
  await follow(two, ann, true)
  await follow(two, bob, true)
  await follow(one, bob, false)
  const followers = async () => (await findFollows(library.database, [one.id])).filter(({ following }) => following).map(({ userId }) => userId)
  const ctx = library.as(root)
  await merge(one, [two], { ctx })
  expect(await followers()).toEqual([ann.id])
  expect(await undo(ctx)).toMatchObject({ skipped: [] })
  expect(await followers()).toEqual([])
})

it('takes the stars of the others along: who marked one of them has marked the survivor, until it is undone', async () => {
  const [one, two, three] = [
    await create('members', { name: 'Kept' }),
    await create('members', { name: 'Gone' }),
    await create('members', { name: 'Gone too' }),
  ]
  const star = ({ id }: RecordData) => ({ module: 'members', id, view: '', label: 'x' })
  const list = { module: 'members', id: '', view: 'all', label: 'All' }
  const keep = (user: TestUser, favourites: object[]) =>
    savePreference(library.database, { userId: user.id, key: 'ui', value: { theme: 'dark', favourites: favourites as never } })
  const stars = async (user: TestUser) => {
    const kept = (await loadPreference(library.database, { userId: user.id, key: 'ui' })) as unknown as { theme: string; favourites: { id: string }[] }
    expect(kept.theme).toBe('dark')
    return kept.favourites.map(({ id }) => id)
  }
  await keep(ann, [star(two), list, star(three)])
  await keep(root, [star(one), star(two)])
  const ctx = library.as(root)
  await merge(one, [two, three], { ctx })
  expect([await stars(ann), await stars(root)]).toEqual([[one.id, ''], [one.id]])
  await undo(ctx)
  expect([await stars(ann), await stars(root)]).toEqual([
    ['', two.id, three.id],
    [one.id, two.id],
  ])
})

it('leaves a trace on all of them', async () => {
  const [one, two] = [await create('members', { name: 'Kept' }), await create('members', { name: 'Gone' })]
  await merge(one, [two])
  const last = async ({ id }: RecordData) => (await loadHistory(library.as(root), { module: 'members', id })).events[0]
  expect(await last(one)).toMatchObject({ action: 'merge', changes: [{ field: '$merged', after: [two.id], afterLabel: 'Gone' }] })
  expect(await last(two)).toMatchObject({ action: 'merge', changes: [{ field: '$merged_into', after: one.id, afterLabel: 'Kept' }] })
})

it('moves a thousand children, and back', async () => {
  const [one, two] = [await create('authors', { name: 'One' }), await create('authors', { name: 'Two' })]
  await library.rows(`insert into data.books (id, version, title, state, author, owner, created_at, updated_at)
    select gen_random_uuid(), 1, 'B' || n, 'ordered', '${two.id}', '${root.id}', now(), now() from generate_series(1, 1200) n`)
  const count = async ({ id }: RecordData) => (await library.rows<{ n: number }>(`select count(*)::int as n from data.books where author = '${id}'`))[0]?.n
  const ctx = library.as(root)
  await merge(one, [two], { ctx })
  expect([await count(one), await count(two)]).toEqual([1200, 0])
  expect(await undo(ctx)).toMatchObject({ skipped: [] })
  expect([await count(one), await count(two)]).toEqual([0, 1200])
})
