import { expect, it } from 'vitest'
import { readNumber } from './read-number.ts'

it.each([
  ['1,234.50', '1234.50'],
  ['１２３', '123'],
  ['.5', '0.5'],
  ['-.5', '-0.5'],
  ['7.', '7'],
  ['', ''],
  ['12 000', '12000'],
])('reads %j as %j', (typed, number) => expect(readNumber(typed)).toBe(number))

it('leaves what is no number to the server', () => expect(readNumber('a dozen')).toBe('a dozen'))
