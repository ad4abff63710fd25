import { readDate } from '../../contract/calendar-days.ts'
import { formatDateTime } from '../../contract/formats.ts'
import type { FieldModel } from '../../contract/model.ts'
import { instantOf, startOfDay } from '../../contract/time-zone.ts'
import { convertedColumn } from '../columns.ts'
import type { FieldContext, FieldType, Parsed, TextReading } from '../field-type.ts'
import { operandFrom } from '../operand.ts'
import { accepted, isBlank, refused } from '../parsed.ts'
import { readByFormat } from './date-format.ts'
import { guessDateFormats } from './guess-date-format.ts'

const INSTANT_BOUND = { type: 'string', format: 'date-time' }

/** An instant, in UTC with milliseconds: `2026-12-11T06:30:00.000Z`. */
export const datetimeField: FieldType = {
  name: 'datetime',
  label: { en: 'Date and time', 'zh-CN': '日期时间' },
  parameters: {
    properties: { min: { ...INSTANT_BOUND, description: 'First instant.' }, max: { ...INSTANT_BOUND, description: 'Last instant.' } },
  },
  ...convertedColumn({ type: 'timestamp with time zone' }, (cell) => (cell instanceof Date ? cell : new Date(String(cell))).toISOString()),
  schema: () => ({ type: 'string', format: 'date-time' }),
  parse,
  parseText,
  text: (value, _field, { style, timeZone }) => (typeof value === 'string' ? formatDateTime(value, style, timeZone) : ''),
  cell: (value) => (typeof value === 'string' ? new Date(value) : null),
  operators: ['is', 'is_not', 'gt', 'gte', 'lt', 'lte', 'between', 'within', 'is_blank', 'is_not_blank'],
  operand: operandFrom(readOperand),
  sortable: true,
  groupable: true,
  summable: false,
  family: 'datetime',
  safeChanges: [],
  widget: 'datetime',
}

function parse(raw: unknown, field: FieldModel): Parsed {
  const instant = readInstant(raw, field)
  if (!instant.ok || typeof instant.value !== 'string') return instant
  if (field.min !== undefined && Date.parse(instant.value) < Date.parse(field.min)) return refused(field, 'MIN', { min: field.min })
  if (field.max !== undefined && Date.parse(instant.value) > Date.parse(field.max)) return refused(field, 'MAX', { max: field.max })
  return instant
}

/** RFC 3339 with an offset: without one nobody knows which instant is meant. */
function readInstant(raw: unknown, field: FieldModel): Parsed {
  if (isBlank(raw)) return accepted(null)
  if (typeof raw !== 'string') return refused(field, 'TYPE', RFC_3339_FORM)
  const match = RFC_3339.exec(raw.trim().toUpperCase())
  if (!match || readDate(match[1] ?? '') === null) return refused(field, 'NOT_A_DATE', RFC_3339_FORM)
  const instant = new Date(`${match[1]}T${match[2]}${match[3] ?? ':00'}${match[4] ?? ''}${match[5]}`)
  const year = instant.getUTCFullYear()
  return year >= 1 && year <= 9999 ? accepted(instant.toISOString()) : refused(field, 'NOT_A_DATE', RFC_3339_FORM)
}

const RFC_3339_FORM = { expected: 'YYYY-MM-DDTHH:MM:SSZ' }
const RFC_3339 = /^(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):[0-5]\d)(:[0-5]\d)?(\.\d{1,9})?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

/** A comparison may also name a day: it means the instant in which that day begins where the actor is. */
function readOperand(raw: unknown, field: FieldModel, { timeZone }: FieldContext): Parsed {
  const day = typeof raw === 'string' ? readDate(raw.trim()) : null
  return day ? accepted(startOfDay(day, timeZone).toISOString()) : readInstant(raw, field)
}

/** RFC 3339, or the chosen format read on the clocks of the actor's time zone. */
function parseText(text: string, field: FieldModel, ...[{ timeZone }, format]: TextReading): Parsed {
  if (text.trim() === '') return accepted(null)
  const instant = parse(text, field)
  if (instant.ok || instant.problems[0]?.code !== 'NOT_A_DATE') return instant
  const guess = format.date ?? guessDateFormats([text]).find((candidate) => candidate.startsWith('YYYY'))
  const wall = guess === undefined ? null : readByFormat(text, guess)
  return wall ? parse(instantOf(wall, timeZone).toISOString(), field) : refused(field, 'NOT_A_DATE', { expected: format.date ?? 'YYYY-MM-DD HH:mm' })
}
