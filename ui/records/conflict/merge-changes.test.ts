import { describe, expect, it } from 'vitest'
import { mergeChanges } from './merge-changes.ts'

const base = { name: 'Hottechi', amount: { amount: '100', currency: 'CNY' }, tags: ['a'], stage: 'proposal', note: null }

describe('changes of two people', () => {
  it('are put together where they do not overlap', () => {
    expect(mergeChanges({ base, mine: { name: 'Hottechi AG' }, theirs: { ...base, stage: 'won' } })).toEqual({ apply: { name: 'Hottechi AG' }, asked: [] })
  })
  it('are asked about where both changed the same field to something else', () => {
    expect(mergeChanges({ base, mine: { stage: 'lost', name: 'New' }, theirs: { ...base, stage: 'won' } })).toEqual({
      apply: { name: 'New' },
      asked: ['stage'],
    })
  })
  it('are no matter where both meant the same', () => {
    expect(mergeChanges({ base, mine: { stage: 'won' }, theirs: { ...base, stage: 'won' } })).toEqual({ apply: {}, asked: [] })
  })
  it('compare amounts and lists by what they say', () => {
    const theirs = { ...base, amount: { currency: 'CNY', amount: '100' }, tags: ['a', 'b'], note: '' }
    const mine = { amount: { amount: '120', currency: 'CNY' }, tags: ['a', 'b'], note: 'mine' }
    expect(mergeChanges({ base, mine, theirs })).toEqual({ apply: { amount: { amount: '120', currency: 'CNY' }, note: 'mine' }, asked: [] })
  })
  it('tell a field that was emptied from one that nobody touched', () => {
    expect(mergeChanges({ base, mine: { name: null }, theirs: { ...base, name: 'Theirs' } }).asked).toEqual(['name'])
    expect(mergeChanges({ base, mine: { name: 'Mine' }, theirs: { ...base, name: null } }).asked).toEqual(['name'])
  })
})
