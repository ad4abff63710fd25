import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { parsed, parsedText, sampleContext, sampleField } from '../testing/sample-model.ts'
import { dateField } from './date.ts'
import { datetimeField } from './datetime.ts'
import { durationField } from './duration.ts'
import { timeField } from './time.ts'

const context = sampleContext()

describe('date', () => {
  it.each<[unknown, unknown]>([
    ['2026-12-04', '2026-12-04'],
    [' 2026-12-04 ', '2026-12-04'],
    ['2024-02-29', '2024-02-29'],
    ['2023-02-29', 'NOT_A_DATE'],
    ['2026-02-30', 'NOT_A_DATE'],
    ['10000-01-01', 'NOT_A_DATE'],
    ['0000-12-31', 'NOT_A_DATE'],
    ['-001-01-01', 'NOT_A_DATE'],
    ['2026-12-04T00:00:00Z', 'NOT_A_DATE'],
    ['2026/12/04', 'NOT_A_DATE'],
    ['tomorrow', 'NOT_A_DATE'],
    [0, 'TYPE'],
    [new Date(0), 'TYPE'],
    [['2026-12-04'], 'TYPE'],
  ])('makes of %j: %s', (raw, expected) => {
    expect(parsed(dateField, raw)).toBe(expected)
  })

  it('keeps within its bounds', () => {
    const bounds = { min: '2026-01-01', max: '2026-12-31' }
    expect(['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((day) => parsed(dateField, day, bounds))).toEqual([
      'MIN',
      '2026-01-01',
      '2026-12-31',
      'MAX',
    ])
  })

  it.each<[string, string | undefined, unknown]>([
    ['20-10-16', 'DD-MM-YY', '2016-10-20'],
    ['01-03-17', 'DD-MM-YY', '2017-03-01'],
    ['01-03-69', 'DD-MM-YY', '2069-03-01'],
    ['01-03-70', 'DD-MM-YY', '1970-03-01'],
    ['31-02-17', 'DD-MM-YY', 'NOT_A_DATE'],
    ['03/04/2026', 'MM/DD/YYYY', '2026-03-04'],
    ['3/4/2026', 'MM/DD/YYYY', '2026-03-04'],
    ['13/04/2026', 'MM/DD/YYYY', 'NOT_A_DATE'],
    ['2026/1/5', 'YYYY/M/D', '2026-01-05'],
    ['2026年1月5日', 'YYYY年M月D日', '2026-01-05'],
    ['２０２６－０１－０５', 'YYYY-MM-DD', '2026-01-05'],
    ['20260105', 'YYYYMMDD', '2026-01-05'],
    ['5 Jan 2026', 'D MMM YYYY', '2026-01-05'],
    ['January 5, 2026', 'MMM D, YYYY', '2026-01-05'],
    ['5-Foo-2026', 'D-MMM-YYYY', 'NOT_A_DATE'],
    ['2026-01-05 08:30', 'YYYY-MM-DD HH:mm', '2026-01-05'],
    ['2026-01-05', 'YYYY-MM-DD HH:mm', '2026-01-05'],
    ['2026-01-05', undefined, '2026-01-05'],
    ['2026/1/5', undefined, '2026-01-05'],
    ['2026年1月5日', undefined, '2026-01-05'],
    ['05/01/2026', undefined, 'NOT_A_DATE'],
    ['20-10-16', undefined, 'NOT_A_DATE'],
    ['2026-01-05', 'constructor', 'NOT_A_DATE'],
    ['2026-01-05', '(a+)+$', 'NOT_A_DATE'],
    ['2026-01-05', 'YYYY-YYYY-MM', 'NOT_A_DATE'],
    ['', 'DD-MM-YY', null],
  ])('reads %j of a file by %s as %s', (text, date, expected) => {
    expect(parsedText(dateField, text, { format: { date } })).toBe(expected)
  })

  it('is shown in the language', () => {
    expect(dateField.text('2026-12-04', sampleField('date'), context)).toBe('4 Dec 2026')
    expect(dateField.text('2026-12-04', sampleField('date'), sampleContext('zh-CN'))).toBe('2026年12月4日')
    expect(dateField.cell?.('2026-12-04', sampleField('date'), context)).toEqual(new Date('2026-12-04T00:00:00Z'))
  })
})

describe('datetime', () => {
  it.each<[unknown, unknown]>([
    ['2026-12-04T10:00:00Z', '2026-12-04T10:00:00.000Z'],
    ['2026-12-04t10:00:00.5z', '2026-12-04T10:00:00.500Z'],
    ['2026-12-04 10:00+08:00', '2026-12-04T02:00:00.000Z'],
    ['2026-01-01T00:00:00+14:00', '2025-12-31T10:00:00.000Z'],
    ['2026-12-04T10:00:00', 'NOT_A_DATE'],
    ['2026-12-04', 'NOT_A_DATE'],
    ['2026-02-30T10:00:00Z', 'NOT_A_DATE'],
    ['2026-12-04T24:00:00Z', 'NOT_A_DATE'],
    ['2026-12-04T10:00:00+24:00', 'NOT_A_DATE'],
    ['10000-01-01T00:00:00Z', 'NOT_A_DATE'],
    ['+010000-01-01T00:00:00Z', 'NOT_A_DATE'],
    ['0001-01-01T00:00:00+01:00', 'NOT_A_DATE'],
    ['2026-12-04T10:00:60Z', 'NOT_A_DATE'],
    [1_700_000_000_000, 'TYPE'],
    [new Date(0), 'TYPE'],
    [Number.NaN, 'TYPE'],
  ])('makes of %j: %s', (raw, expected) => {
    expect(parsed(datetimeField, raw)).toBe(expected)
  })

  it('reads every instant of RFC 3339 as Temporal does', () => {
    const instants = fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
    fc.assert(
      fc.property(instants, fc.integer({ min: -1439, max: 1439 }), (instant, minutes) => {
        const sign = minutes < 0 ? '-' : '+'
        const offset = `${sign}${String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0')}:${String(Math.abs(minutes) % 60).padStart(2, '0')}`
        const text = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(offset).toString({ timeZoneName: 'never' })
        expect(parsed(datetimeField, text)).toBe(instant.toISOString())
      }),
    )
  })

  it.each<[string, string | undefined, unknown]>([
    ['2026-12-04 10:30', 'YYYY-MM-DD HH:mm', '2026-12-04T02:30:00.000Z'],
    ['04/12/2026 2:30 PM', 'DD/MM/YYYY hh:mm A', '2026-12-04T06:30:00.000Z'],
    ['2026年12月4日 下午2:30', 'YYYY年M月D日 Ah:mm', '2026-12-04T06:30:00.000Z'],
    ['12/04/2026 12:05 am', 'MM/DD/YYYY hh:mm A', '2026-12-03T16:05:00.000Z'],
    ['12/04/2026 13:05 am', 'MM/DD/YYYY hh:mm A', 'NOT_A_DATE'],
    ['2026-12-04', 'YYYY-MM-DD', '2026-12-03T16:00:00.000Z'],
    ['2026-12-04T10:30:00Z', 'DD-MM-YY', '2026-12-04T10:30:00.000Z'],
    ['2026-12-04T10:30:00', undefined, '2026-12-04T02:30:00.000Z'],
    ['2026/12/4 8:05:09', undefined, '2026-12-04T00:05:09.000Z'],
    ['yesterday', undefined, 'NOT_A_DATE'],
  ])('reads %j of a file by %s, on the clocks of Shanghai, as %s', (text, date, expected) => {
    expect(parsedText(datetimeField, text, { format: { date } })).toBe(expected)
  })

  it('is compared with instants, and with days where the actor is', () => {
    expect(datetimeField.operand?.('2026-12-04', sampleField('datetime'), context)).toEqual({ ok: true, value: '2026-12-03T16:00:00.000Z' })
    expect(datetimeField.operand?.('2026-12-04T10:00:00+01:00', sampleField('datetime'), context)).toEqual({ ok: true, value: '2026-12-04T09:00:00.000Z' })
    expect(datetimeField.operand?.('this_month', sampleField('datetime'), context)).toMatchObject({ ok: false })
  })

  it('is shown on the clocks of the actor', () => {
    expect(datetimeField.text('2026-12-03T16:05:00.000Z', sampleField('datetime'), context)).toBe('4 Dec 2026, 00:05')
  })
})

describe('time and duration', () => {
  it.each<[string, unknown]>([
    ['14:30', '14:30:00'],
    ['2:30 PM', '14:30:00'],
    ['12:05 am', '00:05:00'],
    ['12 PM', 'PATTERN'],
    ['下午2:30', '14:30:00'],
    ['上午 12:01:05', '00:01:05'],
    ['14时30分', '14:30:00'],
    ['１４：３０', '14:30:00'],
    ['25:00', 'PATTERN'],
    ['13:00 PM', 'PATTERN'],
    ['noon', 'PATTERN'],
    ['', null],
  ])('reads the time %j as %s', (text, expected) => {
    expect(parsedText(timeField, text)).toBe(expected)
  })

  it.each<[string, unknown]>([
    ['1:30', 5400],
    ['1:30:15', 5415],
    ['0:05', 300],
    ['100:00', 360_000],
    ['90', 90],
    ['90 min', 5400],
    ['1h 30m', 5400],
    ['1.5 h', 5400],
    ['2 days', 172_800],
    ['1小时30分钟', 5400],
    ['45 秒', 45],
    ['０:０５', 300],
    ['1:75', 'TYPE'],
    ['-1', 'MIN'],
    ['long', 'TYPE'],
    ['h', 'TYPE'],
    ['', null],
  ])('reads the duration %j as %s', (text, expected) => {
    expect(parsedText(durationField, text)).toBe(expected)
  })

  it('is shown in words', () => {
    expect(durationField.text(5400, sampleField('duration'), context)).toBe('1 h 30 min')
    expect(timeField.text('14:30:00', sampleField('time'), context)).toBe('14:30')
  })
})
