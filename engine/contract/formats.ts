import { readDate, toDayNumber } from './calendar-days.ts'
import type { CurrencyModel } from './model.ts'
import type { Locale } from './label.ts'
import { wallTime } from './time-zone.ts'

/** How values look to people, in either language; the same on the server (exports, mail) and in the browser. */

/** What users choose for themselves; what is absent follows the language. */
export interface FormatChoices {
  dateFormat?: 'YYYY-MM-DD' | 'DD-MM-YYYY' | 'MM-DD-YYYY' | null
  hourFormat?: '24' | '12' | null
  digitGrouping?: 'thousands' | 'none' | 'last_thousand' | 'indian' | null
  decimalSeparator?: Separator | null
  groupingSeparator?: Separator | null
  symbolPlacement?: 'before' | 'after' | null
  weekStart?: 'monday' | 'sunday' | 'saturday' | null
}
type Separator = 'point' | 'comma' | 'apostrophe' | 'space' | 'dollar'

/** A language, or a language with what its reader chose. */
export type FormatStyle = Locale | (FormatChoices & { locale: Locale })

/** The day on which weeks begin, 0 Sunday to 6 Saturday: Monday in either language, or as it was chosen. */
export function weekStartOf(choices: FormatChoices | undefined): number {
  return WEEK_STARTS[choices?.weekStart ?? 'monday']
}

/** `2026-12-11` -> `11 Dec 2026`, `2026年12月11日`, or as it was chosen. What is no date is shown as it is. */
export function formatDate(value: string, style: FormatStyle): string {
  const instant = new Date(`${value}T00:00:00Z`)
  return Number.isNaN(instant.getTime()) ? value : dateText(instant, style, 'UTC')
}

/** An instant in RFC 3339 -> `11 Dec 2026, 14:30`, `2026年12月11日 14:30` in the time zone (an IANA name). */
export function formatDateTime(value: string, style: FormatStyle, timeZone: string): string {
  const instant = new Date(value)
  if (Number.isNaN(instant.getTime())) return value
  const { locale, hourFormat, dateFormat: chosen } = choicesOf(style)
  const time = dateFormat(locale, timeZone, hourFormat === '12' ? TIME_12 : TIME).format(instant)
  return `${dateText(instant, style, timeZone)}${locale === 'en' && !chosen ? ',' : ''} ${time}`
}

/** `14:30:00` -> `14:30`, `2:30 pm`; seconds only where there are any. */
export function formatTime(value: string, style: FormatStyle = 'en'): string {
  const { locale, hourFormat } = choicesOf(style)
  const instant = new Date(`1970-01-01T${value}Z`)
  if (hourFormat === '12' && !Number.isNaN(instant.getTime())) return dateFormat(locale, 'UTC', TIME_12).format(instant)
  return value.replace(/^(\d\d:\d\d):00$/, '$1')
}

/** A decimal string with grouped digits: `1234.5` -> `1,234.5`. `scale`: at least so many digits after the point. Never rounded. */
export function formatNumber(value: string, style: FormatStyle, scale = 0): string {
  const choices = choicesOf(style)
  const written = decimalFormat(choices.digitGrouping === 'indian' ? 'en-IN' : choices.locale, scale).format(value as Intl.StringNumericLiteral)
  return regrouped(written, choices)
}

/** `¥ 963,000.00`. A currency that is not known may be given as its code and two digits. */
export function formatMoney(amount: string, style: FormatStyle, currency: Pick<CurrencyModel, 'symbol' | 'decimals'>): string {
  const sign = amount.startsWith('-') ? '-' : ''
  const number = formatNumber(amount.slice(sign.length), style, currency.decimals)
  return choicesOf(style).symbolPlacement === 'after' ? `${sign}${number}\u00a0${currency.symbol}` : `${sign}${currency.symbol}\u00a0${number}`
}

/** Seconds -> `1 h 30 min`, `1 小时 30 分钟`; zero parts are left out, hours are grouped as numbers are. */
export function formatDuration(seconds: number, style: FormatStyle): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const words = DURATION_UNITS[choicesOf(style).locale]
  const shown = parts.flatMap((count, index) => (count > 0 ? [`${formatNumber(String(count), style)} ${words[index]}`] : []))
  return shown.length > 0 ? shown.join(' ') : `0 ${words[1]}`
}

/** Bytes -> `1.4 MB`, in steps of 1,024. */
export function formatFileSize(bytes: number, locale: Locale): string {
  const step = Math.min(FILE_UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(bytes, 1)) / 10)))
  const size = bytes / 1024 ** step
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: step === 0 || size >= 100 ? 0 : 1 }).format(size)} ${FILE_UNITS[step]}`
}

/** An instant in RFC 3339, seen from `now`: `2 hours ago`, `3 天后`, in the greatest unit that fits. */
export function formatRelativeTime(value: string, now: Date, locale: Locale): string {
  const seconds = Math.round((new Date(value).getTime() - now.getTime()) / 1000)
  if (Number.isNaN(seconds)) return value
  const [unit, length] = RELATIVE_UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1]
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(seconds / length), unit)
}

/** A date, or an instant's day in the time zone, seen from today while it is near: `in 18 days`, `昨天`; null when it is far off, or no date. */
export function formatNearDay(value: string, { now, timeZone }: { now: Date; timeZone: string }, locale: Locale): string | null {
  const date = value.length === 10 ? readDate(value) : Number.isNaN(Date.parse(value)) ? null : wallTime(new Date(value), timeZone)
  if (!date) return null
  const days = toDayNumber(date) - toDayNumber(wallTime(now, timeZone))
  return Math.abs(days) > NEAR_DAYS ? null : new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')
}

function choicesOf(style: FormatStyle): FormatChoices & { locale: Locale } {
  return typeof style === 'string' ? { locale: style } : style
}

function dateText(instant: Date, style: FormatStyle, timeZone: string): string {
  const { locale, dateFormat: chosen } = choicesOf(style)
  if (!chosen) return dateFormat(locale, timeZone, DATE).format(instant)
  const parts = dateFormat('en', timeZone, NUMERIC).formatToParts(instant)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  return chosen.replace('YYYY', part('year').padStart(4, '0')).replace('MM', part('month')).replace('DD', part('day'))
}

const SEPARATORS: Record<Separator, string> = { point: '.', comma: ',', apostrophe: '’', space: '\u00a0', dollar: '$' }

/** Both languages write `1,234.5`: that form is taken apart and put together as it was chosen. */
function regrouped(written: string, { digitGrouping, decimalSeparator, groupingSeparator }: FormatChoices): string {
  if (!digitGrouping && !decimalSeparator && !groupingSeparator) return written
  const [whole = '', fraction] = written.split('.')
  const groups = whole.split(',')
  const joined = digitGrouping === 'none' ? [groups.join('')] : digitGrouping === 'last_thousand' ? [groups.slice(0, -1).join(''), groups.at(-1)] : groups
  const grouped = joined.filter((group) => group !== '').join(SEPARATORS[groupingSeparator ?? 'comma'])
  return fraction === undefined ? grouped : grouped + SEPARATORS[decimalSeparator ?? 'point'] + fraction
}

const WEEK_STARTS = { sunday: 0, monday: 1, saturday: 6 } as const

/** Beyond that the date itself says more. */
const NEAR_DAYS = 45
const DATE: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'short', day: 'numeric' }
const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
const TIME_12: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit', hourCycle: 'h12' }
const NUMERIC: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' }
const DURATION_UNITS = { en: ['h', 'min', 's'], 'zh-CN': ['小时', '分钟', '秒'] }
const FILE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB']
const RELATIVE_UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_556_952],
  ['month', 2_629_746],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

const KINDS = [DATE, TIME, TIME_12, NUMERIC]

/** Making a format costs a hundred times what using it does: lists show thousands. */
const formats = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>()

function dateFormat(locale: Locale, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${KINDS.indexOf(options)}`
  const known = formats.get(key)
  if (known) return known as Intl.DateTimeFormat
  const made = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { ...options, timeZone })
  formats.set(key, made)
  return made
}

function decimalFormat(locale: Locale | 'en-IN', scale: number): Intl.NumberFormat {
  const key = `${locale} ${scale}`
  const known = formats.get(key)
  if (known) return known as Intl.NumberFormat
  const made = new Intl.NumberFormat(locale, { minimumFractionDigits: scale, maximumFractionDigits: 20 })
  formats.set(key, made)
  return made
}
