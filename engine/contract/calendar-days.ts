/**
 * Arithmetic on calendar days with plain integers: a day is the count of days since 1970-01-01, in the Gregorian calendar.
 * Dates are texts `YYYY-MM-DD`, years 0001 to 9999.
 */

export interface CalendarDate {
  year: number
  month: number
  day: number
}

/** The date of a text `YYYY-MM-DD`; null where there is no such day. */
export function readDate(text: string): CalendarDate | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return isCalendarDate({ year, month, day }) ? { year, month, day } : null
}

export function isCalendarDate({ year, month, day }: CalendarDate): boolean {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

export function writeDate({ year, month, day }: CalendarDate): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The number of the day. */
export function toDayNumber({ year, month, day }: CalendarDate): number {
  return Math.round(utcMilliseconds(year, month, day) / DAY)
}

export function fromDayNumber(dayNumber: number): CalendarDate {
  const instant = new Date(dayNumber * DAY)
  return { year: instant.getUTCFullYear(), month: instant.getUTCMonth() + 1, day: instant.getUTCDate() }
}

/** 0 Sunday to 6 Saturday. */
export function weekday(dayNumber: number): number {
  return (((dayNumber + 4) % 7) + 7) % 7
}

/** The first day of the month that lies `months` after the date's. */
export function startOfMonth({ year, month }: CalendarDate, months = 0): CalendarDate {
  const count = year * 12 + (month - 1) + months
  return { year: Math.floor(count / 12), month: (((count % 12) + 12) % 12) + 1, day: 1 }
}

/** Milliseconds since 1970 of the start of a day in UTC. Date.UTC alone takes the years 0 to 99 for 1900 to 1999. */
export function utcMilliseconds(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime()
}

const DAY = 86_400_000
