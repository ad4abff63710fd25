import { describe, expect, it } from 'vitest'
import {
  formatDate,
  formatDateTime,
  formatDuration,
  formatFileSize,
  formatMoney,
  formatNearDay,
  formatNumber,
  formatRelativeTime,
  formatTime,
} from './formats.ts'

const NOW = new Date('2026-11-24T10:00:00Z')

describe('formats', () => {
  it('shows dates', () => {
    expect(formatDate('2026-12-04', 'en')).toBe('4 Dec 2026')
    expect(formatDate('2026-12-04', 'zh-CN')).toBe('2026年12月4日')
    expect(formatDate('0001-01-01', 'zh-CN')).toBe('1年1月1日')
    expect(formatDate('no date', 'en')).toBe('no date')
  })

  it('shows instants on the clocks of the time zone, without half days', () => {
    expect(formatDateTime('2026-11-24T16:05:00.000Z', 'en', 'Asia/Shanghai')).toBe('25 Nov 2026, 00:05')
    expect(formatDateTime('2026-11-24T16:05:00.000Z', 'zh-CN', 'America/New_York')).toBe('2026年11月24日 11:05')
    expect(formatDateTime('never', 'en', 'UTC')).toBe('never')
  })

  it('shows times with seconds only where there are any', () => {
    expect([formatTime('14:30:00'), formatTime('14:30:05')]).toEqual(['14:30', '14:30:05'])
  })

  it('follows what the reader chose, in either language', () => {
    expect(formatDate('2026-12-04', { locale: 'zh-CN', dateFormat: 'DD-MM-YYYY' })).toBe('04-12-2026')
    expect(formatDateTime('2026-11-24T16:05:00Z', { locale: 'en', dateFormat: 'YYYY-MM-DD' }, 'Asia/Shanghai')).toBe('2026-11-25 00:05')
    expect(formatDateTime('2026-11-24T06:05:00Z', { locale: 'en', hourFormat: '12' }, 'Asia/Shanghai')).toBe('24 Nov 2026, 2:05 pm')
    expect(formatTime('14:30:00', { locale: 'zh-CN', hourFormat: '12' })).toBe('下午2:30')
    expect(formatNumber('-1234567.5', { locale: 'en', groupingSeparator: 'point', decimalSeparator: 'comma' })).toBe('-1.234.567,5')
    expect(formatNumber('123456789', { locale: 'en', digitGrouping: 'none' })).toBe('123456789')
    expect(formatNumber('123456789.25', { locale: 'en', digitGrouping: 'last_thousand' })).toBe('123456,789.25')
    expect(formatNumber('999', { locale: 'en', digitGrouping: 'last_thousand' })).toBe('999')
    expect(formatNumber('123456789', { locale: 'zh-CN', digitGrouping: 'indian', groupingSeparator: 'space' })).toBe('12\u00a034\u00a056\u00a0789')
    expect(formatMoney('-1234', { locale: 'en', symbolPlacement: 'after' }, { symbol: '€', decimals: 2 })).toBe('-1,234.00\u00a0€')
  })

  it('groups numbers and keeps every digit', () => {
    expect(formatNumber('12345678901234567890.123456789', 'en')).toBe('12,345,678,901,234,567,890.123456789')
    expect(formatNumber('-1234.5', 'zh-CN', 2)).toBe('-1,234.50')
    expect(formatNumber('0', 'en')).toBe('0')
  })

  it('shows money with the symbol and the digits of its currency', () => {
    expect(formatMoney('963000', 'en', { symbol: '¥', decimals: 2 })).toBe('¥\u00a0963,000.00')
    expect(formatMoney('-5.5', 'zh-CN', { symbol: '€', decimals: 2 })).toBe('-€\u00a05.50')
    expect(formatMoney('1200', 'zh-CN', { symbol: '円', decimals: 0 })).toBe('円\u00a01,200')
  })

  it('shows durations without parts that are zero', () => {
    expect([5400, 3600, 45, 0, 360_015].map((seconds) => formatDuration(seconds, 'en'))).toEqual(['1 h 30 min', '1 h', '45 s', '0 min', '100 h 15 s'])
    expect(formatDuration(5400, 'zh-CN')).toBe('1 小时 30 分钟')
    expect(formatDuration(3_600_000, { locale: 'en', groupingSeparator: 'point' })).toBe('1.000 h')
  })

  it('shows sizes of files', () => {
    expect([0, 512, 1536, 1_468_006, 157_286_400, 5 * 1024 ** 4].map((bytes) => formatFileSize(bytes, 'en'))).toEqual([
      '0 B',
      '512 B',
      '1.5 kB',
      '1.4 MB',
      '150 MB',
      '5 TB',
    ])
  })

  it('shows how far away an instant is', () => {
    expect(formatRelativeTime('2026-11-24T08:00:00Z', NOW, 'en')).toBe('2 hours ago')
    expect(formatRelativeTime('2026-11-27T10:00:00Z', NOW, 'zh-CN')).toBe('3天后')
    expect(formatRelativeTime('2026-11-23T10:00:00Z', NOW, 'en')).toBe('yesterday')
    expect(formatRelativeTime('2026-11-24T10:00:00Z', NOW, 'en')).toBe('now')
    expect(formatRelativeTime('2024-01-01T00:00:00Z', NOW, 'en')).toBe('2 years ago')
    expect(formatRelativeTime('?', NOW, 'en')).toBe('?')
  })

  it('shows how far a near day is, by the calendar of the reader', () => {
    const at = { now: NOW, timeZone: 'Asia/Shanghai' }
    expect(formatNearDay('2026-12-12', at, 'en')).toBe('in 18 days')
    expect(formatNearDay('2026-12-12', at, 'zh-CN')).toBe('18天后')
    expect(formatNearDay('2026-11-24T17:00:00Z', at, 'en')).toBe('tomorrow')
    expect(formatNearDay('2026-11-23', at, 'zh-CN')).toBe('昨天')
    expect([formatNearDay('2027-03-01', at, 'en'), formatNearDay('soon', at, 'en')]).toEqual([null, null])
  })
})
