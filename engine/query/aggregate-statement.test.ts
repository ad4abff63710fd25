import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../kernel/errors.ts'
import { aggregateRecords, type AggregateInput } from './aggregate-statement.ts'
import { ANNE, BERT, createTestWorld, rightsOf, type TestWorld } from './testing/test-world.ts'

let world: TestWorld
let author: string
const aggregate = (input: Partial<AggregateInput>, rights = rightsOf()) =>
  aggregateRecords(world.ctx, rights, { module: 'books', measures: [{ fn: 'count' }], ...input })
const rows = async (input: Partial<AggregateInput>, rights = rightsOf()) => (await aggregate(input, rights)).rows
const problem = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => (error instanceof AppError ? error.details.problems?.[0] : error),
  )

beforeAll(async () => {
  world = await createTestWorld()
  author = await world.insert('authors', { name: '鲁迅', country: 'China' })
  const hidden = await world.insert('authors', { name: 'Amy', country: 'Kenya' }, { owner: BERT })
  const cny = (amount: string) => ({ amount, currency: 'CNY', rate: '1' })
  await world.insert('books', {
    name: 'a',
    genre: 'novel',
    pages: 100,
    price: cny('10.50'),
    published: '2026-01-31',
    checked_at: '2026-01-31T15:59:59.000Z',
    author,
    lent: true,
  })
  await world.insert('books', {
    name: 'b',
    genre: 'novel',
    pages: 200,
    price: { amount: '1', currency: 'EUR', rate: '8' },
    published: '2026-02-01',
    checked_at: '2026-01-31T16:00:00.000Z',
    author: hidden,
  })
  await world.insert(
    'books',
    { name: 'c', genre: 'poem', pages: 50, price: cny('0.10'), published: '2026-02-02', checked_at: '2026-02-08T15:59:59.000Z', author },
    { owner: BERT },
  )
  await world.insert('books', { name: 'd', weight: '1.5' })
  await world.insert('books', { name: 'gone', genre: 'poem' }, { deletedAt: new Date() })
})
afterAll(() => world.close())

describe('an aggregate', () => {
  it('measures everything where nothing is grouped', async () => {
    expect(
      await rows({
        measures: [
          { fn: 'count' },
          { fn: 'count', field: 'genre' },
          { fn: 'sum', field: 'price' },
          { fn: 'avg', field: 'pages' },
          { fn: 'min', field: 'published' },
          { fn: 'max', field: 'checked_at' },
          { fn: 'min', field: 'name' },
        ],
      }),
    ).toEqual([{ group: [], labels: [], measures: ['4', '3', '18.6', '116.6666666667', '2026-01-31', '2026-02-08T15:59:59.000Z', 'a'] }])
  })

  it('groups by picklist with labels, blank last', async () => {
    expect(await rows({ groupBy: [{ field: 'genre' }], measures: [{ fn: 'count' }, { fn: 'sum', field: 'pages' }] })).toEqual([
      { group: ['novel'], labels: ['NOVEL'], measures: ['2', '300'] },
      { group: ['poem'], labels: ['POEM'], measures: ['1', '50'] },
      { group: [null], labels: [null], measures: ['1', null] },
    ])
  })

  it('groups by references with their labels, and by owner', async () => {
    expect(
      await rows({
        groupBy: [{ field: 'author' }],
        sort: [
          { by: 'measure', index: 0, order: 'desc' },
          { by: 'group', index: 0 },
        ],
      }),
    ).toMatchObject([{ group: [author], labels: ['鲁迅'], measures: ['2'] }, { labels: ['Amy'] }, { group: [null], labels: [null] }])
    expect(await rows({ groupBy: [{ field: 'owner' }] })).toEqual([
      { group: [ANNE], labels: ['Anne'], measures: ['3'] },
      { group: [BERT], labels: ['Bert'], measures: ['1'] },
    ])
    expect(await rows({ groupBy: [{ field: 'author.country' }], sort: [{ by: 'group', index: 0 }] })).toMatchObject([
      { group: ['China'] },
      { group: ['Kenya'] },
      { group: [null] },
    ])
  })

  it('puts instants into days, weeks and months of the actor', async () => {
    const groups = async (field: string, bucket?: 'day' | 'week' | 'month' | 'quarter' | 'year') =>
      (await rows({ groupBy: [{ field, bucket }] })).map(({ group, measures }) => [group[0], measures[0]])
    expect(await groups('checked_at', 'month')).toEqual([
      ['2026-01-01', '1'],
      ['2026-02-01', '2'],
      [null, '1'],
    ])
    expect(await groups('checked_at', 'week')).toEqual([
      ['2026-01-26', '2'],
      ['2026-02-02', '1'],
      [null, '1'],
    ])
    const sunday = { ...world.ctx, actor: { ...world.ctx.actor, formats: { weekStart: 'sunday' as const } } }
    const { rows: weeks } = await aggregateRecords(sunday, rightsOf(), {
      module: 'books',
      measures: [{ fn: 'count' }],
      groupBy: [{ field: 'checked_at', bucket: 'week' }],
    })
    expect(weeks.map(({ group }) => group[0])).toEqual(['2026-01-25', '2026-02-01', '2026-02-08', null])
    expect(await groups('checked_at')).toEqual([
      ['2026-01-31', '1'],
      ['2026-02-01', '1'],
      ['2026-02-08', '1'],
      [null, '1'],
    ])
    expect(await groups('published', 'quarter')).toEqual([
      ['2026-01-01', '3'],
      [null, '1'],
    ])
    expect(await groups('published', 'year')).toEqual([
      ['2026-01-01', '3'],
      [null, '1'],
    ])
  })

  it('groups by three fields, filters groups, sorts and limits', async () => {
    expect(await rows({ groupBy: [{ field: 'genre' }, { field: 'lent' }, { field: 'published', bucket: 'month' }] })).toHaveLength(4)
    expect(
      await rows({
        groupBy: [{ field: 'genre' }],
        measures: [{ fn: 'sum', field: 'pages' }],
        having: [
          { measure: 0, op: 'gte', value: '50' },
          { measure: 0, op: 'lt', value: '300' },
        ],
      }),
    ).toMatchObject([{ group: ['poem'] }])
    expect(await rows({ groupBy: [{ field: 'genre' }], sort: [{ by: 'measure', index: 0, order: 'desc' }], limit: 1 })).toMatchObject([{ group: ['novel'] }])
  })

  it('counts only what the filter, the search and the rights leave', async () => {
    expect(await rows({ filter: { field: 'author.country', op: 'is', value: 'China' } })).toMatchObject([{ measures: ['2'] }])
    expect(await rows({ q: 'b' })).toMatchObject([{ measures: ['1'] }])
    expect(await rows({}, rightsOf({ owners: [BERT] }))).toMatchObject([{ measures: ['1'] }])
    expect(await rows({}, rightsOf({ scopes: { books: { kind: 'none' } } }))).toMatchObject([{ measures: ['0'] }])
    const ofAnne = rightsOf({ scopes: { authors: { kind: 'owners', owners: [ANNE] } } })
    expect(await rows({ groupBy: [{ field: 'author.country' }] }, ofAnne)).toMatchObject([
      { group: ['China'], measures: ['2'] },
      { group: [null], measures: ['2'] },
    ])
  })

  it('refuses what cannot be grouped, measured or is not there, hidden and unknown alike', async () => {
    const count = { fn: 'count' as const }
    const refused: [Partial<AggregateInput>, string][] = [
      [{ groupBy: [{ field: 'notes' }] }, 'NOT_GROUPABLE'],
      [{ groupBy: [{ field: 'formats' }] }, 'NOT_GROUPABLE'],
      [{ groupBy: [{ field: 'genre', bucket: 'month' }] }, 'NOT_GROUPABLE'],
      [{ groupBy: [{ field: 'published', bucket: "month'" as 'month' }] }, 'NOT_GROUPABLE'],
      [{ groupBy: [{ field: 'nope' }] }, 'UNKNOWN_FIELD'],
      [{ groupBy: Array(4).fill({ field: 'genre' }) }, 'TOO_MANY'],
      [{ measures: [] }, 'TOO_MANY'],
      [{ measures: Array(11).fill(count) }, 'TOO_MANY'],
      [{ measures: [{ fn: 'sum' }] }, 'REQUIRED'],
      [{ measures: [{ fn: 'sum', field: 'name' }] }, 'NOT_SUMMABLE'],
      [{ measures: [{ fn: 'min', field: 'author' }] }, 'NOT_SUMMABLE'],
      [{ measures: [{ fn: 'pg_sleep' as 'sum', field: 'pages' }] }, 'NOT_SUMMABLE'],
      [{ limit: 0 }, 'LIMIT'],
      [{ limit: 1001 }, 'LIMIT'],
      [{ having: [{ measure: 3, op: 'gt', value: '1' }] }, 'TYPE'],
      [{ having: [{ measure: 0, op: '=' as 'gt', value: '1' }] }, 'TYPE'],
      [{ having: [{ measure: 0, op: 'gt', value: '1 or true' }] }, 'TYPE'],
      [{ sort: [{ by: 'group', index: 0 }] }, 'TYPE'],
      [{ sort: [{ by: 'measure', index: 1 }] }, 'TYPE'],
    ]
    for (const [input, code] of refused) expect(await problem(aggregate(input)), JSON.stringify(input)).toMatchObject({ code })
    const hidden = rightsOf({ hidden: ['books.pages'] })
    for (const field of ['pages', 'nope']) {
      expect(await problem(aggregate({ measures: [{ fn: 'sum', field }] }, hidden))).toEqual({ field, code: 'UNKNOWN_FIELD' })
      expect(await problem(aggregate({ groupBy: [{ field }] }, hidden))).toEqual({ field, code: 'UNKNOWN_FIELD' })
    }
  })
})
