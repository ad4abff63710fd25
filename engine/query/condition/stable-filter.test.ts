import { expect, it } from 'vitest'
import type { Condition } from '../../contract/condition.ts'
import { isStable } from './stable-filter.ts'

const range: Condition = { field: 'day', op: 'between', value: ['2026-01-01', '2026-12-31'] }
const equal: Condition = { field: 'stage', op: 'is', value: 'won' }

it.each<[string, Condition | undefined, boolean]>([
  ['no filter', undefined, true],
  ['equality', equal, true],
  ['a text', { field: 'name', op: 'contains', value: 'a' }, false],
  ['a range of another field', { field: 'amount', op: 'gt', value: 1 }, false],
  ['a range of the field by which the list is sorted', range, true],
  ['that range beside an equality', { all: [range, equal] }, true],
  ['that range as one of several ways', { any: [range, equal] }, false],
  ['its negation', { not: range }, false],
])('keeps one plan for %s: %s', (_name, filter, kept) => {
  expect(isStable(filter, 'day')).toBe(kept)
})
