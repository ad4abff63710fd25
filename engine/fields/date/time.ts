import { formatTime } from '../../contract/formats.ts'
import type { FieldModel } from '../../contract/model.ts'
import { convertedColumn } from '../columns.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { operandFrom } from '../operand.ts'
import { accepted, isBlank, refused } from '../parsed.ts'

/** A time of day without a day or a zone: `14:30:00`. */
export const timeField: FieldType = {
  name: 'time',
  label: { en: 'Time', 'zh-CN': '时间' },
  parameters: { properties: {} },
  ...convertedColumn({ type: 'time without time zone' }, (cell) => String(cell).slice(0, 8)),
  schema: () => ({ type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d$' }),
  parse,
  parseText: (text, field) => parse(toTwentyFourHours(text), field),
  text: (value, _field, { style }) => (typeof value === 'string' ? formatTime(value, style) : ''),
  operators: ['is', 'is_not', 'gt', 'gte', 'lt', 'lte', 'between', 'is_blank', 'is_not_blank'],
  operand: operandFrom(parse),
  sortable: true,
  groupable: true,
  summable: false,
  family: 'time',
  safeChanges: [],
  widget: 'time',
}

function parse(raw: unknown, field: FieldModel): Parsed {
  if (isBlank(raw)) return accepted(null)
  if (typeof raw !== 'string') return refused(field, 'TYPE', { expected: 'HH:MM:SS' })
  const match = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(raw.trim())
  if (!match) return refused(field, 'PATTERN', { expected: 'HH:MM:SS' })
  return accepted(`${(match[1] ?? '').padStart(2, '0')}:${match[2]}:${match[3] ?? '00'}`)
}

/** `2:30 PM`, `下午2:30`, `14时30分` -> `14:30`; what is none of them stays as it is, for parse to refuse. */
function toTwentyFourHours(text: string): string {
  const plain = text
    .slice(0, 40)
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[时点]/g, ':')
    .replace(/[分秒]$/, '')
    .replace('分', ':')
  const match = /^(上午|下午)?\s*(\d{1,2}(?::\d{2}){1,2})\s*([ap])?\.?(?:m\.?)?$/.exec(plain)
  const half = match?.[1] ?? match?.[3]
  if (!match || half === undefined) return plain
  const [hour = '', ...rest] = (match[2] ?? '').split(':')
  if (Number(hour) < 1 || Number(hour) > 12) return plain
  return [(Number(hour) % 12) + (half === '下午' || half === 'p' ? 12 : 0), ...rest].join(':')
}
