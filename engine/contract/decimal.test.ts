import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDecimals,
  compareDecimals,
  decimalScale,
  divideDecimals,
  isDecimal,
  multiplyDecimals,
  normalizeDecimal,
  roundDecimal,
  subtractDecimals,
} from './decimal.ts'

const Exact = Decimal.clone({ precision: 200, rounding: Decimal.ROUND_HALF_UP })
const decimals = fc.tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.integer({ min: 0, max: 12 })).map(([negative, units, scale]) => {
  const digits = units.toString().padStart(scale + 1, '0')
  return (negative ? '-' : '') + (scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`)
})

describe('decimal strings', () => {
  it.each([
    ['-0', '0'],
    ['-0.000', '0'],
    ['007', '7'],
    ['1.50', '1.5'],
    ['0.10', '0.1'],
    ['-12.340', '-12.34'],
    ['100', '100'],
    ['123456789012345678901234567890.5', '123456789012345678901234567890.5'],
  ])('writes %s as %s', (text, expected) => {
    expect(normalizeDecimal(text)).toBe(expected)
  })

  it.each(['', '-', '.5', '5.', '+5', '1e3', 'NaN', 'Infinity', '1,5', ' 1', '0x10', '１', '1.2.3'])('takes %j for no decimal', (text) => {
    expect(isDecimal(text)).toBe(false)
    expect(() => normalizeDecimal(text)).toThrow(RangeError)
  })

  it.each([
    ['2.5', 0, '3'],
    ['-2.5', 0, '-3'],
    ['1.005', 2, '1.01'],
    ['-0.004', 2, '0'],
    ['1.1', 4, '1.1'],
    ['999.995', 2, '1000'],
  ])('rounds %s to %i digits as people do: %s', (text, scale, expected) => {
    expect(roundDecimal(text, scale)).toBe(expected)
  })

  it('counts digits after the point without zeros at the end', () => {
    expect([decimalScale('1.500'), decimalScale('10'), decimalScale('0.001')]).toEqual([1, 0, 3])
  })

  it('agrees with decimal.js', () => {
    fc.assert(
      fc.property(decimals, decimals, fc.integer({ min: 0, max: 12 }), (a, b, scale) => {
        const [left, right] = [new Exact(a), new Exact(b)]
        const written = (value: Decimal) => normalizeDecimal(value.toFixed())
        expect(addDecimals(a, b)).toBe(written(left.plus(right)))
        expect(subtractDecimals(a, b)).toBe(written(left.minus(right)))
        expect(multiplyDecimals(a, b)).toBe(written(left.times(right)))
        expect(Math.sign(compareDecimals(a, b))).toBe(left.comparedTo(right))
        expect(roundDecimal(a, scale)).toBe(written(left.toDecimalPlaces(scale)))
        if (!right.isZero()) expect(divideDecimals(a, b, scale)).toBe(written(left.dividedBy(right).toDecimalPlaces(scale)))
      }),
    )
  })
})
