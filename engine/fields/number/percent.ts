import { formatNumber } from '../../contract/formats.ts'
import type { FieldModel } from '../../contract/model.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { BOUNDS, DECIMAL_COLUMN, decimalMembers, decimalSchema, parseDecimal } from './decimal-value.ts'
import { parseNumberText } from './number-text.ts'

const DEFAULT_SCALE = 2

/** A share of a hundred: "10" is ten per cent. */
export const percentField: FieldType = {
  name: 'percent',
  label: { en: 'Percent', 'zh-CN': '百分比' },
  parameters: { properties: { scale: { type: 'integer', minimum: 0, maximum: DECIMAL_COLUMN.scale, description: 'Digits after the point.' }, ...BOUNDS } },
  ...decimalMembers(parse),
  parseText: parseNumberText(parse),
  schema: (field) => decimalSchema(field.scale ?? DEFAULT_SCALE),
  text: (value, _field, { style }) => (typeof value === 'string' ? `${formatNumber(value, style)}%` : ''),
  safeChanges: ['decimal'],
  widget: 'percent',
}

function parse(raw: unknown, field: FieldModel): Parsed {
  return parseDecimal(raw, field, { integerDigits: DECIMAL_COLUMN.integerDigits, scale: field.scale ?? DEFAULT_SCALE, min: field.min, max: field.max })
}
