import { isCalendarDate } from '../../contract/calendar-days.ts'
import type { WallTime } from '../../contract/time-zone.ts'

/**
 * Reads a text by a format: `YYYY` `YY` `M` `MM` `D` `DD` `H` `HH` `h` `hh` `m` `mm` `s` `ss` `MMM` (month name) `A` (AM, PM, 上午, 下午);
 * everything else stands for itself. One-letter parts take one or two digits, two-letter parts too: spreadsheets drop zeros.
 * Two-digit years are 2000 to 2069 and 1970 to 1999. null: the text is not of that form, or there is no such day or time.
 */
export function readByFormat(text: string, format: string): WallTime | null {
  const reader = compile(format)
  const match = reader?.pattern.exec(plain(text))
  if (!reader || !match) return null
  const parts: Partial<Record<Part, number>> = {}
  for (const [index, { part, read }] of reader.parts.entries()) parts[part] = read(match[index + 1] ?? '')
  return toWallTime(parts)
}

/** Whether a format holds a time of day. */
export function hasTime(format: string): boolean {
  return /[Hh]/.test(format)
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'afternoon'
interface Reader {
  pattern: RegExp
  parts: { part: Part; read: (text: string) => number }[]
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const TOKENS: Record<string, { part: Part; pattern: string; read?: (text: string) => number }> = {
  YYYY: { part: 'year', pattern: '(\\d{4})' },
  YY: { part: 'year', pattern: '(\\d{2})', read: (text) => Number(text) + (Number(text) < 70 ? 2000 : 1900) },
  MMM: { part: 'month', pattern: '([a-z]{3,9})', read: (text) => MONTHS.indexOf(text.slice(0, 3)) + 1 },
  MM: { part: 'month', pattern: '(\\d{1,2})' },
  M: { part: 'month', pattern: '(\\d{1,2})' },
  DD: { part: 'day', pattern: '(\\d{1,2})' },
  D: { part: 'day', pattern: '(\\d{1,2})' },
  HH: { part: 'hour', pattern: '(\\d{1,2})' },
  H: { part: 'hour', pattern: '(\\d{1,2})' },
  hh: { part: 'hour', pattern: '(\\d{1,2})' },
  h: { part: 'hour', pattern: '(\\d{1,2})' },
  mm: { part: 'minute', pattern: '(\\d{2})' },
  m: { part: 'minute', pattern: '(\\d{1,2})' },
  ss: { part: 'second', pattern: '(\\d{2})(?:\\.\\d{1,9})?' },
  s: { part: 'second', pattern: '(\\d{1,2})' },
  A: { part: 'afternoon', pattern: '([ap]\\.?m\\.?|上午|下午)', read: (text) => (text.startsWith('p') || text === '下午' ? 1 : 0) },
}
const TOKEN = /YYYY|YY|MMM|MM|M|DD|D|HH|H|hh|h|mm|m|ss|s|A|[^]/g

const compiled = new Map<string, Reader | null>()
const KEPT = 1000

function compile(format: string): Reader | null {
  const known = compiled.get(format)
  if (known !== undefined) return known
  if (compiled.size >= KEPT) compiled.clear()
  const made = format.length <= 60 ? build(format) : null
  compiled.set(format, made)
  return made
}

/** No part may come twice, and runs of digits must be told apart: `YYYYMMDD` is read by fixed lengths. */
function build(format: string): Reader | null {
  const parts: Reader['parts'] = []
  const fixed = /YYYYMMDD|YYMMDD|DDMMYY|MMDDYY/.test(format)
  let source = ''
  for (const piece of plain(format, false).match(TOKEN) ?? []) {
    const token = TOKENS[piece]
    source += token ? (fixed ? token.pattern.replace('{1,2}', '{2}') : token.pattern) : literal(piece)
    if (token) parts.push({ part: token.part, read: token.read ?? Number })
  }
  const isRepeated = new Set(parts.map(({ part }) => part)).size !== parts.length
  return parts.length === 0 || isRepeated ? null : { pattern: new RegExp(`^${source}$`, 'i'), parts }
}

function literal(piece: string): string {
  return piece === ' ' ? '\\s*' : piece.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
}

function plain(text: string, lower = true): string {
  const narrow = text.slice(0, 100).normalize('NFKC').trim().replace(/\s+/g, ' ')
  return lower ? narrow.toLowerCase() : narrow
}

function toWallTime(parts: Partial<Record<Part, number>>): WallTime | null {
  const wall = { year: 0, month: 0, day: 1, minute: 0, second: 0, ...parts, hour: hourOf(parts), millisecond: 0 }
  const isTime = wall.hour >= 0 && wall.hour <= 23 && wall.minute <= 59 && wall.second <= 59
  const { year, month, day, hour, minute, second, millisecond } = wall
  return isTime && isCalendarDate(wall) ? { year, month, day, hour, minute, second, millisecond } : null
}

/** 12 in the morning is midnight, 12 in the afternoon is noon; 0 and 13 in either are no hours: -1. */
function hourOf({ hour = 0, afternoon }: Partial<Record<Part, number>>): number {
  if (afternoon === undefined) return hour
  return hour >= 1 && hour <= 12 ? (hour % 12) + 12 * afternoon : -1
}
