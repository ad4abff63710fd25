import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/uuid.ts'
import { keepGroups, DUPLICATE_SEARCH } from '../../storage/duplicates/found-groups.ts'
import { createTask, finishTask } from '../../storage/tasks.ts'
import { createRecord } from '../create.ts'
import { blockKeys } from '../duplicates/search/block-keys.ts'
import { findDuplicateGroups } from '../duplicates/search/find-groups.ts'
import { joinPairs, pairName } from '../duplicates/search/join-pairs.ts'
import { dismissDuplicates, listDuplicateGroups } from '../duplicates/search/list-groups.ts'
import { getRecord } from '../get.ts'
import { mergeRecords } from '../merge/merge-records.ts'
import { openLibrary, type Library, type TestUser } from './open-library.ts'
import { errorOf } from './problems-of.ts'

let library: Library
let ann: TestUser
let root: TestUser

beforeAll(async () => {
  library = await openLibrary()
  ann = await library.addUser({ name: 'Ann', profiles: ['merger'] })
  root = await library.addUser({ name: 'Root', profiles: ['admin'] })
})
afterAll(() => library.close())

const create = async (module: string, values: object, ctx = library.as(root)) => (await createRecord(ctx, { module, values: { ...values } })).id
const search = (module: string, user = root) => findDuplicateGroups(library.as(user), { module, progress: async () => {} })
const withAny = <G extends { records: string[] }>(groups: G[], ids: string[]): G[] => groups.filter(({ records }) => records.some((id) => ids.includes(id)))
const sorted = (ids: string[]) => [...ids].sort()

/** A search as the task does it. */
async function searchAs(user: TestUser, module: string): Promise<void> {
  const task = await createTask(library.database, { kind: DUPLICATE_SEARCH, module, asker: library.as(user).actor, input: null, total: 0, changeSet: newId() })
  await keepGroups(library.database, { task, module, groups: await search(module, user) })
  await finishTask(library.database, { id: task, state: 'done' })
}

describe('a search over all records', () => {
  it('finds what is the same however it is written, and joins what hangs together by several rules', async () => {
    const ids = [
      await create('authors', { name: 'ACME, Inc.' }),
      await create('authors', { name: 'Acme', email: 'a@acme.example' }),
      await create('authors', { name: 'ＡＣＭＥ Ltd' }),
      await create('authors', { name: 'Acme East' }),
    ]
    const [group, ...more] = withAny(await search('authors'), ids)
    expect(more).toEqual([])
    expect(group).toEqual({ rule: 0, score: 1, records: sorted(ids.slice(0, 3)) })
  })

  it('finds what is nearly the same, where the exact part of the rule agrees', async () => {
    const [one, two] = [await create('authors', { name: 'First writer' }), await create('authors', { name: 'Second writer' })]
    const books = [
      await create('books', { title: 'Pride and Prejudice', author: one }),
      await create('books', { title: 'Pride and Prejudces', author: one }),
      await create('books', { title: 'Pride and Prejudice', author: two }),
      await create('books', { title: '傲慢与偏见', author: one }),
      await create('books', { title: '傲慢与偏见（新版）', author: one }),
    ]
    const found = withAny(await search('books'), books)
    expect(found.map(({ records }) => records)).toEqual(expect.arrayContaining([sorted(books.slice(0, 2)), sorted(books.slice(3))]))
    expect(found.length).toBe(2)
    for (const { score } of found) expect(score).toBeLessThan(1)
  })

  it('sees no more than its user: neither records nor fields', async () => {
    const author = await create('authors', { name: 'Third writer' })
    const foreign = [await create('books', { title: 'Hidden twin', author }), await create('books', { title: 'Hidden twin', author })]
    expect(withAny(await search('books'), foreign).length).toBe(1)
    expect(withAny(await search('books', ann), foreign)).toEqual([])
    const clerk = await library.addUser({ name: 'Clerk', profiles: ['librarian'] })
    expect((await errorOf(search('books', clerk))).code).toBe('FORBIDDEN')
  })
})

describe('what a search found', () => {
  it('is listed for who searched, the surest first, until it is merged', async () => {
    const pair = [await create('authors', { name: 'Globex' }), await create('authors', { name: 'Globex Corp.' })]
    await searchAs(root, 'authors')
    const list = () => listDuplicateGroups(library.as(root), { module: 'authors' })
    const groupOf = async () => (await list()).groups.find(({ records }) => records.some(({ id }) => pair.includes(id)))
    expect((await groupOf())?.records.map(({ id }) => id).sort()).toEqual(sorted(pair))
    expect((await listDuplicateGroups(library.as(ann), { module: 'authors' })).groups).toEqual([])

    const [one, two] = await Promise.all(pair.map((id) => getRecord(library.as(root), { module: 'authors', id })))
    if (!one || !two) throw new Error('not there')
    await mergeRecords(library.as(root), { module: 'authors', survivor: one, others: [two], values: {} })
    expect(await groupOf()).toBeUndefined()
  })

  it('is forgotten with the next search, and for good where people say that they are none', async () => {
    const pair = [await create('authors', { name: 'Initech' }), await create('authors', { name: 'Initech GmbH' })]
    await searchAs(root, 'authors')
    await searchAs(root, 'authors')
    const before = await listDuplicateGroups(library.as(root), { module: 'authors' })
    expect(before.groups.filter(({ records }) => records.some(({ id }) => pair.includes(id))).length).toBe(1)

    await dismissDuplicates(library.as(root), { module: 'authors', ids: pair })
    const after = await listDuplicateGroups(library.as(root), { module: 'authors' })
    expect(after.found).toBe(before.found - 1)
    expect(withAny(await search('authors'), pair)).toEqual([])
    // A third one is a new question.
    const third = await create('authors', { name: 'INITECH' })
    expect(withAny(await search('authors'), pair)[0]?.records).toEqual(sorted([...pair, third]))
  })

  it('is dismissed only by who may merge and sees them', async () => {
    const pair = [await create('books', { title: 'Foreign one' }), await create('books', { title: 'Foreign two' })]
    expect((await errorOf(dismissDuplicates(library.as(ann), { module: 'books', ids: pair }))).code).toBe('NOT_FOUND')
    expect((await errorOf(dismissDuplicates(library.as(root), { module: 'books', ids: pair.slice(0, 1) }))).code).toBe('INVALID')
    expect((await errorOf(listDuplicateGroups(library.as(root), { module: 'books', cursor: 'x' }))).code).toBe('INVALID')
  })
})

describe('pairs', () => {
  const pair = (one: string, other: string, score = 1, rule = 0) => ({ one, other, score, rule })
  it('are joined; a group is as sure as its weakest pair', () => {
    expect(joinPairs([pair('a', 'b'), pair('b', 'c', 0.6, 1), pair('x', 'y', 0.8, 1)], new Set())).toEqual([
      { records: ['x', 'y'], rule: 1, score: 0.8 },
      { records: ['a', 'b', 'c'], rule: 0, score: 0.6 },
    ])
  })
  it('that were dismissed hold nothing together', () => {
    expect(joinPairs([pair('b', 'a'), pair('b', 'c')], new Set([pairName('a', 'b')]))).toEqual([{ records: ['b', 'c'], rule: 0, score: 1 }])
  })
  it('of many are joined without recursion', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) => pair(`n${index}`, `n${index + 1}`))
    expect(joinPairs(chain, new Set())).toHaveLength(1)
  })
})

describe('block keys', () => {
  it.each([
    ['Emma Watson', 'Ema Wattson'],
    ['Pride and Prejudice', 'Pride & Prejudice'],
    ['北京科技', '北京科技园'],
    ['Jonathan Smith', 'Jonathon Smith'],
  ])('bring %s and %s together', (one, other) => {
    expect(blockKeys(one).some((key) => blockKeys(other).includes(key))).toBe(true)
  })
  it('keep strangers apart', () => {
    expect(blockKeys('Emma Watson').some((key) => blockKeys('Peter Brown').includes(key))).toBe(false)
  })
})

describe('a large module', () => {
  // Comparing each with each would take hours: it ends in time only where records are compared within their blocks.
  it('goes through a hundred thousand records', { timeout: 120_000 }, async () => {
    const count = 100_000
    await library.rows(`insert into data.authors (id, version, name, owner, created_at, updated_at)
      select gen_random_uuid(), 1, case when n % 100 = 0 then 'Twin ' || (n / 200) || ' Ltd' else 'Solo ' || n end, '${root.id}', now(), now() from generate_series(1, ${count}) n`)
    const groups = await search('authors')
    expect(groups.length).toBeGreaterThanOrEqual(499)
  })
})
