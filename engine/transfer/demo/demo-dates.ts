import { fromDayNumber, readDate, toDayNumber, weekday, writeDate } from '../../contract/calendar-days.ts'
import { instantOf, wallTime } from '../../contract/time-zone.ts'
import type { GeneratorShapes } from './demo-plan.ts'
import { type DemoScope, textOf, valueAt } from './demo-world.ts'

/** `YYYY-MM-DD`, some days from today or from another date; null where that other date is not set. */
export function dateOf(scope: DemoScope, { date, after }: GeneratorShapes['date']): string | null {
  const base = after === undefined ? scope.world.today : dayAt(scope, after)
  return base === null ? null : writeDate(fromDayNumber(onWorkday(base + scope.random.between(date))))
}

/** RFC 3339 in UTC: a time of that day as it is in the actor's zone. */
export function datetimeOf(scope: DemoScope, { datetime, hours: [from, to] = [9, 17], after }: GeneratorShapes['datetime']): string | null {
  const day = dateOf(scope, { date: datetime, after })
  const date = day === null ? null : readDate(day)
  if (!date) return null
  const minute = scope.random.between([from * 4, to * 4 + 3]) * 15
  return instantOf({ ...date, hour: Math.floor(minute / 60), minute: minute % 60, second: 0, millisecond: 0 }, scope.world.timeZone).toISOString()
}

/** Some minutes after a time. */
export function minutesAfter(scope: DemoScope, { minutes, after }: GeneratorShapes['minutes']): string | null {
  const start = Date.parse(textOf(valueAt(scope.world, scope.record, after)))
  return Number.isNaN(start) ? null : new Date(start + scope.random.between(minutes) * 60_000).toISOString()
}

function dayAt(scope: DemoScope, path: string): number | null {
  const text = textOf(valueAt(scope.world, scope.record, path))
  const date = text.includes('T') ? wallTime(new Date(text), scope.world.timeZone) : readDate(text)
  return date ? toDayNumber(date) : null
}

/** Companies work from Monday to Friday: what falls on a weekend happens on the Friday before. */
function onWorkday(day: number): number {
  const daysSinceFriday = (weekday(day) + 2) % 7
  return daysSinceFriday <= 2 ? day - daysSinceFriday : day
}
