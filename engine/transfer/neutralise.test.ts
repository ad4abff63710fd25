import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { neutralise, restoreNeutralised } from './neutralise.ts'

describe('neutralise', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+49 30 1234', "'+49 30 1234"],
    ['@cmd', "'@cmd"],
    ['-2+3', "'-2+3"],
    [' \t=HYPERLINK("x")', '\' \t=HYPERLINK("x")'],
    ['\u200b=1', "'\u200b=1"],
    ['＝1+1', "'＝1+1"],
    ['-12.5', '-12.5'],
    ['+12', '+12'],
    ['a=b', 'a=b'],
    ['', ''],
  ])('makes of %j: %j', (text, safe) => {
    expect(neutralise(text)).toBe(safe)
  })

  it('is taken back exactly, and leaves apostrophes of the text alone', () => {
    expect(restoreNeutralised("'+49 30")).toBe('+49 30')
    expect(restoreNeutralised("'tis")).toBe("'tis")
    expect(restoreNeutralised("'12")).toBe("'12")
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        if (neutralise(text) !== text) expect(restoreNeutralised(neutralise(text))).toBe(text)
      }),
    )
  })

  it('leaves no text behind that a spreadsheet takes for a formula', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('=', '+', '-', '@', ' ', '\t', '\n', 'a', '1', '.', '\u0000', '\ufeff') }), (text) => {
        const safe = neutralise(text)
        expect(/^[\s\p{Cc}\p{Cf}]*[=+\-@]/u.test(safe) && !/^[+-]?\d+(\.\d+)?$/.test(safe)).toBe(false)
      }),
    )
  })
})
