import { describe, expect, it } from 'vitest'
import { median, medianRatio, rounded } from './statistics.ts'

describe('median', () => {
  it('is the number in the middle, in whatever order they come', () => {
    expect(median([9, 1, 5])).toBe(5)
  })

  it('is the mean of the two in the middle of an even number', () => {
    expect(median([8, 2, 4, 100])).toBe(6)
  })

  it('is no number of nothing', () => {
    expect(median([])).toBeNaN()
  })

  it('leaves its input as it is', () => {
    const values = [3, 1, 2]
    median(values)
    expect(values).toEqual([3, 1, 2])
  })
})

it('compares each round with the one beside it, so that a slow spell of the machine does not count', () => {
  const pairs = [
    { ours: 50, floor: 100 },
    { ours: 5, floor: 10 },
    { ours: 400, floor: 500 },
  ]
  expect(medianRatio(pairs)).toBe(0.5)
})

it('keeps three digits', () => {
  expect([12345.6, 0.123456, 9.8765].map(rounded)).toEqual([12346, 0.123, 9.88])
})
