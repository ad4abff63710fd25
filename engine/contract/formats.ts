import type { CurrencyModel } from './model.ts'
import type { Locale } from './label.ts'

/** How values look to people, in either language; the same on the server (exports, mail) and in the browser. */

/** `2026-12-11` -> `11 Dec 2026`, `2026年12月11日`. What is no date is shown as it is. */
export function formatDate(value: string, locale: Locale): string {
  const instant = new Date(`${value}T00:00:00Z`)
  return Number.isNaN(instant.getTime()) ? value : dateFormat(locale, 'UTC', DATE).format(instant)
}

/** An instant in RFC 3339 -> `11 Dec 2026, 14:30`, `2026年12月11日 14:30` in the time zone (an IANA name). */
export function formatDateTime(value: string, locale: Locale, timeZone: string): string {
  const instant = new Date(value)
  if (Number.isNaN(instant.getTime())) return value
  const date = dateFormat(locale, timeZone, DATE).format(instant)
  const time = dateFormat(locale, timeZone, TIME).format(instant)
  return locale === 'en' ? `${date}, ${time}` : `${date} ${time}`
}

/** `14:30:00` -> `14:30`; seconds only where there are any. */
export function formatTime(value: string): string {
  return value.replace(/^(\d\d:\d\d):00$/, '$1')
}

/** A decimal string with grouped digits: `1234.5` -> `1,234.5`. `scale`: at least so many digits after the point. Never rounded. */
export function formatNumber(value: string, locale: Locale, scale = 0): string {
  return decimalFormat(locale, scale).format(value as Intl.StringNumericLiteral)
}

/** `¥ 963,000.00`. A currency that is not known may be given as its code and two digits. */
export function formatMoney(amount: string, locale: Locale, currency: Pick<CurrencyModel, 'symbol' | 'decimals'>): string {
  const negative = amount.startsWith('-')
  const number = formatNumber(negative ? amount.slice(1) : amount, locale, currency.decimals)
  return `${negative ? '-' : ''}${currency.symbol}\u00a0${number}`
}

/** Seconds -> `1 h 30 min`, `1 小时 30 分钟`; zero parts are left out. */
export function formatDuration(seconds: number, locale: Locale): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const words = DURATION_UNITS[locale]
  const shown = parts.flatMap((count, index) => (count > 0 ? [`${formatNumber(String(count), locale)} ${words[index]}`] : []))
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

const DATE: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'short', day: 'numeric' }
const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
const DURATION_UNITS = { en: ['h', 'min', 's'], 'zh-CN': ['小时', '分钟', '秒'] }
const FILE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB']
const RELATIVE_UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_556_952],
  ['month', 2_629_746],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** Making a format costs a hundred times what using it does: lists show thousands. */
const formats = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>()

function dateFormat(locale: Locale, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${options === DATE ? 'date' : 'time'}`
  const known = formats.get(key)
  if (known) return known as Intl.DateTimeFormat
  const made = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { ...options, timeZone })
  formats.set(key, made)
  return made
}

function decimalFormat(locale: Locale, scale: number): Intl.NumberFormat {
  const key = `${locale} ${scale}`
  const known = formats.get(key)
  if (known) return known as Intl.NumberFormat
  const made = new Intl.NumberFormat(locale, { minimumFractionDigits: scale, maximumFractionDigits: 20 })
  formats.set(key, made)
  return made
}
