import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sort } from '../../contract/condition.ts'
import { newId } from '../../kernel/uuid.ts'
import { countRecords } from '../count-statement.ts'
import { findRecords } from '../find-records.ts'
import { queryScopeOf } from '../query-scope.ts'
import { searchVectorTerms } from '../search-terms.ts'
import { ANNE, BERT, CARL, createTestWorld, rightsOf, type TestWorld } from '../testing/test-world.ts'

/** So many that the index alone no longer answers: see search-candidates.ts. */
const ROWS = 24_000
const PEOPLE = [ANNE, BERT, CARL]

let world: TestWorld

beforeAll(async () => {
  world = await createTestWorld()
  const common = searchVectorTerms(['common word'])
  const rare = searchVectorTerms(['common word rarity'])
  await world.database.query(sql`
    insert into data.books (id, owner, created_at, updated_at, name, pages, published, search_vector)
    select gen_random_uuid(), (${PEOPLE}::uuid[])[1 + n % 3], now(), now(), case when n % 4000 = 0 then 'Common Word Rarity' else 'Common Word' end,
      n % 97, case when n % 7 = 0 then null else date '2026-01-01' + n % 50 end,
      array_to_tsvector(case when n % 4000 = 0 then ${rare}::text[] else ${common}::text[] end)
    from generate_series(1, ${ROWS}::int) n`)
  await world.database.query(sql`analyze data.books`)
}, 60_000)
afterAll(() => world.close())

const many = rightsOf({ owners: [ANNE, BERT, ...Array.from({ length: 60 }, () => newId())] })
const scopes = [
  ['all', rightsOf(), PEOPLE],
  ['few', rightsOf({ owners: [ANNE, CARL] }), [ANNE, CARL]],
  ['many', many, [ANNE, BERT]],
] as const
const sorts: Sort[] = [{ field: 'published', order: 'desc' }, { field: 'name' }, { field: 'pages' }]

/** As one would write it by hand. */
async function plainOrder({ field, order = 'asc' }: Sort, owners: readonly string[], text: string): Promise<string[]> {
  const rows = await world.database.query<{ id: string }>({
    text: `select id from data.books where owner = any($1::uuid[]) and name ilike $2 order by ${field} ${order} nulls last, id ${order} limit 60`,
    values: [owners, `%${text}%`],
  })
  return rows.map(({ id }) => id)
}

describe('a search for a word that stands in most records', () => {
  const cases = scopes.flatMap(([kind, rights, owners]) => sorts.map((sort) => ({ kind, rights, owners, sort })))

  it.each(cases)('pages through the list in its order: owners $kind, sorted by $sort.field', async ({ rights, owners, sort }) => {
    const ask = (cursor?: string) => findRecords(world.ctx, rights, { module: 'books', fields: [], q: 'common', sort: [sort], limit: 20, cursor })
    const expected = await plainOrder(sort, owners, 'common')
    const first = await ask()
    const second = await ask(first.next ?? '')
    const third = await ask(second.next ?? '')
    const back = await ask(third.previous ?? '')
    const ids = [first, second, third].flatMap(({ records }) => records.map(({ id }) => id))
    expect(ids).toEqual(expected)
    expect(back.records.map(({ id }) => id)).toEqual(expected.slice(20, 40))
  })

  it.each(scopes)('finds the rare word among them: owners %s', async (_, rights, owners) => {
    const { records } = await findRecords(world.ctx, rights, { module: 'books', fields: [], q: 'rarity common', sort: [{ field: 'pages' }], limit: 60 })
    expect(records.map(({ id }) => id)).toEqual(await plainOrder({ field: 'pages' }, owners, 'rarity'))
    expect(records.length).toBeGreaterThan(0)
  })

  it.each(scopes)('counts them: owners %s', async (_, rights, owners) => {
    const scope = queryScopeOf(world.ctx, rights)
    const each = ROWS / PEOPLE.length
    expect(await countRecords(world.ctx, scope, { rows: { module: 'books', q: 'common' }, mode: 'exact' })).toEqual({
      value: each * owners.length,
      exact: true,
    })
    const capped = await countRecords(world.ctx, scope, { rows: { module: 'books', q: 'common' }, mode: 'capped' })
    expect(capped.exact).toBe(false)
    expect(capped.value).toBeGreaterThan(10_000)
    const rare = await countRecords(world.ctx, scope, { rows: { module: 'books', q: 'rarity' }, mode: 'capped' })
    expect(rare).toEqual({ value: (await plainOrder({ field: 'pages' }, owners, 'rarity')).length, exact: true })
  })
})
