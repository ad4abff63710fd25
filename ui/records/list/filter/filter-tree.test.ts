import { describe, expect, it } from 'vitest'
import type { Condition } from '../../../../engine/contract/condition.ts'
import { conditionOf, filterTree, isComplete, newGroup, newRow, valueFor } from './filter-tree.ts'

describe('the tree of a filter', () => {
  it('gives back the condition that it was made of', () => {
    const condition: Condition = {
      all: [
        { field: 'stage', op: 'is_any', value: ['a', 'b'] },
        {
          any: [
            { field: 'owner', op: 'is_me' },
            { field: 'amount', op: 'between', value: ['1', '2'] },
          ],
        },
      ],
    }
    expect(conditionOf(filterTree(condition))).toEqual(condition)
  })
  it('puts a single comparison into a group', () => {
    expect(conditionOf(filterTree({ field: 'a', op: 'is', value: 1 }))).toEqual({ all: [{ field: 'a', op: 'is', value: 1 }] })
  })
  it('draws the negation of a comparison as its opposite', () => {
    expect(conditionOf(filterTree({ not: { field: 'stage', op: 'is_any', value: ['won'] } }))).toEqual({
      all: [{ field: 'stage', op: 'is_none', value: ['won'] }],
    })
  })
  it('keeps what it cannot draw', () => {
    const condition: Condition = { all: [{ not: { any: [{ field: 'a', op: 'is', value: 1 }] } }] }
    expect(conditionOf(filterTree(condition))).toEqual(condition)
  })
  it('leaves out rows that are not filled in and groups with nothing in them', () => {
    expect(conditionOf(newGroup('all', [newRow('a', 'is'), newRow('', 'is', 1), newGroup('any', [newRow('b', 'is_any', [])])]))).toBeUndefined()
  })
})

describe('isComplete', () => {
  it.each([
    ['is_blank', undefined, true],
    ['is', 0, true],
    ['is', false, true],
    ['is', '', false],
    ['is', undefined, false],
    ['between', ['1', '2'], true],
    ['between', ['1', ''], false],
    ['is_any', ['x'], true],
    ['is_any', [], false],
  ] as const)('%s %j is %s', (op, value, expected) => {
    expect(isComplete(newRow('a', op, value as never))).toBe(expected)
  })
})

describe('valueFor', () => {
  it('keeps one value when a list is wanted, and the first of a list when one is', () => {
    expect(valueFor('is_any', { op: 'is', value: 'x' })).toEqual(['x'])
    expect(valueFor('is', { op: 'is_any', value: ['x', 'y'] })).toBe('x')
  })
  it('forgets what has another meaning', () => {
    expect(valueFor('within', { op: 'is', value: '2026-01-01' })).toBeUndefined()
    expect(valueFor('is_blank', { op: 'is', value: 'x' })).toBeUndefined()
    expect(valueFor('is', { op: 'between', value: ['1', '2'] })).toBeUndefined()
  })
})
