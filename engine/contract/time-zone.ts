import { type CalendarDate, utcMilliseconds } from './calendar-days.ts'

/** A date and a time of day, as a clock on the wall shows them. */
export interface WallTime extends CalendarDate {
  hour: number
  minute: number
  second: number
  millisecond: number
}

/** What clocks in the time zone (an IANA name) show at an instant. */
export function wallTime(instant: Date, timeZone: string): WallTime {
  const shown = new Date(instant.getTime() + offsetAt(instant.getTime(), timeZone))
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    second: shown.getUTCSeconds(),
    millisecond: shown.getUTCMilliseconds(),
  }
}

/**
 * The instant at which clocks in the time zone show a time. What they show twice is the first time; what they skip
 * lies as far behind the gap as it stood in it, so that midnight in a gap is the moment in which the day begins.
 */
export function instantOf(wall: WallTime, timeZone: string): Date {
  const shown = utcMilliseconds(wall.year, wall.month, wall.day) + ((wall.hour * 60 + wall.minute) * 60 + wall.second) * 1000 + wall.millisecond
  const before = offsetAt(shown - DAY, timeZone)
  const after = offsetAt(shown + DAY, timeZone)
  const candidates = [shown - Math.max(before, after), shown - Math.min(before, after)]
  const exact = candidates.find((instant) => instant + offsetAt(instant, timeZone) === shown)
  return new Date(exact ?? shown - before)
}

/** The instant in which a day begins. */
export function startOfDay(date: CalendarDate, timeZone: string): Date {
  return instantOf({ ...date, hour: 0, minute: 0, second: 0, millisecond: 0 }, timeZone)
}

/** Whether the runtime knows the time zone. */
export function isTimeZone(name: string): boolean {
  try {
    return Boolean(clock(name))
  } catch {
    return false
  }
}

const DAY = 86_400_000
/** Before the year 1 the years count backwards; no zone had a clock of its own then. */
const YEAR_TWO = utcMilliseconds(2, 1, 1)
const clocks = new Map<string, Intl.DateTimeFormat>()

/** Milliseconds that clocks in the zone are ahead of UTC. */
function offsetAt(instant: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0
  const asked = Math.floor(Math.max(instant, YEAR_TWO) / 1000) * 1000
  const parts: Record<string, number> = {}
  for (const { type, value } of clock(timeZone).formatToParts(asked)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  const shown = utcMilliseconds(year, month, day) + ((hour * 60 + minute) * 60 + second) * 1000
  return shown - asked
}

/** Making a format is slow, asking one is not. There are about 600 zones; old spellings may add some. */
function clock(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  clocks.set(timeZone, made)
  return made
}
