import { Decimal } from 'decimal.js'
import type { FieldValue } from '../../contract/api.ts'
import { compareDecimals, decimalScale, isDecimal, normalizeDecimal } from '../../contract/decimal.ts'
import type { FieldModel } from '../../contract/model.ts'
import { convertedColumn } from '../columns.ts'
import type { FieldType, JsonSchema, Parsed } from '../field-type.ts'
import { operandFrom } from '../operand.ts'
import { accepted, isBlank, refused } from '../parsed.ts'
import type { SharedMembers } from '../shared-members.ts'

/** What a column `numeric(integerDigits + scale, scale)` can hold, and what a field allows. */
export interface DecimalRules {
  integerDigits: number
  scale: number
  min?: string
  max?: string
}

/** The column of decimals: one type for every scale, so that changing a field's scale never rewrites a table. */
export const DECIMAL_COLUMN = { type: 'numeric(30,10)', integerDigits: 20, scale: 10 }

/**
 * Reads a number or a decimal string into the one way to write it (no exponent, no `-0`, no zeros at the end).
 * What has more digits than the rules allow is refused, never rounded.
 */
export function parseDecimal(raw: unknown, field: FieldModel, rules: DecimalRules): Parsed {
  if (isBlank(raw)) return accepted(null)
  const value = toDecimal(raw)
  if (value === null) return refused(field, 'TYPE', { expected: 'decimal' })
  if (integerDigits(value) > rules.integerDigits) return refused(field, 'MAX_DIGITS', { max: rules.integerDigits })
  if (decimalScale(value) > rules.scale) return refused(field, 'SCALE', { scale: rules.scale })
  if (rules.min !== undefined && compareDecimals(value, rules.min) < 0) return refused(field, 'MIN', { min: rules.min })
  if (rules.max !== undefined && compareDecimals(value, rules.max) > 0) return refused(field, 'MAX', { max: rules.max })
  return accepted(value)
}

/** A number or decimal string, written the one way; null where it is neither. Strings have no exponent; numbers may (`1e21`). */
export function toDecimal(raw: unknown): string | null {
  if (typeof raw === 'number') return Number.isFinite(raw) ? normalizeDecimal(new Decimal(raw).toFixed()) : null
  if (typeof raw !== 'string' || raw.length > 100) return null
  const text = raw.trim().replace(/^\+(?=\d)/, '')
  return isDecimal(text) ? normalizeDecimal(text) : null
}

/** The members of every type that is a decimal number in one column. `rules`: what a field of the type allows. */
export function decimalMembers(parse: FieldType['parse']): SharedMembers {
  return {
    ...convertedColumn({ type: DECIMAL_COLUMN.type }, (cell) => normalizeDecimal(String(cell))),
    parse,
    text: (value) => String(value ?? ''),
    searchText: (value) => String(value ?? ''),
    cell: exactNumber,
    operators: NUMBER_OPERATORS,
    operand: operandFrom((raw, field) => parseDecimal(raw, field, DECIMAL_COLUMN)),
    sortable: true,
    groupable: true,
    summable: true,
    family: 'number',
    safeChanges: [],
  }
}

export const NUMBER_OPERATORS: FieldType['operators'] = ['is', 'is_not', 'is_any', 'is_none', 'gt', 'gte', 'lt', 'lte', 'between', 'is_blank', 'is_not_blank']

/** A spreadsheet's number where it keeps every digit (15 at most), the text otherwise. */
export function exactNumber(value: FieldValue): number | string | null {
  if (typeof value !== 'string') return null
  return value.replace(/\D/g, '').length <= 15 ? Number(value) : value
}

/** The JSON Schema of a decimal string with at most `scale` digits after the point. */
export function decimalSchema(scale: number): JsonSchema {
  return { type: 'string', pattern: scale > 0 ? `^-?\\d{1,20}(\\.\\d{1,${scale}})?$` : '^-?\\d{1,20}$' }
}

/** Parameters of number types: a bound, as a decimal string. */
const BOUND: JsonSchema = { type: 'string', pattern: '^-?\\d{1,20}(\\.\\d{1,10})?$' }
export const BOUNDS: Record<string, JsonSchema> = {
  min: { ...BOUND, description: 'Smallest value.' },
  max: { ...BOUND, description: 'Greatest value.' },
}
export const UNIT: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['en', 'zh-CN'],
  properties: { en: { type: 'string', minLength: 1, maxLength: 20 }, 'zh-CN': { type: 'string', minLength: 1, maxLength: 20 } },
  description: 'Shown after the number.',
}

function integerDigits(decimal: string): number {
  const whole = decimal.replace(/^-/, '').split('.')[0] ?? ''
  return whole === '0' ? 0 : whole.length
}
