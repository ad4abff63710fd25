import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { FieldValue, Values } from '../engine/contract/api.ts'
import { evaluateCondition, type EvaluationSettings } from '../engine/contract/condition-evaluator.ts'
import type { Comparison, Condition, ConditionValue, Operator, Scalar } from '../engine/contract/condition.ts'
import { RELATIVE_RANGES } from '../engine/contract/relative-dates.ts'
import { createFieldContext } from '../engine/fields/field-context.ts'
import { findRecords } from '../engine/query/find-records.ts'
import { ANNE, BERT, CARL, createTestWorld, NOW, rightsOf, type TestWorld } from '../engine/query/testing/test-world.ts'

/** Small sets, so that values meet their operands: near misses, case, blanks, exact decimals, the edges of days. */
const INPUTS: Record<string, readonly unknown[]> = {
  name: ['One', 'one', 'Two 张三丰', '100%', 'a_b', 'É', 'é', 'ÄÖÜ', '10', '9'],
  genre: ['novel', 'poem', 'drama'],
  formats: [['paper'], ['paper', 'film'], ['audio', 'film'], ['paper', 'audio', 'film']],
  labels: [['VIP'], ['vip', 'Q4'], ['Q4 push']],
  pages: [0, 9, 10, 100, -1],
  price: [{ amount: '10', currency: 'EUR', rate: '8' }, '80', '79.99', { amount: '10', currency: 'EUR', rate: '7.5' }, '-5'],
  weight: ['9', '10', '9.999', '10.5', '-0.5', '0'],
  published: ['2026-03-10', '2026-03-11', '2026-03-12', '2026-02-28', '2025-12-31', '2026-04-01'],
  checked_at: [
    '2026-03-10T15:59:59.999Z',
    '2026-03-10T16:00:00Z',
    '2026-03-11T10:00:00Z',
    '2026-03-11T16:00:00Z',
    '2026-02-28T16:00:00Z',
    '2026-04-01T00:00:00+08:00',
  ],
  opens: ['08:00', '08:30:00', '23:59:59'],
  lent: [true, false],
  phone: ['110', '(010) 6552-9988'],
  editor: [ANNE, BERT, CARL],
  printed_at: [{ city: 'Bonn' }, { city: 'Köln', country: 'Germany' }, { country: 'Kenya' }],
  notes: ['first\nsecond', 'Second', '100%'],
}
const FIELDS = [...Object.keys(INPUTS), 'printed_at.city']

/** Operands that are no record's value. */
const ALSO: Record<string, readonly Scalar[]> = {
  name: ['o', '%', '_', '', '张', 'e'],
  notes: ['SECOND', '%', 'first'],
  price: ['80', '79.995', '80.0000'],
  weight: ['9.9990', '10.50', '9.99900001'],
  checked_at: ['2026-03-11', '2026-03-12'],
  'printed_at.city': ['Bonn', 'b', 'köln'],
  printed_at: ['-'],
}
const RANGES = [...RELATIVE_RANGES, 'last_7_days', 'next_2_weeks', 'last_3_months']

let world: TestWorld
let settings: EvaluationSettings
const records = new Map<string, Values>()

beforeAll(async () => {
  world = await createTestWorld()
  const { model } = world.ctx
  const fields = model.modules['books']?.fields ?? []
  settings = { fields, now: NOW, timeZone: 'Asia/Shanghai', actorId: ANNE, teamIds: [ANNE, BERT], currencies: model.currencies }
  const context = createFieldContext(model, { locale: 'en', timeZone: 'Asia/Shanghai', now: NOW })
  const parse = (key: string, raw: unknown): FieldValue => {
    const field = fields.find((each) => each.key === key)
    const parsed = field && world.ctx.fieldTypes.get(field.type)?.parse(raw, field, context)
    if (!parsed?.ok) throw new Error(`${key} refuses ${JSON.stringify(raw)}`)
    return parsed.value
  }
  const draws = fc.sample(fc.record(Object.fromEntries(Object.entries(INPUTS).map(([key, raws]) => [key, fc.option(fc.constantFrom(...raws), { freq: 4 })]))), {
    numRuns: 150,
    seed: 7,
  })
  for (const draw of draws) {
    const values = Object.fromEntries(Object.entries(draw).map(([key, raw]) => [key, raw === null ? null : parse(key, raw)]))
    records.set(await world.insert('books', values), values)
  }
})
afterAll(() => world.close())

it('finds by SQL exactly the records for which the evaluator says yes', async () => {
  await fc.assert(
    fc.asyncProperty(conditions(), async (condition) => {
      const rights = { ...rightsOf(), team: [ANNE, BERT] }
      const found = await findRecords(world.ctx, rights, { module: 'books', fields: ['name'], filter: condition, limit: 200 })
      const expected = [...records].filter(([, values]) => evaluateCondition(condition, values, settings)).map(([id]) => id)
      expect(found.records.map((record) => record.id).toSorted()).toEqual(expected.toSorted())
    }),
    { numRuns: 400 },
  )
}, 120_000)

function conditions(): fc.Arbitrary<Condition> {
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      comparisons(),
      fc.array(tie('condition'), { maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('condition'), { maxLength: 3 }).map((any) => ({ any })),
      tie('condition').map((not) => ({ not })),
    ),
  }))
  return condition
}

function comparisons(): fc.Arbitrary<Comparison> {
  const pairs = FIELDS.flatMap((field) => operatorsOf(field).map((op) => ({ field, op })))
  return fc.constantFrom(...pairs).chain(({ field, op }) => operandOf(field, op).map((value) => (value === undefined ? { field, op } : { field, op, value })))
}

function operatorsOf(path: string): readonly Operator[] {
  const type = path.includes('.') ? 'text' : settings.fields.find(({ key }) => key === path)?.type
  return world.ctx.fieldTypes.get(type ?? '')?.operators ?? []
}

function operandOf(field: string, op: Operator): fc.Arbitrary<ConditionValue | undefined> {
  const one = fc.constantFrom(...(INPUTS[field] ?? []).flat().filter(isScalar), ...(ALSO[field] ?? []))
  if (op.endsWith('blank') || op.startsWith('is_m')) return fc.constant(undefined)
  if (op === 'is' || op === 'is_not')
    return fc.option(
      one.filter((value) => value !== ''),
      { freq: 5 },
    )
  if (op === 'within') return fc.constantFrom(...RANGES)
  if (op === 'between') return fc.tuple(one, one)
  if (TEXT_OPERATORS.has(op)) return one.map(String)
  return op.includes('_any') || op.includes('_all') || op.includes('_none')
    ? fc.array(
        one.filter((value) => value !== ''),
        { maxLength: 3 },
      )
    : one
}

const TEXT_OPERATORS = new Set<Operator>(['contains', 'not_contains', 'starts_with', 'ends_with'])

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
