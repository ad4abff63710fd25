import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDate, toDayNumber } from './calendar-days.ts'
import { isRelativeRange, RELATIVE_RANGES, relativeRangeLabel, resolveInstantRange, resolveRelativeRange } from './relative-dates.ts'

/** A Tuesday. */
const settings = { now: new Date('2026-11-24T02:00:00Z'), timeZone: 'Asia/Shanghai' }
const days = (name: string, more: object = {}) => {
  const range = resolveRelativeRange(name, { ...settings, ...more })
  return range && `${range.from ?? ''}..${range.to ?? ''}`
}

describe('named ranges of days', () => {
  it.each([
    ['today', '2026-11-24..2026-11-25'],
    ['yesterday', '2026-11-23..2026-11-24'],
    ['tomorrow', '2026-11-25..2026-11-26'],
    ['this_week', '2026-11-23..2026-11-30'],
    ['last_week', '2026-11-16..2026-11-23'],
    ['next_week', '2026-11-30..2026-12-07'],
    ['this_month', '2026-11-01..2026-12-01'],
    ['last_month', '2026-10-01..2026-11-01'],
    ['next_month', '2026-12-01..2027-01-01'],
    ['this_quarter', '2026-10-01..2027-01-01'],
    ['last_quarter', '2026-07-01..2026-10-01'],
    ['next_quarter', '2027-01-01..2027-04-01'],
    ['this_year', '2026-01-01..2027-01-01'],
    ['last_year', '2025-01-01..2026-01-01'],
    ['next_year', '2027-01-01..2028-01-01'],
    ['last_7_days', '2026-11-18..2026-11-25'],
    ['next_7_days', '2026-11-24..2026-12-01'],
    ['last_1_days', '2026-11-24..2026-11-25'],
    ['last_2_weeks', '2026-11-09..2026-11-23'],
    ['next_2_weeks', '2026-11-30..2026-12-14'],
    ['last_3_months', '2026-08-01..2026-11-01'],
    ['next_3_months', '2026-12-01..2027-03-01'],
    ['past', '..2026-11-24'],
    ['future', '2026-11-25..'],
  ])('%s is %s', (name, expected) => {
    expect(days(name)).toBe(expected)
  })

  it.each([
    ['this_fiscal_year', 4, '2026-04-01..2027-04-01'],
    ['last_fiscal_year', 4, '2025-04-01..2026-04-01'],
    ['next_fiscal_year', 12, '2026-12-01..2027-12-01'],
    ['this_fiscal_year', 11, '2026-11-01..2027-11-01'],
    ['this_fiscal_quarter', 2, '2026-11-01..2027-02-01'],
    ['last_fiscal_quarter', 2, '2026-08-01..2026-11-01'],
    ['this_fiscal_quarter', 3, '2026-09-01..2026-12-01'],
    ['this_fiscal_quarter', 1, '2026-10-01..2027-01-01'],
  ])('%s of a year that begins in month %i is %s', (name, fiscalYearStart, expected) => {
    expect(days(name, { fiscalYearStart })).toBe(expected)
  })

  it('begins weeks where the installation does', () => {
    expect(days('this_week', { weekStart: 0 })).toBe('2026-11-22..2026-11-29')
    expect(days('this_week', { weekStart: 2 })).toBe('2026-11-24..2026-12-01')
    expect(days('this_week', { weekStart: 6 })).toBe('2026-11-21..2026-11-28')
  })

  it('counts days on the clocks of the time zone', () => {
    const late = new Date('2026-11-24T23:30:00Z')
    expect(days('today', { now: late })).toBe('2026-11-25..2026-11-26')
    expect(days('today', { now: late, timeZone: 'America/Los_Angeles' })).toBe('2026-11-24..2026-11-25')
  })

  it('gives instants for fields that hold times, also over a change of the clocks', () => {
    const berlin = { now: new Date('2026-03-29T12:00:00Z'), timeZone: 'Europe/Berlin' }
    expect(resolveInstantRange('today', berlin)).toEqual({ from: '2026-03-28T23:00:00.000Z', to: '2026-03-29T22:00:00.000Z' })
    expect(resolveInstantRange('past', berlin)).toEqual({ from: null, to: '2026-03-29T12:00:00.000Z' })
    expect(resolveInstantRange('future', berlin)).toEqual({ from: '2026-03-29T12:00:00.000Z', to: null })
  })

  it.each([
    '',
    'now',
    'last_0_days',
    'last_1000_days',
    'last_-1_days',
    'this_7_days',
    'last_7_years',
    'this_decade',
    'constructor',
    'last_toString',
    'toString',
    '__proto__',
    'TODAY',
    'today; drop table',
    'last_fiscal_week',
  ])('knows no range %j', (name) => {
    expect(isRelativeRange(name)).toBe(false)
    expect(resolveRelativeRange(name, settings)).toBeNull()
    expect(resolveInstantRange(name, settings)).toBeNull()
    expect(relativeRangeLabel(name, 'en')).toBe(name)
  })

  it('puts last, this and next one behind the other, and today into this', () => {
    const units = fc.constantFrom('week', 'month', 'quarter', 'year', 'fiscal_quarter', 'fiscal_year')
    const moments = fc.date({ min: new Date('1975-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(units, moments, fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 12 }), (unit, now, weekStart, fiscalYearStart) => {
        const at = { now, timeZone: 'Asia/Shanghai', weekStart, fiscalYearStart }
        const [last, present, next] = ['last', 'this', 'next'].map((side) => resolveRelativeRange(`${side}_${unit}`, at))
        const today = resolveRelativeRange('today', at)
        expect(last?.to).toBe(present?.from)
        expect(present?.to).toBe(next?.from)
        expect(number(today?.from) >= number(present?.from) && number(today?.from) < number(present?.to)).toBe(true)
      }),
    )
  })

  it('has words in both languages', () => {
    for (const name of RELATIVE_RANGES) {
      expect(relativeRangeLabel(name, 'en')).toMatch(/^[A-Z][a-z ]+$/)
      expect(relativeRangeLabel(name, 'zh-CN')).toMatch(/^\p{Script=Han}+$/u)
    }
    expect(['last_1_days', 'next_30_days', 'last_3_months'].map((name) => relativeRangeLabel(name, 'en'))).toEqual([
      'Last 1 day',
      'Next 30 days',
      'Last 3 months',
    ])
    expect(['next_30_days', 'last_2_weeks', 'next_3_months'].map((name) => relativeRangeLabel(name, 'zh-CN'))).toEqual([
      '未来 30 天',
      '过去 2 周',
      '未来 3 个月',
    ])
  })
})

function number(date: string | null | undefined): number {
  const day = readDate(date ?? '')
  return day ? toDayNumber(day) : Number.NaN
}
