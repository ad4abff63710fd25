import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { fromDayNumber, readDate, startOfMonth, toDayNumber, weekday, writeDate } from './calendar-days.ts'
import { instantOf, isTimeZone, startOfDay, wallTime } from './time-zone.ts'

const dates = fc.record({ year: fc.integer({ min: 1, max: 9998 }), month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) })
const recent = fc.record({ year: fc.integer({ min: 1975, max: 2035 }), month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) })
const zones = fc.constantFrom(
  'UTC',
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Cairo',
  'Asia/Beirut',
)

describe('calendar days', () => {
  it.each(['0000-01-01', '2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '10000-01-01', '2026-1-1', '2026-01-01T00:00', '', '1900-02-29'])(
    'knows no day %s',
    (text) => {
      expect(readDate(text)).toBeNull()
    },
  )

  it.each(['0001-01-01', '2024-02-29', '2000-02-29', '9999-12-31'])('knows %s', (text) => {
    expect(readDate(text)).not.toBeNull()
  })

  it('counts days, weekdays and months as the calendar does', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -2000, max: 2000 }), (date, months) => {
        const plain = Temporal.PlainDate.from(date)
        expect(fromDayNumber(toDayNumber(date))).toEqual(date)
        expect(writeDate(date)).toBe(plain.toString())
        expect(weekday(toDayNumber(date))).toBe(plain.dayOfWeek % 7)
        const first = plain.with({ day: 1 }).add({ months })
        expect(startOfMonth(date, months)).toEqual({ year: first.year, month: first.month, day: 1 })
      }),
    )
  })
})

describe('time zones', () => {
  it('begins each day when it does in the zone, also where midnight is skipped or comes twice', () => {
    fc.assert(
      fc.property(recent, zones, (date, zone) => {
        const expected = Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds
        expect(startOfDay(date, zone).getTime()).toBe(expected)
      }),
      { numRuns: 1000 },
    )
  })

  it('reads clocks as they stand, and takes the first of two equal times', () => {
    fc.assert(
      fc.property(recent, zones, fc.integer({ min: 0, max: 86_399_999 }), (date, zone, ofDay) => {
        const plain = Temporal.PlainDate.from(date).toPlainDateTime().add({ milliseconds: ofDay })
        const wall = { ...date, hour: plain.hour, minute: plain.minute, second: plain.second, millisecond: plain.millisecond }
        const expected = plain.toZonedDateTime(zone, { disambiguation: 'compatible' })
        expect(instantOf(wall, zone).getTime()).toBe(expected.epochMilliseconds)
        const shown = wallTime(new Date(expected.epochMilliseconds), zone)
        expect([shown.year, shown.day, shown.hour, shown.minute, shown.second]).toEqual([
          expected.year,
          expected.day,
          expected.hour,
          expected.minute,
          expected.second,
        ])
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'],
    ['Asia/Beirut', '2022-03-27', '2022-03-26T22:00:00.000Z'],
    ['Africa/Cairo', '2024-04-26', '2024-04-25T22:00:00.000Z'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z'],
  ])('in %s the day %s begins at %s', (zone, date, instant) => {
    expect(startOfDay(readDate(date) ?? { year: 1, month: 1, day: 1 }, zone).toISOString()).toBe(instant)
  })

  it('survives the ends of time', () => {
    expect(startOfDay({ year: 1, month: 1, day: 1 }, 'Asia/Shanghai').toISOString()).toMatch(/^0000-12-31T15:5/)
    expect(startOfDay({ year: 9999, month: 12, day: 31 }, 'America/New_York').toISOString()).toBe('9999-12-31T05:00:00.000Z')
  })

  it('knows which zones there are', () => {
    expect([isTimeZone('Asia/Shanghai'), isTimeZone('Middle/Earth'), isTimeZone("UTC'; --")]).toEqual([true, false, false])
  })
})
