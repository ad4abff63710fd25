import { useI18n } from 'vue-i18n'
import {
  formatDate,
  formatDateTime,
  formatDuration,
  formatMoney,
  formatNearDay,
  formatNumber,
  formatRelativeTime,
  formatTime,
  type FormatStyle,
} from '../../engine/contract/formats.ts'
import { divideDecimals } from '../../engine/contract/decimal.ts'
import type { MoneyValue } from '../../engine/contract/api.ts'
import type { Locale } from '../../engine/contract/label.ts'
import { useMetadata } from './metadata.ts'
import { useSession } from './session.ts'

export interface Formats {
  date(value: string): string
  dateTime(value: string): string
  /** `HH:MM:SS`. */
  time(value: string): string
  relative(value: string): string
  /** Seconds. */
  duration(value: number): string
  /** `in 18 days`; null for a day that is far off. */
  nearDay(value: string): string | null
  number(value: string | number, scale?: number): string
  /** A bare decimal string is in the base currency. */
  money(value: MoneyValue | string): string
  /** A sum in the base currency, in the user's own at today's rate. `decimals`: as many as the currency has, if absent. */
  sum(amount: string, decimals?: number): string
}

/** Formats in the language and time zone of the user; they change with it. */
export function useFormats(): Formats {
  const { locale } = useI18n({ useScope: 'global' })
  const metadata = useMetadata()
  const session = useSession()
  const language = (): Locale => locale.value as Locale
  const now = (): FormatStyle => ({ ...session.me?.formats, locale: language() })
  const currencyOf = (code: string) => metadata.findCurrency(code) ?? { symbol: code, decimals: 2 }
  return {
    date: (value) => formatDate(value, now()),
    dateTime: (value) => formatDateTime(value, now(), session.me?.timeZone ?? 'UTC'),
    time: (value) => formatTime(value, now()),
    duration: (value) => formatDuration(value, now()),
    relative: (value) => formatRelativeTime(value, new Date(), language()),
    nearDay: (value) => formatNearDay(value, { now: new Date(), timeZone: session.me?.timeZone ?? 'UTC' }, language()),
    number: (value, scale) => formatNumber(String(value), now(), scale),
    money(value) {
      const { amount, currency } = typeof value === 'string' ? { amount: value, currency: metadata.baseCurrency?.key ?? '' } : value
      return formatMoney(amount, now(), currencyOf(currency))
    },
    sum(amount, decimals) {
      const own = metadata.findCurrency(session.me?.currency ?? '') ?? metadata.baseCurrency
      if (!own) return formatNumber(amount, now())
      const shown = { ...own, decimals: decimals ?? own.decimals }
      return formatMoney(divideDecimals(amount, own.rate, shown.decimals), now(), shown)
    },
  }
}
