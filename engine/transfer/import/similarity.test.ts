import { describe, expect, it } from 'vitest'
import { nearest, normaliseName, similarity } from './similarity.ts'

describe('similarity', () => {
  it.each([
    ['GTXPro', 'GTX Pro', 1],
    ['ＧＴＸ　Pro', 'gtx pro', 1],
    ['Café', 'cafe', 1],
    ['technolgy', 'Technology', 0.9],
    ['', 'x', 0],
    ['北京', '上海', 0],
  ])('of %j and %j is %d', (left, right, score) => {
    expect(similarity(left, right)).toBeCloseTo(score, 5)
  })

  it('compares without case, width, accents, space and punctuation', () => {
    expect(normaliseName(' Ａcmé-Corp. (中国) ')).toBe('acmecorp中国')
  })

  it('puts the nearest first and leaves out what is far', () => {
    const sectors = ['Technology', 'Biotechnology', 'Retail']
    expect(nearest('technolgy', sectors, { textsOf: (sector) => [sector] }).map(({ candidate }) => candidate)).toEqual(['Technology', 'Biotechnology'])
    expect(nearest('xyz', sectors, { textsOf: (sector) => [sector] })).toEqual([])
    expect(nearest('technolgy', sectors, { textsOf: (sector) => [sector], most: 1 })).toHaveLength(1)
  })
})
