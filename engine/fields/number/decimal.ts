import { formatNumber } from '../../contract/formats.ts'
import type { FieldModel } from '../../contract/model.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { BOUNDS, DECIMAL_COLUMN, decimalMembers, decimalSchema, parseDecimal, UNIT } from './decimal-value.ts'
import { parseNumberText } from './number-text.ts'

const DEFAULT_SCALE = 2

export const decimalField: FieldType = {
  name: 'decimal',
  label: { en: 'Decimal number', 'zh-CN': '小数' },
  parameters: {
    properties: {
      scale: { type: 'integer', minimum: 0, maximum: DECIMAL_COLUMN.scale, description: 'Digits after the point.' },
      ...BOUNDS,
      unit: UNIT,
    },
  },
  ...decimalMembers(parse),
  parseText: parseNumberText(parse),
  schema: (field) => decimalSchema(field.scale ?? DEFAULT_SCALE),
  text(value, field, { locale, style }) {
    if (typeof value !== 'string') return ''
    const number = formatNumber(value, style, field.scale ?? DEFAULT_SCALE)
    return field.unit ? `${number} ${field.unit[locale]}` : number
  },
  safeChanges: ['percent'],
  widget: 'decimal',
}

function parse(raw: unknown, field: FieldModel): Parsed {
  return parseDecimal(raw, field, { integerDigits: DECIMAL_COLUMN.integerDigits, scale: field.scale ?? DEFAULT_SCALE, min: field.min, max: field.max })
}
