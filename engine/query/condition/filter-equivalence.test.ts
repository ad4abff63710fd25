import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Values } from '../../contract/api.ts'
import type { Condition, Operator } from '../../contract/condition.ts'
import { evaluateCondition, type EvaluationSettings } from '../../contract/condition-evaluator.ts'
import type { FieldModel } from '../../contract/model.ts'
import type { RowScope } from '../../contract/row-scope.ts'
import { newId } from '../../kernel/uuid.ts'
import { findRecords } from '../find-records.ts'
import { ANNE, BERT, CARL, createTestWorld, NOW, rightsOf, type TestWorld } from '../testing/test-world.ts'

/** Filters in SQL and the evaluator of the contract must agree, blank values and all: forms and lists show the same rule. */

const TEXTS = ['One', 'one', 'ONE two', '50%', 'a_b', 'Straße', 'ÄRGER', '张三', 'x\\y', 'Two']
const DATES = ['2026-03-11', '2026-03-10', '2026-03-31', '2026-04-01', '2025-12-31', '2026-01-01', '2027-05-05']
const TIMES = [
  '2026-03-11T15:59:59.999Z',
  '2026-03-11T16:00:00.000Z',
  '2026-03-10T16:00:00.000Z',
  '2026-03-11T10:00:00.000Z',
  '2025-12-31T16:00:00.000Z',
  '2026-06-01T00:00:00.000Z',
]
const RANGES = [
  'today',
  'yesterday',
  'this_week',
  'last_week',
  'this_month',
  'next_month',
  'this_quarter',
  'this_year',
  'last_year',
  'past',
  'future',
  'last_7_days',
  'next_30_days',
  'last_2_weeks',
  'next_3_months',
]
const PEOPLE = [ANNE, BERT, CARL]
const AUTHORS = ['00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000a2', '00000000-0000-7000-8000-0000000000a3']
const TEAM = [ANNE, BERT]

type Pool = unknown[]
const equality: Operator[] = ['is', 'is_not', 'is_any', 'is_none', 'is_blank', 'is_not_blank']
const texts: Operator[] = [...equality, 'contains', 'not_contains', 'starts_with', 'ends_with']
const numbers: Operator[] = [...equality, 'gt', 'gte', 'lt', 'lte', 'between']
const dates: Operator[] = ['is', 'is_not', 'gt', 'gte', 'lt', 'lte', 'between', 'within', 'is_blank', 'is_not_blank']
const lists: Operator[] = ['has_any', 'has_all', 'has_none', 'is_blank', 'is_not_blank']
const people: Operator[] = [...equality, 'is_me', 'is_my_team']

/** Every kind of field, with the operators that it takes and the operands that may meet a value. */
const FIELDS: Record<string, [operators: Operator[], operands: Pool]> = {
  name: [texts, TEXTS],
  notes: [['contains', 'not_contains', 'starts_with', 'ends_with', 'is_blank', 'is_not_blank'], TEXTS],
  'printed_at.city': [texts, TEXTS],
  pages: [numbers, [0, 1, 2, -5, '3', 100]],
  weight: [numbers, ['0', '1.5', '1.50', '-2.25', '3']],
  price: [numbers, ['10', '80', '80.00', '7.5', '0']],
  published: [dates, DATES],
  checked_at: [dates, [...TIMES, ...DATES]],
  opens: [
    ['is', 'is_not', 'gt', 'gte', 'lt', 'lte', 'between', 'is_blank', 'is_not_blank'],
    ['08:00', '08:00:00', '17:30:15'],
  ],
  lent: [
    ['is', 'is_not', 'is_blank', 'is_not_blank'],
    [true, false],
  ],
  genre: [equality, ['novel', 'poem', 'drama']],
  formats: [lists, ['paper', 'audio', 'film']],
  labels: [lists, ['vip', 'Old', 'new']],
  author: [equality, AUTHORS],
  about: [equality, AUTHORS],
  readers: [lists, AUTHORS],
  editor: [people, PEOPLE],
  owner: [people, PEOPLE],
  'author.name': [texts, TEXTS],
  'author.born': [dates, DATES],
  'author.mentor.name': [texts, TEXTS],
  'author.mentor': [equality, AUTHORS],
}

let world: TestWorld
let books: { id: string; values: Values }[]
let settings: EvaluationSettings
const rights = { ...rightsOf(), team: TEAM }

const one = <T>(pool: readonly T[]) => fc.constantFrom(...pool)
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 4 })

function operandFor(op: Operator, pool: Pool): fc.Arbitrary<unknown> {
  if (['is_blank', 'is_not_blank', 'is_me', 'is_my_team'].includes(op)) return fc.constant(undefined)
  if (op === 'within') return one(RANGES)
  if (op === 'between') return fc.tuple(one(pool), one(pool))
  if (['is_any', 'is_none', 'has_any', 'has_all', 'has_none'].includes(op)) return fc.array(one(pool), { minLength: 1, maxLength: 3 })
  if (op === 'is' || op === 'is_not') return fc.option(one(pool), { freq: 8 })
  if (op === 'contains' || op === 'not_contains') return one([...TEXTS, 'o', 'ne', '%', '_', 'ä', 'SS', '三', ''])
  return one(pool)
}

const comparison: fc.Arbitrary<Condition> = fc
  .constantFrom(...Object.entries(FIELDS))
  .chain(([field, [operators, pool]]) =>
    one(operators).chain((op) => operandFor(op, pool).map((value) => ({ field, op, ...(value === undefined ? {} : { value }) }) as Condition)),
  )
const { tree } = fc.letrec<{ tree: Condition; group: Condition }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3, withCrossShrink: true }, comparison, tie('group')),
  group: fc.oneof(
    fc.array(tie('tree'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('tree'), { maxLength: 3 }).map((any) => ({ any })),
    tie('tree').map((not) => ({ not })),
  ),
}))

const book = fc.record({
  name: maybe(one(TEXTS)),
  notes: maybe(one(TEXTS)),
  printed_at: maybe(one([{ city: 'One' }, { street: 'ÄRGER' }])),
  pages: maybe(one([0, 1, 2, 3, -5, 100])),
  weight: maybe(one(['0', '1.5', '-2.25', '3'])),
  price: maybe(
    one([
      { amount: '10', currency: 'EUR', rate: '8' },
      { amount: '10', currency: 'CNY', rate: '1' },
      { amount: '80', currency: 'CNY', rate: '1' },
    ]),
  ),
  published: maybe(one(DATES)),
  checked_at: maybe(one(TIMES)),
  opens: maybe(one(['08:00:00', '17:30:15'])),
  lent: maybe(fc.boolean()),
  genre: maybe(one(['novel', 'poem', 'drama'])),
  formats: maybe(fc.subarray(['paper', 'audio', 'film'], { minLength: 1 })),
  labels: maybe(fc.subarray(['vip', 'Old', 'new'], { minLength: 1 })),
  author: maybe(one(AUTHORS)),
  about: maybe(one(AUTHORS).map((id) => ({ module: 'authors', id }))),
  readers: maybe(fc.subarray(AUTHORS, { minLength: 1 })),
  editor: maybe(one(PEOPLE)),
})

beforeAll(async () => {
  world = await createTestWorld()
  await world.insert('authors', { name: 'One', born: '2026-03-11' }, { id: AUTHORS[0] })
  await world.insert('authors', { name: '张三', mentor: AUTHORS[0] ?? null }, { id: AUTHORS[1] })
  await world.insert('authors', { name: null, born: '2025-12-31', mentor: AUTHORS[1] ?? null }, { id: AUTHORS[2] })
  for (const [index, values] of fc.sample(book, { numRuns: 120, seed: 7 }).entries())
    await world.insert('books', values as Values, { owner: PEOPLE[index % 3] })

  const fields = [...new Set([...Object.keys(FIELDS), 'printed_at'])]
  const { records } = await findRecords(world.ctx, rights, { module: 'books', fields, limit: 200 })
  books = records.map(({ id, values }) => ({ id, values: Object.fromEntries(Object.entries(values).filter(([key]) => key !== 'printed_at.city')) }))
  settings = { fields: [...(world.model.modules.books?.fields ?? []), ...pathFields()], now: NOW, timeZone: 'Asia/Shanghai', actorId: ANNE, teamIds: TEAM }
})
afterAll(() => world.close())

/** The evaluator takes the value of a path under the whole path; its type stands beside. */
function pathFields(): FieldModel[] {
  const authors = world.model.modules.authors?.fields ?? []
  return ['author.name', 'author.born', 'author.mentor', 'author.mentor.name'].flatMap((key) =>
    authors.filter((field) => field.key === key.split('.').at(-1)).map((field) => ({ ...field, key })),
  )
}

async function idsInSql(filter: Condition): Promise<string[]> {
  const { records } = await findRecords(world.ctx, rights, { module: 'books', fields: [], filter, limit: 200 })
  return records.map(({ id }) => id).sort()
}

describe('filters', () => {
  it('mean in SQL what they mean in the evaluator', async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (filter) => {
        const expected = books
          .filter(({ values }) => evaluateCondition(filter, values, settings))
          .map(({ id }) => id)
          .sort()
        expect(await idsInSql(filter)).toEqual(expected)
      }),
      { numRuns: 600 },
    )
  }, 60_000)

  it('agree for every field and operator by itself, and for its negation', async () => {
    const singles = Object.entries(FIELDS).flatMap(([field, [operators, pool]]) =>
      operators.flatMap((op) =>
        fc.sample(operandFor(op, pool), { numRuns: 3, seed: 11 }).map((value) => ({ field, op, ...(value === undefined ? {} : { value }) }) as Condition),
      ),
    )
    let matches = 0
    for (const single of singles) {
      for (const filter of [single, { not: single }]) {
        const expected = books
          .filter(({ values }) => evaluateCondition(filter, values, settings))
          .map(({ id }) => id)
          .sort()
        expect(await idsInSql(filter), JSON.stringify(filter)).toEqual(expected)
        matches += expected.length > 0 && expected.length < books.length ? 1 : 0
      }
    }
    expect(matches).toBeGreaterThan(singles.length)
  }, 60_000)

  it('open the same records as a sharing rule, for every field and operator', async () => {
    const strangers = Array.from({ length: 40 }, () => newId())
    for (const [field, [operators, pool]] of Object.entries(FIELDS)) {
      for (const op of operators) {
        const [value] = fc.sample(operandFor(op, pool), { numRuns: 1, seed: 11 })
        const filter = { field, op, ...(value === undefined ? {} : { value }) } as Condition
        const scope: RowScope = { kind: 'owners', owners: strangers, also: [{ kind: 'condition', rule: 'rule', filter }] }
        const { records } = await findRecords(
          world.ctx,
          { ...rightsOf({ scopes: { books: scope } }), team: TEAM },
          {
            module: 'books',
            fields: [],
            sort: [{ field: 'published' }],
            limit: 200,
          },
        )
        expect(records.map(({ id }) => id).sort(), JSON.stringify(filter)).toEqual(await idsInSql(filter))
      }
    }
  }, 60_000)
})
