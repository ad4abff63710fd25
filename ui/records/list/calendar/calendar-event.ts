import type { RecordData, Values } from '../../../../engine/contract/api.ts'
import { fromDayNumber, readDate, toDayNumber, writeDate } from '../../../../engine/contract/calendar-days.ts'
import { instantOf, wallTime } from '../../../../engine/contract/time-zone.ts'
import type { CalendarFields } from '../form/list-form.ts'

/** A record in the calendar. Times are what the user's clock shows, without a zone; the end of whole days is the day after the last. */
export interface CalendarEvent {
  id: string
  start: string
  end?: string
  allDay: boolean
}

/** The fields by which a record has its place: what has no start stands where it is due. */
export function placingFields(record: RecordData, fields: CalendarFields): CalendarFields {
  const isBlank = (record.values[fields.start.key] ?? null) === null
  return isBlank && fields.due ? { start: fields.due } : fields
}

/** Where a record stands; null where it has no date at all. */
export function eventOf(record: RecordData, fields: CalendarFields, timeZone: string): CalendarEvent | null {
  const { start, end } = placingFields(record, fields)
  const from = record.values[start.key]
  const to = end ? record.values[end.key] : null
  if (typeof from !== 'string') return null
  const until = typeof to === 'string' && to >= from ? to : null
  if (start.type === 'date') return { id: record.id, start: from, ...(until && { end: shiftDay(until, 1) }), allDay: true }
  return { id: record.id, start: toClock(from, timeZone), ...(until && { end: toClock(until, timeZone) }), allDay: false }
}

/** The values of a record that was put elsewhere; the end only where it has one. Takes the clock's texts, as {@link eventOf} gives them. */
export function valuesOfMove(moved: { start: string; end: string | null }, { start, end }: CalendarFields, timeZone: string): Values {
  if (start.type === 'date') {
    const day = moved.start.slice(0, 10)
    return { [start.key]: day, ...(end && moved.end !== null && { [end.key]: shiftDay(moved.end.slice(0, 10), -1) }) }
  }
  return { [start.key]: fromClock(moved.start, timeZone), ...(end && moved.end !== null && { [end.key]: fromClock(moved.end, timeZone) }) }
}

/** An instant as the text that the clock shows: `2026-03-01T09:30:00`. */
export function toClock(instant: string, timeZone: string): string {
  const { hour, minute, second, ...date } = wallTime(new Date(instant), timeZone)
  return `${writeDate(date)}T${[hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':')}`
}

/** The instant at which the clock shows a text; a day alone begins at midnight. */
export function fromClock(text: string, timeZone: string): string {
  const date = readDate(text.slice(0, 10)) ?? { year: 1970, month: 1, day: 1 }
  const [hour = 0, minute = 0, second = 0] = text.slice(11, 19).split(':').map(Number)
  return instantOf({ ...date, hour, minute, second, millisecond: 0 }, timeZone).toISOString()
}

function shiftDay(day: string, by: number): string {
  const date = readDate(day)
  return date ? writeDate(fromDayNumber(toDayNumber(date) + by)) : day
}
