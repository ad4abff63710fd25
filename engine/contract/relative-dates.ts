import { type CalendarDate, fromDayNumber, startOfMonth, toDayNumber, weekday, writeDate } from './calendar-days.ts'
import type { Locale } from './label.ts'
import { startOfDay, wallTime } from './time-zone.ts'

/**
 * Named ranges of days that move with the calendar (`this_month`, `next_7_days`), for filters and conditions.
 * The list is closed: the names of RELATIVE_RANGES, and (last|next)_N_(days|weeks|months) with N from 1 to 999.
 */
export const RELATIVE_RANGES = [
  'today',
  'yesterday',
  'tomorrow',
  'this_week',
  'last_week',
  'next_week',
  'this_month',
  'last_month',
  'next_month',
  'this_quarter',
  'last_quarter',
  'next_quarter',
  'this_year',
  'last_year',
  'next_year',
  'this_fiscal_quarter',
  'last_fiscal_quarter',
  'next_fiscal_quarter',
  'this_fiscal_year',
  'last_fiscal_year',
  'next_fiscal_year',
  'past',
  'future',
] as const
export type NamedRange = (typeof RELATIVE_RANGES)[number]

export interface RangeSettings {
  now: Date
  /** IANA name of the time zone in which days begin and end. */
  timeZone: string
  /** 0 Sunday to 6 Saturday; 1 if absent. */
  weekStart?: number
  /** The month, 1 to 12, in which the fiscal year begins; 1 if absent. */
  fiscalYearStart?: number
}

/** From the first to before the second; null is open. */
export interface HalfOpenRange {
  from: string | null
  to: string | null
}

/**
 * The days `YYYY-MM-DD` of a named range; null for a name that is not one. Days count today: `last_7_days` ends with it,
 * `next_7_days` begins with it. Weeks and months are whole and count without the present one. `past` ends before today, `future` begins tomorrow.
 */
export function resolveRelativeRange(name: string, settings: RangeSettings): HalfOpenRange | null {
  const days = dayRange(name, settings)
  return days && { from: days.from && writeDate(days.from), to: days.to && writeDate(days.to) }
}

/**
 * The instants, RFC 3339 in UTC, of a named range, for fields that hold date and time: each day begins when it does in the time zone.
 * Here `past` ends and `future` begins now.
 */
export function resolveInstantRange(name: string, settings: RangeSettings): HalfOpenRange | null {
  if (name === 'past') return { from: null, to: settings.now.toISOString() }
  if (name === 'future') return { from: settings.now.toISOString(), to: null }
  const days = dayRange(name, settings)
  const instant = (day: CalendarDate | null) => day && startOfDay(day, settings.timeZone).toISOString()
  return days && { from: instant(days.from), to: instant(days.to) }
}

/** Whether the text names a range. */
export function isRelativeRange(name: string): boolean {
  return NAMES.has(name) || COUNTED.test(name)
}

/** What people read for a range; the name itself where it is none. */
export function relativeRangeLabel(name: string, locale: Locale): string {
  const [, side = '', count = '', unit = ''] = COUNTED.exec(name) ?? []
  if (unit !== '') return countedLabel({ side, count, unit }, locale)
  return NAMES.has(name) ? LABELS[name as NamedRange][locale === 'en' ? 0 : 1] : name
}

interface DayRange {
  from: CalendarDate | null
  to: CalendarDate | null
}

const NAMES: ReadonlySet<string> = new Set(RELATIVE_RANGES)
const COUNTED = /^(last|next)_([1-9]\d{0,2})_(days|weeks|months)$/
const SINGLE_DAYS: Record<string, number | undefined> = { yesterday: -1, today: 0, tomorrow: 1 }
const SHIFTS: Record<string, number | undefined> = { last: -1, this: 0, next: 1 }

function dayRange(name: string, settings: RangeSettings): DayRange | null {
  if (!isRelativeRange(name)) return null
  const { year, month, day } = wallTime(settings.now, settings.timeZone)
  const today = { year, month, day }
  if (name === 'past') return { from: null, to: today }
  if (name === 'future') return { from: daysFrom(today, 1, 0).from, to: null }
  const single = SINGLE_DAYS[name]
  if (single !== undefined) return daysFrom(today, single, 1)

  return spanOf(today, partsOf(name), settings)
}

interface SpanName {
  side: string
  count: string
  unit: string
}

/** `last_7_days` -> last, 7, days; `this_quarter` -> this, '', quarter. */
function partsOf(name: string): SpanName {
  const [, side = '', count = '', unit = ''] = COUNTED.exec(name) ?? /^(last|this|next)_()(.+)$/.exec(name) ?? []
  return { side, count, unit }
}

function spanOf(today: CalendarDate, { side, count, unit }: SpanName, settings: RangeSettings): DayRange {
  if (unit === 'days') return daysFrom(today, side === 'last' ? 1 - Number(count) : 0, Number(count))
  if (count === '') return periods(today, { unit, first: SHIFTS[side] ?? 0, count: 1 }, settings)
  return periods(today, { unit: unit.slice(0, -1), first: side === 'last' ? -Number(count) : 1, count: Number(count) }, settings)
}

function daysFrom(today: CalendarDate, first: number, count: number): DayRange {
  const start = toDayNumber(today) + first
  return { from: fromDayNumber(start), to: fromDayNumber(start + count) }
}

/** `count` whole weeks, months, quarters or years, the first of them `first` after the present one. */
function periods(today: CalendarDate, { unit, first, count }: { unit: string; first: number; count: number }, settings: RangeSettings): DayRange {
  if (unit === 'week') {
    const sinceWeekStart = (weekday(toDayNumber(today)) - (settings.weekStart ?? 1) + 7) % 7
    return daysFrom(today, first * 7 - sinceWeekStart, count * 7)
  }
  const length = MONTHS[unit] ?? 1
  const yearStart = unit.startsWith('fiscal') ? (settings.fiscalYearStart ?? 1) : 1
  const sinceStart = (today.month - yearStart + 12) % length
  const from = startOfMonth(today, first * length - sinceStart)
  return { from, to: startOfMonth(from, count * length) }
}

const MONTHS: Record<string, number> = { month: 1, quarter: 3, fiscal_quarter: 3, year: 12, fiscal_year: 12 }

const LABELS: Record<NamedRange, [en: string, zh: string]> = {
  today: ['Today', '今天'],
  yesterday: ['Yesterday', '昨天'],
  tomorrow: ['Tomorrow', '明天'],
  this_week: ['This week', '本周'],
  last_week: ['Last week', '上周'],
  next_week: ['Next week', '下周'],
  this_month: ['This month', '本月'],
  last_month: ['Last month', '上月'],
  next_month: ['Next month', '下月'],
  this_quarter: ['This quarter', '本季度'],
  last_quarter: ['Last quarter', '上季度'],
  next_quarter: ['Next quarter', '下季度'],
  this_year: ['This year', '今年'],
  last_year: ['Last year', '去年'],
  next_year: ['Next year', '明年'],
  this_fiscal_quarter: ['This fiscal quarter', '本财季'],
  last_fiscal_quarter: ['Last fiscal quarter', '上财季'],
  next_fiscal_quarter: ['Next fiscal quarter', '下财季'],
  this_fiscal_year: ['This fiscal year', '本财年'],
  last_fiscal_year: ['Last fiscal year', '上财年'],
  next_fiscal_year: ['Next fiscal year', '下财年'],
  past: ['In the past', '已过去'],
  future: ['In the future', '尚未到来'],
}

const UNIT_WORDS: Record<string, { en: [one: string, many: string]; zh: string }> = {
  days: { en: ['day', 'days'], zh: '天' },
  weeks: { en: ['week', 'weeks'], zh: '周' },
  months: { en: ['month', 'months'], zh: '个月' },
}

function countedLabel({ side, count, unit }: { side: string; count: string; unit: string }, locale: Locale): string {
  const words = UNIT_WORDS[unit]
  if (!words) return ''
  if (locale === 'en') return `${side === 'last' ? 'Last' : 'Next'} ${count} ${words.en[count === '1' ? 0 : 1]}`
  return `${side === 'last' ? '过去' : '未来'} ${count} ${words.zh}`
}
