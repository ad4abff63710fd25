import { describe, expect, it } from 'vitest'
import { bestMatches, matchScore } from './palette-entry.ts'

describe('matchScore', () => {
  it.each([
    ['Opportunities', 'opp', 3],
    ['Sales orders', 'ord', 2],
    ['Opportunities', 'tun', 1],
    ['Leads', 'x', 0],
    ['潜在客户', '客户', 1],
    ['Leads', ' ', 1],
  ])('of %s for %j is %i', (text, typed, score) => {
    expect(matchScore(text, typed)).toBe(score)
  })
})

describe('bestMatches', () => {
  it('puts what begins with the words before what contains them, in either language', () => {
    const entries = [
      ['Sales orders', '销售订单'],
      ['Orders', '订单'],
    ]
    expect(bestMatches(entries, 'ord', (words) => words)).toEqual([
      ['Orders', '订单'],
      ['Sales orders', '销售订单'],
    ])
    expect(bestMatches(entries, '销售', (words) => words)).toEqual([['Sales orders', '销售订单']])
  })
})
