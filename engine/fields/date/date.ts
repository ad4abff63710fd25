import { readDate, writeDate } from '../../contract/calendar-days.ts'
import { formatDate } from '../../contract/formats.ts'
import type { FieldModel } from '../../contract/model.ts'
import { oneColumn } from '../columns.ts'
import type { FieldType, Parsed, TextReading } from '../field-type.ts'
import { operandFrom } from '../operand.ts'
import { accepted, isBlank, refused } from '../parsed.ts'
import { hasTime, readByFormat } from './date-format.ts'
import { guessDateFormats } from './guess-date-format.ts'

const DATE_BOUND = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }

export const dateField: FieldType = {
  name: 'date',
  label: { en: 'Date', 'zh-CN': '日期' },
  parameters: {
    properties: { min: { ...DATE_BOUND, description: 'First day.' }, max: { ...DATE_BOUND, description: 'Last day.' } },
  },
  ...oneColumn({ type: 'date' }),
  schema: () => ({ type: 'string', format: 'date' }),
  parse,
  parseText,
  text: (value, _field, { style }) => (typeof value === 'string' ? formatDate(value, style) : ''),
  cell: (value) => (typeof value === 'string' ? new Date(`${value}T00:00:00Z`) : null),
  operators: ['is', 'is_not', 'gt', 'gte', 'lt', 'lte', 'between', 'within', 'is_blank', 'is_not_blank'],
  operand: operandFrom((raw, field) => readIso(raw, field)),
  sortable: true,
  groupable: true,
  summable: false,
  family: 'date',
  safeChanges: [],
  widget: 'date',
}

function parse(raw: unknown, field: FieldModel): Parsed {
  const date = readIso(raw, field)
  if (!date.ok || typeof date.value !== 'string') return date
  if (field.min !== undefined && date.value < field.min) return refused(field, 'MIN', { min: field.min })
  if (field.max !== undefined && date.value > field.max) return refused(field, 'MAX', { max: field.max })
  return date
}

/** Only `YYYY-MM-DD`, years 0001 to 9999, and only days that exist: such texts sort as their days do. */
function readIso(raw: unknown, field: FieldModel): Parsed {
  if (isBlank(raw)) return accepted(null)
  if (typeof raw !== 'string') return refused(field, 'TYPE', { expected: 'YYYY-MM-DD' })
  const date = readDate(raw.trim())
  return date ? accepted(writeDate(date)) : refused(field, 'NOT_A_DATE', { expected: 'YYYY-MM-DD' })
}

/** By the chosen format; without one, by any that cannot be mistaken (the year stands first in four digits). */
function parseText(text: string, field: FieldModel, ...[, format]: TextReading): Parsed {
  if (text.trim() === '') return accepted(null)
  const guess = format.date ?? guessDateFormats([text]).find((candidate) => candidate.startsWith('YYYY'))
  const day = guess === undefined ? null : (readByFormat(text, guess) ?? (hasTime(guess) ? readByFormat(text, guess.replace(/[ T].*/, '')) : null))
  return day ? parse(writeDate(day), field) : refused(field, 'NOT_A_DATE', { expected: format.date ?? 'YYYY-MM-DD' })
}
