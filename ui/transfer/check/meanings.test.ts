import { describe, expect, it } from 'vitest'
import type { UnmatchedValue } from '../../../engine/contract/import.ts'
import { applyMeanings, isAmbiguous, likelyMeaning } from './meanings.ts'

const unmatched = (text: string, scores: number[], field = 'genre'): UnmatchedValue => ({
  field,
  text,
  rows: 3,
  suggestions: scores.map((score, index) => ({ value: `v${index}`, label: `V${index}`, score })),
})

describe('the meaning of a text', () => {
  it('is offered when the nearest match is near, and nearer than the next', () => {
    expect(likelyMeaning(unmatched('poetri', [0.9, 0.69]))).toBe('value:v0')
    expect(likelyMeaning(unmatched('poetri', [0.9, 0.88]))).toBeNull()
    expect(likelyMeaning(unmatched('poetri', [0.7]))).toBeNull()
    expect(likelyMeaning(unmatched('poetri', []))).toBeNull()
  })

  it('is never guessed where several records have the name', () => {
    expect(likelyMeaning(unmatched('Smith', [1, 1]))).toBeNull()
    expect(isAmbiguous(unmatched('Smith', [1, 1]))).toBe(true)
    expect(isAmbiguous(unmatched('Smith', [1, 0.5]))).toBe(false)
  })

  it('goes into the mapping of its field and leaves the others alone', () => {
    const mapping = [
      { field: 'genre', column: 'g', valueMap: { old: 'kept' } },
      { field: 'author', column: 'a' },
    ]
    expect(
      applyMeanings(mapping, [
        { item: unmatched('poetri', []), meaning: 'value:poetry' },
        { item: unmatched('?', []), meaning: 'blank' },
      ]),
    ).toEqual([
      { field: 'genre', column: 'g', valueMap: { old: 'kept', poetri: 'poetry', '?': null } },
      { field: 'author', column: 'a' },
    ])
  })

  it('makes records only for the texts that were named', () => {
    const mapping = [{ field: 'author', column: 'a', create: ['First'] }]
    const decided = [{ item: unmatched('Second', [], 'author'), meaning: 'create' as const }]
    expect(applyMeanings(mapping, decided)).toEqual([{ field: 'author', column: 'a', create: ['First', 'Second'] }])
    expect(applyMeanings([{ field: 'author', column: 'a', create: true }], decided)).toEqual([{ field: 'author', column: 'a', create: true }])
  })
})
