import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readByFormat } from './date-format.ts'
import { guessDateFormats } from './guess-date-format.ts'

describe('guessDateFormats', () => {
  it.each<[string[], string]>([
    [['2026-12-04', '2026-01-31'], 'YYYY-MM-DD'],
    [['2026/12/4', '2026/1/31'], 'YYYY/M/D'],
    [['2026年12月4日'], 'YYYY年M月D日'],
    [['20261204'], 'YYYYMMDD'],
    [['31/12/2026', '01/02/2026'], 'DD/MM/YYYY'],
    [['12/31/2026', '01/02/2026'], 'MM/DD/YYYY'],
    [['31.12.2026'], 'DD.MM.YYYY'],
    [['20-10-16', '01-03-17', '25-10-16'], 'DD-MM-YY'],
    [['20-10-16', '31-03-17', '07-01-18', '11-03-17'], 'DD-MM-YY'],
    [['16-10-20', '17-03-31', '16-12-25'], 'YY-MM-DD'],
    [['12-31-16'], 'MM-DD-YY'],
    [['4 Dec 2026', '31 Jan 2026'], 'D MMM YYYY'],
    [['Dec 4, 2026'], 'MMM D, YYYY'],
    [['4-Dec-26'], 'D-MMM-YY'],
    [['2026-12-04 08:30', '2026-12-04 23:59'], 'YYYY-MM-DD HH:mm'],
    [['2026-12-04 08:30:15'], 'YYYY-MM-DD HH:mm:ss'],
    [['2026-12-04T08:30:15'], 'YYYY-MM-DDTHH:mm:ss'],
    [['12/31/2026 08:30 PM'], 'MM/DD/YYYY hh:mm A'],
    [['2026年12月4日 下午2:30'], 'YYYY年M月D日 Ah:mm'],
    [['', ' ', '2026-12-04'], 'YYYY-MM-DD'],
  ])('sees in %j first of all %s', (samples, expected) => {
    expect(guessDateFormats(samples)[0]).toBe(expected)
  })

  it('offers every reading of what can be read in two ways', () => {
    expect(guessDateFormats(['01/02/2026', '03/04/2026'])).toEqual(['MM/DD/YYYY', 'DD/MM/YYYY'])
  })

  it.each<[string[]]>([[[]], [['']], [['soon']], [['2026-12-04', '04/12/2026']], [['2026-13-45']], [['12']], [['1,234.50']], [['a'.repeat(10_000)]]])(
    'finds none for %j',
    (samples) => {
      expect(guessDateFormats(samples)).toEqual([])
    },
  )

  it('only offers formats by which all samples can be read', () => {
    const dates = fc.array(fc.date({ min: new Date('1970-01-01'), max: new Date('2069-12-31'), noInvalidDate: true }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(dates, fc.constantFrom('YYYY-MM-DD', 'DD-MM-YY', 'MM/DD/YYYY', 'D.M.YYYY'), (days, written) => {
        const samples = days.map((day) => write(day, written))
        const formats = guessDateFormats(samples)
        expect(formats.length).toBeGreaterThan(0)
        for (const format of formats) expect(samples.every((sample) => readByFormat(sample, format) !== null)).toBe(true)
      }),
    )
  })

  it('reads three years of sales as people meant them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 40, maxLength: 200 }), (offsets) => {
        const samples = offsets.map((days) => write(new Date(Date.UTC(2016, 9, 20 + days)), 'DD-MM-YY'))
        const manyDays = new Set(samples.map((sample) => sample.slice(0, 2))).size > 5
        if (manyDays) expect(guessDateFormats(samples)[0]).toBe('DD-MM-YY')
      }),
    )
  })
})

function write(date: Date, format: string): string {
  const [year = '', month = '', day = ''] = date.toISOString().slice(0, 10).split('-')
  return format
    .replace('YYYY', year)
    .replace('YY', year.slice(2))
    .replace('MM', month)
    .replace('DD', day)
    .replace('M', String(Number(month)))
    .replace('D', String(Number(day)))
}
