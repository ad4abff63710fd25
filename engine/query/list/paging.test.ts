import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ListResult } from '../../contract/api.ts'
import type { Sort } from '../../contract/condition.ts'
import { AppError } from '../../kernel/errors.ts'
import { newId } from '../../kernel/uuid.ts'
import { findRecords, type ListInput } from '../find-records.ts'
import { ANNE, BERT, CARL, createTestWorld, rightsOf, type TestWorld } from '../testing/test-world.ts'

let world: TestWorld
const PEOPLE = [ANNE, BERT, CARL]
/** What each sort key is in plain SQL, over `t` and the joined `a` and `p`. */
const KEYS: Record<string, string> = {
  name: 't.name',
  pages: 't.pages',
  weight: 't.weight',
  price: 't.price_base',
  published: 't.published',
  checked_at: 't.checked_at',
  opens: 't.opens',
  lent: 't.lent',
  genre: 't.genre',
  author: 'a.name',
  owner: 'p.label',
  created_at: 't.created_at',
  'author.born': 'a.born',
  id: 't.id',
}

const maybe = <T>(values: T[]) => fc.option(fc.constantFrom(...values), { freq: 4 })
const book = fc.record({
  name: maybe(['张三', '李四', 'alpha', 'Beta', 'beta', 'ö', '1']),
  pages: maybe([1, 2, 3]),
  weight: maybe(['1.5', '2', '-1']),
  price: maybe([
    { amount: '1', currency: 'EUR', rate: '8' },
    { amount: '5', currency: 'CNY', rate: '1' },
  ]),
  published: maybe(['2026-01-01', '0001-01-01', '9999-12-31']),
  checked_at: maybe(['2026-01-01T00:00:00.123Z', '2026-01-01T00:00:00.124Z', '1900-01-01T00:00:00.000Z']),
  opens: maybe(['08:00:00', '23:59:59']),
  lent: maybe([true, false]),
  genre: maybe(['novel', 'poem', 'drama']),
})

beforeAll(async () => {
  world = await createTestWorld()
  const authors = [await world.insert('authors', { name: '王五', born: '1990-01-01' }), await world.insert('authors', { name: 'Zoe' }), null]
  for (const [index, values] of fc.sample(book, { numRuns: 60, seed: 3 }).entries()) {
    await world.insert(
      'books',
      { ...values, author: authors[index % 3] ?? null },
      { owner: PEOPLE[index % 3], createdAt: new Date(1_770_000_000_000 + (index % 5)) },
    )
  }
  await world.insert('books', { name: 'gone' }, { deletedAt: new Date() })
})
afterAll(() => world.close())

const manyOwners = () => [ANNE, BERT, ...Array.from({ length: 60 }, () => newId())]
const scopes = {
  all: () => rightsOf(),
  few: () => rightsOf({ owners: [ANNE, CARL], scopes: { authors: { kind: 'all' } } }),
  some: () => rightsOf({ owners: [BERT, ...Array.from({ length: 20 }, () => newId())], scopes: { authors: { kind: 'all' } } }),
  many: () => rightsOf({ owners: manyOwners(), scopes: { authors: { kind: 'all' } } }),
}
const visible: Record<keyof typeof scopes, string[]> = { all: PEOPLE, few: [ANNE, CARL], some: [BERT], many: [ANNE, BERT] }

/** The ids in order, by a statement as one would write it by hand. */
async function plainOrder(sort: Sort[], owners: string[]): Promise<string[]> {
  const terms = sort.map(({ field, order = 'asc' }) => `${KEYS[field]} ${order} nulls last`)
  const tie = `t.id ${sort.at(-1)?.order ?? 'asc'}`
  const text = `select t.id from data.books t left join data.authors a on a.id = t.author left join app.principal p on p.id = t.owner
    where t.deleted_at is null and t.owner = any($1::uuid[]) order by ${[...terms, tie].join(', ')}`
  const rows = await world.database.query<{ id: string }>({ text, values: [owners] })
  return rows.map(({ id }) => id)
}

const list = (input: Partial<ListInput>, rights = rightsOf()) => findRecords(world.ctx, rights, { module: 'books', fields: ['name'], ...input })
const idsOf = (page: ListResult) => page.records.map(({ id }) => id)

const sorts = fc.uniqueArray(fc.record({ field: fc.constantFrom(...Object.keys(KEYS)), order: fc.constantFrom('asc' as const, 'desc' as const) }), {
  minLength: 1,
  maxLength: 4,
  selector: ({ field }) => field,
})

describe('pages', () => {
  it('follow each other to the end and back again, in every order and for every kind of scope', async () => {
    await fc.assert(
      fc.asyncProperty(
        sorts,
        fc.constantFrom('all' as const, 'few' as const, 'some' as const, 'many' as const),
        fc.integer({ min: 1, max: 25 }),
        async (sort, kind, limit) => {
          const rights = scopes[kind]()
          const expected = await plainOrder(sort, visible[kind])

          const forward: string[][] = []
          let page = await list({ sort, limit }, rights)
          expect(page.previous).toBeNull()
          forward.push(idsOf(page))
          while (page.next) {
            page = await list({ sort, limit, cursor: page.next }, rights)
            forward.push(idsOf(page))
          }
          expect(forward.flat()).toEqual(expected)

          const backward: string[][] = [idsOf(page)]
          while (page.previous) {
            page = await list({ sort, limit, cursor: page.previous }, rights)
            backward.unshift(idsOf(page))
          }
          expect(backward.flat()).toEqual(expected)
          expect(page.next === null).toBe(expected.length <= limit)
        },
      ),
      { numRuns: 150 },
    )
  }, 60_000)

  it('stay in place while records before them come and go', async () => {
    const sort: Sort[] = [{ field: 'pages' }]
    const first = await list({ sort, limit: 20 })
    const second = await list({ sort, limit: 20, cursor: first.next ?? '' })
    const added = await world.insert('books', { name: 'early', pages: -1 })
    expect(idsOf(await list({ sort, limit: 20, cursor: first.next ?? '' }))).toEqual(idsOf(second))
    await world.database.query(sql`delete from data.books where id = ${added}`)
  })
})

describe('a cursor', () => {
  const problem = (promise: Promise<unknown>) =>
    promise.then(
      () => undefined,
      (error: unknown) => (error instanceof AppError ? error.details.problems?.[0] : error),
    )

  it('is good only for the list that gave it', async () => {
    const { next } = await list({ sort: [{ field: 'pages' }], limit: 2 })
    const cursor = next ?? ''
    for (const other of [
      { sort: [{ field: 'pages', order: 'desc' as const }] },
      { sort: [{ field: 'weight' }] },
      { sort: [{ field: 'pages' }], filter: { field: 'name', op: 'is_blank' as const } },
      { sort: [{ field: 'pages' }], q: 'x' },
      { sort: [{ field: 'pages' }], deleted: true },
      { module: 'authors', sort: [{ field: 'name' }] },
    ]) {
      expect(await problem(list({ limit: 2, ...other, cursor }))).toEqual({ field: 'cursor', code: 'CURSOR' })
    }
  })

  it('is refused when it was changed into something else', async () => {
    const { next } = await list({ sort: [{ field: 'pages' }], limit: 2 })
    const parts = JSON.parse(Buffer.from(next ?? '', 'base64url').toString()) as unknown[]
    const forge = (...changed: unknown[]) => Buffer.from(JSON.stringify(changed)).toString('base64url')
    const [direction, hash, id] = parts
    for (const cursor of [
      '',
      'x',
      '%',
      'null',
      forge(),
      forge({}),
      forge(direction, hash, id),
      forge(direction, hash, id, '1', '2'),
      forge(2, hash, id, '1'),
      forge(direction, hash, 'x', '1'),
      forge(direction, hash, id, '1 or true'),
      forge(direction, hash, id, '1e999'),
      forge(direction, hash, id, 7),
      forge(direction, hash, id, ['1']),
      'A'.repeat(9000),
    ]) {
      expect(await problem(list({ sort: [{ field: 'pages' }], limit: 2, cursor })), cursor).toEqual({ field: 'cursor', code: 'CURSOR' })
    }
  })

  it('may be moved by hand to any place that PostgreSQL can read, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(KEYS).filter((key) => key !== 'id')), fc.string({ unit: 'binary' }), async (field, text) => {
        const { next } = await list({ sort: [{ field }], limit: 1 })
        const [direction, hash, id] = JSON.parse(Buffer.from(next ?? '', 'base64url').toString()) as unknown[]
        const cursor = Buffer.from(JSON.stringify([direction, hash, id, text])).toString('base64url')
        const answer = await list({ sort: [{ field }], limit: 1, cursor }).then(
          () => 'ok',
          (error: unknown) => (error instanceof AppError ? error.code : error),
        )
        expect(['ok', 'INVALID']).toContain(answer)
      }),
      { numRuns: 100 },
    )
  })

  it.each([0, -1, 201, 1.5, Number.NaN])('never comes with a page of %s records', async (limit) => {
    expect(await problem(list({ limit }))).toMatchObject({ code: 'LIMIT' })
  })
})
