import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareDecimals, multiplyDecimals, roundDecimal } from '../../contract/decimal.ts'
import { parsed, parsedText, sampleContext, sampleField } from '../testing/sample-model.ts'
import { decimalField } from './decimal.ts'
import { integerField } from './integer.ts'
import { moneyField } from './money.ts'
import { percentField } from './percent.ts'
import { ratingField } from './rating.ts'

const context = sampleContext()

describe('decimal', () => {
  it.each<[unknown, unknown]>([
    ['1.50', '1.5'],
    [1.5, '1.5'],
    ['-0.00', '0'],
    ['+7', '7'],
    [1e-2, '0.01'],
    [1e19, '10000000000000000000'],
    ['99999999999999999999', '99999999999999999999'],
    ['1.005', 'SCALE'],
    [0.1 + 0.2, 'SCALE'],
    ['100000000000000000000', 'MAX_DIGITS'],
    ['123456789012345678901234567890', 'MAX_DIGITS'],
    [1e21, 'MAX_DIGITS'],
    ['1e5', 'TYPE'],
    ['1,000', 'TYPE'],
    ['NaN', 'TYPE'],
    [Number.NaN, 'TYPE'],
    [Number.NEGATIVE_INFINITY, 'TYPE'],
    ['９', 'TYPE'],
    [true, 'TYPE'],
    [[1], 'TYPE'],
    [{}, 'TYPE'],
  ])('makes of %j: %s', (raw, expected) => {
    expect(parsed(decimalField, raw)).toBe(expected)
  })

  it('keeps within its bounds, compared without rounding', () => {
    const bounds = { min: '0', max: '99999999999999999999', scale: 10 }
    expect(parsed(decimalField, '-0.0000000001', bounds)).toBe('MIN')
    expect(parsed(decimalField, '99999999999999999999.0000000001', bounds)).toBe('MAX')
    expect(parsed(decimalField, '99999999999999999999', bounds)).toBe('99999999999999999999')
  })

  it('says with the problem what is allowed', () => {
    const result = decimalField.parse('1.2345', sampleField('decimal', { scale: 3 }), context)
    expect(result).toEqual({ ok: false, problems: [{ field: 'it', code: 'SCALE', params: { scale: 3 } }] })
  })

  it('compares with more digits than it holds', () => {
    expect(decimalField.operand?.('1.23456789', sampleField('decimal'), context)).toEqual({ ok: true, value: '1.23456789' })
    expect(decimalField.operand?.('abc', sampleField('decimal'), context)).toEqual({
      ok: false,
      problem: { field: 'it', code: 'TYPE', params: { expected: 'decimal' } },
    })
  })

  it('is shown without groups where it only names something', () => {
    expect(integerField.text(1999, sampleField('integer', { grouping: false }), context)).toBe('1999')
    expect(integerField.text(1999, sampleField('integer'), context)).toBe('1,999')
  })

  it('is shown grouped, with its digits and its unit, and goes to a spreadsheet as a number where that keeps every digit', () => {
    const field = sampleField('decimal', { unit: { en: 'kg', 'zh-CN': '公斤' } })
    expect(decimalField.text('1234.5', field, context)).toBe('1,234.50 kg')
    expect(decimalField.text('1234.5', field, sampleContext('zh-CN'))).toBe('1,234.50 公斤')
    expect(decimalField.cell?.('1234.5', field, context)).toBe(1234.5)
    expect(decimalField.cell?.('12345678901234567.5', field, context)).toBe('12345678901234567.5')
  })

  it('reads numbers of files', () => {
    expect(parsedText(decimalField, '1,234.5')).toBe('1234.5')
    expect(parsedText(decimalField, '1.234,5', { format: { decimal: ',' } })).toBe('1234.5')
    expect(parsedText(decimalField, 'n/a')).toBe('TYPE')
    expect(parsedText(decimalField, '  ')).toBeNull()
  })
})

describe('integer', () => {
  it.each<[unknown, unknown]>([
    [5, 5],
    ['5', 5],
    ['-0', 0],
    [-0, 0],
    ['9007199254740991', 9_007_199_254_740_991],
    ['9007199254740992', 'MAX_DIGITS'],
    [2 ** 53, 'MAX_DIGITS'],
    ['99999999999999999', 'MAX_DIGITS'],
    [1e300, 'MAX_DIGITS'],
    [0.5, 'SCALE'],
    ['1.0', 1],
    ['x', 'TYPE'],
  ])('makes of %j: %s', (raw, expected) => {
    expect(parsed(integerField, raw)).toBe(expected)
  })

  it('never gives -0', () => {
    expect(Object.is(parsed(integerField, -0), 0)).toBe(true)
  })

  it('keeps within its bounds', () => {
    expect([parsed(integerField, 0, { min: '1' }), parsed(integerField, 11, { max: '10' }), parsed(integerField, 10, { max: '10' })]).toEqual([
      'MIN',
      'MAX',
      10,
    ])
  })
})

describe('percent and rating', () => {
  it('take ten per cent for 10', () => {
    expect([parsed(percentField, '10'), parsedText(percentField, '10%'), parsedText(percentField, '12.5 ％'), parsed(percentField, '10%')]).toEqual([
      '10',
      '10',
      '12.5',
      'TYPE',
    ])
    expect(percentField.text('12.5', sampleField('percent'), context)).toBe('12.5%')
  })

  it('count stars from one to the last step', () => {
    expect([0, 1, 7, 8].map((stars) => parsed(ratingField, stars, { steps: 7 }))).toEqual(['MIN', 1, 7, 'MAX'])
  })
})

describe('money', () => {
  it.each<[unknown, unknown]>([
    ['12.5', { amount: '12.5', currency: 'CNY', rate: '1' }],
    [1054, { amount: '1054', currency: 'CNY', rate: '1' }],
    [
      { amount: '1.50', currency: 'USD' },
      { amount: '1.5', currency: 'USD', rate: '7.1234' },
    ],
    [
      { amount: 2, currency: 'USD', rate: 7 },
      { amount: '2', currency: 'USD', rate: '7' },
    ],
    [
      { amount: '2', currency: 'CNY', rate: '5' },
      { amount: '2', currency: 'CNY', rate: '1' },
    ],
    [{ amount: null, currency: 'USD' }, null],
    [{ currency: 'USD' }, null],
    [{ amount: '2', currency: 'EUR' }, 'CURRENCY'],
    [{ amount: '2', currency: 'usd' }, 'CURRENCY'],
    [{ amount: '2', currency: 5 }, 'CURRENCY'],
    [
      { amount: '2', currency: 'JPY' },
      { amount: '2', currency: 'JPY', rate: '0.047' },
    ],
    [{ amount: '2.5', currency: 'JPY' }, 'SCALE'],
    ['12.345', 'SCALE'],
    ['12345678901234567', 'MAX_DIGITS'],
    [{ amount: '1', currency: 'USD', rate: '0.00000000001' }, 'SCALE'],
    [{ amount: '1', currency: 'USD', rate: 'x' }, 'TYPE'],
    [{ amount: '1', currency: 'USD', base: '1' }, 'TYPE'],
    [[1], 'TYPE'],
    [true, 'TYPE'],
    [JSON.parse('{"__proto__":{"amount":"5"}}'), 'TYPE'],
    [Object.create({ amount: '5' }), null],
  ])('makes of %j: %j', (raw, expected) => {
    expect(parsed(moneyField, raw)).toEqual(expected)
  })

  it('may be of one currency only', () => {
    expect(parsed(moneyField, '5', { currency: 'USD' })).toEqual({ amount: '5', currency: 'USD', rate: '7.1234' })
    expect(parsed(moneyField, { amount: '5', currency: 'CNY' }, { currency: 'USD' })).toBe('CURRENCY')
  })

  it('has bounds and digits of its own where the field says so', () => {
    expect(parsed(moneyField, '-1', { min: '0' })).toBe('MIN')
    expect(parsed(moneyField, '1.2345', { scale: 4 })).toMatchObject({ amount: '1.2345' })
    expect(parsed(moneyField, { amount: '1.5', currency: 'JPY' }, { scale: 2 })).toMatchObject({ amount: '1.5' })
  })

  it('writes the amount in the base currency, rounded to four digits, exactly', () => {
    const units = fc.bigInt({ min: 1n - 10n ** 18n, max: 10n ** 18n - 1n }).map(
      (count) =>
        `${count < 0n ? '-' : ''}${String(count < 0n ? -count : count)
          .padStart(3, '0')
          .replace(/(..)$/, '.$1')}`,
    )
    const rates = fc.bigInt({ min: 1n, max: 10n ** 20n - 1n }).map((count) =>
      String(count)
        .padStart(11, '0')
        .replace(/(.{10})$/, '.$1'),
    )
    fc.assert(
      fc.property(units, rates, (amount, rate) => {
        const result = moneyField.parse({ amount, currency: 'USD', rate }, sampleField('money'), context)
        if (!result.ok) throw new Error(JSON.stringify(result.problems))
        const [, currency, , base] = moneyField.toColumns(result.value, sampleField('money'))
        expect(currency).toBe('USD')
        expect(compareDecimals(String(base), roundDecimal(multiplyDecimals(amount, rate), 4))).toBe(0)
      }),
    )
  })

  it('is compared in the base currency', () => {
    const operand = (raw: unknown) => moneyField.operand?.(raw, sampleField('money', { min: '1000' }), context)
    expect(operand('99.5')).toEqual({ ok: true, value: '99.5' })
    expect(operand({ amount: '10', currency: 'USD' })).toEqual({ ok: true, value: '71.234' })
    expect(operand('ten')).toMatchObject({ ok: false, problem: { code: 'TYPE' } })
    expect(operand({ amount: '10', currency: 'EUR' })).toMatchObject({ ok: false, problem: { code: 'CURRENCY' } })
  })

  it.each<[string, unknown]>([
    ['1,054.50', { amount: '1054.5', currency: 'CNY', rate: '1' }],
    ['¥ 482,100.00', { amount: '482100', currency: 'CNY', rate: '1' }],
    ['￥5', { amount: '5', currency: 'CNY', rate: '1' }],
    ['1200元', { amount: '1200', currency: 'CNY', rate: '1' }],
    ['3.5万元', { amount: '35000', currency: 'CNY', rate: '1' }],
    ['$1,200', { amount: '1200', currency: 'USD', rate: '7.1234' }],
    ['12.50 USD', { amount: '12.5', currency: 'USD', rate: '7.1234' }],
    ['USD (5)', { amount: '-5', currency: 'USD', rate: '7.1234' }],
    ['JPY 500', { amount: '500', currency: 'JPY', rate: '0.047' }],
    ['KD 1,000.500', { amount: '1000.5', currency: 'KWD', rate: '23.2' }],
    ['人民币 5 元', { amount: '5', currency: 'CNY', rate: '1' }],
    ['€5', 'CURRENCY'],
    ['5 apples', 'CURRENCY'],
    ['EUR 5', 'CURRENCY'],
    ['much', 'TYPE'],
    ['', null],
  ])('reads %j of a file', (text, expected) => {
    expect(parsedText(moneyField, text)).toEqual(expected)
  })

  it('is shown with the symbol of its currency', () => {
    const text = (raw: unknown) => moneyField.text(parsed(moneyField, raw) as never, sampleField('money'), context)
    expect([text('963000'), text({ amount: '-5', currency: 'USD' }), text({ amount: '1234', currency: 'JPY' })]).toEqual([
      '¥\u00a0963,000.00',
      '-$\u00a05.00',
      '¥\u00a01,234',
    ])
    expect(moneyField.text({ amount: '5', currency: 'OLD' }, sampleField('money'), context)).toBe('OLD\u00a05.00')
  })
})
