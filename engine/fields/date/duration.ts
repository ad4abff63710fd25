import { formatDuration } from '../../contract/formats.ts'
import type { FieldModel } from '../../contract/model.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { accepted } from '../parsed.ts'
import { parseWhole, wholeMembers } from '../number/whole-number.ts'

/** About three thousand years. */
const MAX_SECONDS = '100000000000'

/** A length of time in whole seconds. */
export const durationField: FieldType = {
  name: 'duration',
  label: { en: 'Duration', 'zh-CN': '时长' },
  parameters: { properties: {} },
  ...wholeMembers(parse),
  parseText: (text, field) => (text.trim() === '' ? accepted(null) : parse(readDuration(text) ?? text, field)),
  schema: () => ({ type: 'integer', minimum: 0, maximum: Number(MAX_SECONDS) }),
  text: (value, _field, { style }) => (typeof value === 'number' ? formatDuration(value, style) : ''),
  searchText: undefined,
  safeChanges: ['integer', 'decimal'],
  widget: 'duration',
}

function parse(raw: unknown, field: FieldModel): Parsed {
  return parseWhole(raw, field, { min: '0', max: MAX_SECONDS })
}

/** `1:30` (hours and minutes), `1:30:15`, `1h 30m`, `90 min`, `1.5 h`, `1小时30分钟`, or bare seconds; null where it is none of them. */
function readDuration(text: string): number | null {
  const plain = text.slice(0, 60).normalize('NFKC').trim().toLowerCase()
  const clock = /^(\d{1,6}):([0-5]\d)(?::([0-5]\d))?$/.exec(plain)
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0)
  if (/^\d+$/.test(plain)) return Number(plain)
  const parts = UNITS.exec(plain)
  if (!parts || plain === '') return null
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0))
  return Math.round((days ?? 0) * 86_400 + (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0))
}

const UNITS =
  /^(?:(\d+(?:\.\d+)?)\s*(?:d|days?|天))?\s*(?:(\d+(?:\.\d+)?)\s*(?:h|hrs?|hours?|小时|时))?\s*(?:(\d+(?:\.\d+)?)\s*(?:m|mins?|minutes?|分钟|分))?\s*(?:(\d+(?:\.\d+)?)\s*(?:s|secs?|seconds?|秒))?$/
