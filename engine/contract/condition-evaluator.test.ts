import { describe, expect, it } from 'vitest'
import type { Values } from './api.ts'
import { evaluateCondition, type EvaluationSettings } from './condition-evaluator.ts'
import { OPERATORS, type Condition, type ConditionValue, type Operator } from './condition.ts'
import type { FieldModel } from './model.ts'

const ME = '0190a000-0000-7000-8000-000000000001'
const COLLEAGUE = '0190a000-0000-7000-8000-000000000002'
const TYPES: Record<string, string> = {
  name: 'text',
  amount: 'money',
  discount: 'percent',
  pieces: 'integer',
  paid: 'boolean',
  due: 'date',
  called: 'datetime',
  opens: 'time',
  stage: 'picklist',
  colours: 'multi_picklist',
  owner: 'owner',
  parent: 'reference',
  about: 'reference',
  address: 'address',
  size: 'decimal',
}
const settings: EvaluationSettings = {
  fields: Object.entries(TYPES).map(([key, type]): FieldModel => ({ key, type, label: { en: key, 'zh-CN': key } })),
  now: new Date('2026-11-24T02:00:00Z'),
  timeZone: 'Asia/Shanghai',
  actorId: ME,
  teamIds: [ME, COLLEAGUE],
  currencies: [
    { key: 'CNY', label: { en: 'Yuan', 'zh-CN': '人民币' }, symbol: '¥', decimals: 2, rate: '1', base: true },
    { key: 'USD', label: { en: 'Dollar', 'zh-CN': '美元' }, symbol: '$', decimals: 2, rate: '7.1', base: false },
  ],
}
const VALUES: Values = {
  name: 'Müller 张伟',
  amount: { amount: '100', currency: 'USD', rate: '7' },
  discount: '10.5',
  pieces: 3,
  paid: false,
  due: '2026-11-24',
  called: '2026-11-24T01:00:00.000Z',
  opens: '08:30:00',
  stage: 'won',
  colours: ['red', 'blue'],
  owner: ME,
  parent: COLLEAGUE,
  about: { module: 'books', id: COLLEAGUE },
  address: { city: 'Köln' },
  size: '12345678901234567890.1234567891',
}

const holds = (condition: Condition, values: Values = VALUES) => evaluateCondition(condition, values, settings)
const test = (field: string, op: Operator, value?: ConditionValue) => holds({ field, op, value })

describe('comparisons', () => {
  it.each<[string, Operator, ConditionValue | undefined, boolean]>([
    ['name', 'is', 'Müller 张伟', true],
    ['name', 'is', 'Müller 张伟', true],
    ['name', 'is', 'müller 张伟', false],
    ['name', 'is_not', 'Meyer', true],
    ['name', 'is_any', ['Meyer', 'Müller 张伟'], true],
    ['name', 'is_none', ['Meyer'], true],
    ['name', 'contains', 'MÜLL', true],
    ['name', 'contains', '张', true],
    ['name', 'contains', '', true],
    ['name', 'contains', 'meyer', false],
    ['name', 'not_contains', 'meyer', true],
    ['name', 'starts_with', 'mü', true],
    ['name', 'ends_with', '伟', true],
    ['pieces', 'is', 3, true],
    ['pieces', 'is', '3', true],
    ['pieces', 'gt', '2.99', true],
    ['pieces', 'gt', '10', false],
    ['pieces', 'between', [3, 5], true],
    ['pieces', 'between', [4, 5], false],
    ['pieces', 'between', [1], false],
    ['pieces', 'gt', 'many', false],
    ['discount', 'is', '10.50', true],
    ['discount', 'lt', '9', false],
    ['size', 'gt', '12345678901234567890.123456789', true],
    ['size', 'lt', '12345678901234567890.123456789', false],
    ['amount', 'is', '700', true],
    ['amount', 'gt', '699.99', true],
    ['amount', 'lte', 700, true],
    ['paid', 'is', false, true],
    ['paid', 'is', true, false],
    ['paid', 'is_not', true, true],
    ['due', 'gte', '2026-11-24', true],
    ['due', 'gt', '2026-11-24', false],
    ['due', 'within', 'today', true],
    ['due', 'within', 'last_month', false],
    ['due', 'within', 'no such range', false],
    ['called', 'lt', '2026-11-24T09:30:00+08:00', true],
    ['called', 'gte', '2026-11-24', true],
    ['called', 'gte', '2026-11-25', false],
    ['called', 'is', '2026-11-24T09:00:00+08:00', true],
    ['called', 'within', 'today', true],
    ['called', 'within', 'past', true],
    ['called', 'within', 'future', false],
    ['opens', 'is', '08:30', true],
    ['opens', 'between', ['08:00', '09:00'], true],
    ['stage', 'is_any', ['won', 'lost'], true],
    ['colours', 'has_any', ['red', 'green'], true],
    ['colours', 'has_all', ['red', 'green'], false],
    ['colours', 'has_all', ['red', 'blue'], true],
    ['colours', 'has_all', [], true],
    ['colours', 'has_any', [], false],
    ['colours', 'has_none', ['green'], true],
    ['owner', 'is_me', undefined, true],
    ['parent', 'is_me', undefined, false],
    ['parent', 'is_my_team', undefined, true],
    ['about', 'is', COLLEAGUE, true],
    ['about', 'is_not', ME, true],
    ['address.city', 'is', 'Köln', true],
    ['address.street', 'is_blank', undefined, true],
  ])('%s %s %j: %s', (field, op, value, expected) => {
    expect(test(field, op, value)).toBe(expected)
  })

  it('asks for blank with null', () => {
    expect([test('name', 'is', null), test('name', 'is_not', null), test('unknown', 'is', null), test('unknown', 'is_not', null)]).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it('takes today’s rate for money that was typed and not saved', () => {
    expect(holds({ field: 'amount', op: 'is', value: '710' }, { amount: { amount: '100', currency: 'USD' } })).toBe(true)
    expect(holds({ field: 'amount', op: 'is', value: '100' }, { amount: '100' })).toBe(true)
  })

  it('tells the type of a value behind a reference by its form', () => {
    const values: Values = {
      'account.size': '900',
      'account.revenue': { amount: '900', currency: 'CNY', rate: '1' },
      'account.zip': '007',
      'account.met': '2026-01-01T00:00:00.000Z',
    }
    expect(holds({ field: 'account.size', op: 'lt', value: '1000' }, values)).toBe(true)
    expect(holds({ field: 'account.revenue', op: 'lt', value: '1000' }, values)).toBe(true)
    expect(holds({ field: 'account.zip', op: 'is', value: '7' }, values)).toBe(false)
    expect(holds({ field: 'account.met', op: 'within', value: 'this_year' }, values)).toBe(true)
  })
})

describe('blank', () => {
  const NEGATING = new Set<Operator>(['is_not', 'is_none', 'not_contains', 'has_none', 'is_blank'])

  it.each(OPERATORS.map((op): [Operator, boolean] => [op, NEGATING.has(op)]))('%s on blank is %s', (op, expected) => {
    const value = op === 'between' ? ['1', '2'] : op === 'within' ? 'today' : op.endsWith('any') || op.endsWith('none') || op.endsWith('all') ? ['x'] : 'x'
    for (const field of Object.keys(TYPES)) {
      for (const blank of [{}, { [field]: null }, { [field]: '' }, { [field]: [] }]) expect(holds({ field, op, value }, blank)).toBe(expected)
    }
  })
})

describe('groups', () => {
  const yes: Condition = { field: 'pieces', op: 'is', value: 3 }
  const no: Condition = { not: yes }

  it('holds for all, any and not, also where they are empty', () => {
    expect([holds({ all: [yes, yes] }), holds({ all: [yes, no] }), holds({ all: [] })]).toEqual([true, false, true])
    expect([holds({ any: [no, yes] }), holds({ any: [no] }), holds({ any: [] })]).toEqual([true, false, false])
    expect(holds({ not: { all: [yes, { any: [no, yes] }] } })).toBe(false)
  })

  it('knows no operators and fields that come from a prototype', () => {
    expect(holds({ field: 'pieces', op: 'toString' as Operator })).toBe(false)
    expect(holds({ field: 'constructor', op: 'is_blank' })).toBe(true)
    expect(holds({ field: '__proto__.toString', op: 'is_blank' })).toBe(true)
    expect(holds({ field: 'address.constructor', op: 'is_not_blank' })).toBe(false)
  })
})
