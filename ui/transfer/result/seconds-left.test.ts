import { expect, it } from 'vitest'
import { secondsLeft } from './seconds-left.ts'

it.each([
  [{ done: 500, milliseconds: 2000, remaining: 1000 }, 4],
  [{ done: 500, milliseconds: 1000, remaining: 1000 }, null],
  [{ done: 0, milliseconds: 9000, remaining: 1000 }, null],
  [{ done: 500, milliseconds: 2000, remaining: 0 }, null],
  [{ done: 1000, milliseconds: 2000, remaining: 10 }, 1],
])('tells of %j: %s seconds are left', (seen, left) => {
  expect(secondsLeft(seen)).toBe(left)
})
