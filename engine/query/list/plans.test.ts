import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RowGrant, RowScope } from '../../contract/row-scope.ts'
import { newId } from '../../kernel/uuid.ts'
import { asStatement } from '../../storage/compile.ts'
import type { Context } from '../../storage/context.ts'
import { findRecords } from '../find-records.ts'
import { ANNE, BERT, CARL, createTestWorld, rightsOf, type TestWorld } from '../testing/test-world.ts'

const ROWS = 12_000
/** Three hundred owners in turn, so that 40 of them own an eighth of the rows. */
const OWNERS = [ANNE, BERT, CARL, ...Array.from({ length: 297 }, () => newId())]

let world: TestWorld
let shared: string[]

beforeAll(async () => {
  world = await createTestWorld()
  await world.database.query(sql`insert into app.principal (id, kind, label) select id, 'user', 'Somebody' from unnest(${OWNERS.slice(3)}::uuid[]) id`)
  await world.database.query(sql`
    insert into data.books (id, owner, created_at, updated_at, name, published, pages)
    select gen_random_uuid(), (${OWNERS}::uuid[])[1 + n % 300], now(), now(), 'Book ' || n, case when n % 7 > 0 then date '2026-01-01' + n % 1000 end, n % 977
    from generate_series(1, ${ROWS}::int) n`)
  await world.database.query(sql`vacuum (analyze) data.books`)
  shared = (await world.database.query<{ id: string }>(sql`select id from data.books where owner = ${OWNERS[250]} order by id limit 3`)).map(({ id }) => id)
}, 60_000)
afterAll(() => world.close())

/** What rules share: records that meet a condition, and single ones. */
const grants = (): RowGrant[] => [
  { kind: 'condition', rule: 'thick', filter: { field: 'pages', op: 'gte', value: 970 } },
  { kind: 'ids', ids: shared },
]
const people: [who: string, scope: (also?: RowGrant[]) => RowScope][] = [
  ['a sales person', (also) => ({ kind: 'owners', owners: OWNERS.slice(0, 1), also })],
  ['a manager of 20', (also) => ({ kind: 'owners', owners: OWNERS.slice(0, 20), also })],
  ['a manager of 40', (also) => ({ kind: 'owners', owners: OWNERS.slice(0, 40), also })],
  ['a manager of 40 whose people own next to nothing', (also) => ({ kind: 'owners', owners: [ANNE, ...Array.from({ length: 39 }, () => newId())], also })],
  ['a director of 200', (also) => ({ kind: 'owners', owners: OWNERS.slice(0, 200), also })],
]
const cases = people.flatMap(([who, scope]) => [
  { who, what: 'what they own', scope: () => scope() },
  { who, what: 'what rules share besides', scope: () => scope(grants()) },
])

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  Plans?: Plan[]
}

/** The context, and every statement that it sends; an estimate reads nothing. */
function listening(): { ctx: Context; sent: { text: string; values: unknown[] }[] } {
  const sent: { text: string; values: unknown[] }[] = []
  const query: Context['database']['query'] = (statement) => {
    const asked = asStatement(statement)
    if (!asked.text.startsWith('explain')) sent.push(asked)
    return world.database.query(statement)
  }
  return { ctx: { ...world.ctx, database: { ...world.database, query } }, sent }
}

/** How a statement reads the module's table, by the plan that connections keep for all values. */
async function scansOf({ text, values }: { text: string; values: unknown[] }): Promise<string[]> {
  return world.database.transaction(async (database) => {
    await database.query({ text: `prepare looked_at as ${text}`, values: [] })
    const [row] = await database.query<{ 'QUERY PLAN': { Plan: Plan }[] }>({
      text: `explain (format json) execute looked_at${values.length > 0 ? `(${values.map(() => 'null').join(', ')})` : ''}`,
      values: [],
    })
    await database.query({ text: 'deallocate looked_at', values: [] })
    return row ? row['QUERY PLAN'].flatMap(({ Plan }) => scansIn(Plan)) : []
  })
}

function scansIn(plan: Plan): string[] {
  return [...(plan['Relation Name'] === 'books' ? [plan['Node Type']] : []), ...(plan.Plans ?? []).flatMap(scansIn)]
}

/** As one would write it by hand. */
async function expectedIds(scope: RowScope): Promise<string[]> {
  const { owners, also = [] } = scope.kind === 'owners' ? scope : { owners: [] }
  const rows = await world.database.query<{ id: string }>({
    text: `select id from data.books where owner = any($1::uuid[])${also.length > 0 ? ' or pages >= 970 or id = any($2::uuid[])' : ''} order by published desc nulls last, id desc limit 50`,
    values: also.length > 0 ? [owners, shared] : [owners],
  })
  return rows.map(({ id }) => id)
}

describe('the list and the count of somebody who sees a part of the records', () => {
  it.each(cases)('read an index, never the whole table: $who, $what', async ({ scope: make }) => {
    const scope = make()
    const rights = rightsOf({ scopes: { books: scope } })
    const { ctx, sent } = listening()
    const { records } = await findRecords(ctx, rights, { module: 'books', fields: ['name'], sort: [{ field: 'published', order: 'desc' }], count: 'capped' })

    expect(records.map(({ id }) => id)).toEqual(await expectedIds(scope))
    const scans = (await Promise.all(sent.map(scansOf))).flat()
    expect(scans).not.toContain('Seq Scan')
    expect(scans.some((scan) => scan.startsWith('Index') || scan.startsWith('Bitmap'))).toBe(true)
  })
})
