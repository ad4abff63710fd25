import { formatNumber } from '../../contract/formats.ts'
import type { FieldModel } from '../../contract/model.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { UNIT } from './decimal-value.ts'
import { parseNumberText } from './number-text.ts'
import { parseWhole, wholeMembers } from './whole-number.ts'

const WHOLE_BOUND = { type: 'string', pattern: '^-?\\d{1,15}$' }

export const integerField: FieldType = {
  name: 'integer',
  label: { en: 'Whole number', 'zh-CN': '整数' },
  parameters: {
    properties: {
      min: { ...WHOLE_BOUND, description: 'Smallest value.' },
      max: { ...WHOLE_BOUND, description: 'Greatest value.' },
      unit: UNIT,
      grouping: { type: 'boolean', default: true, description: 'Digits in groups of three; false for years and numbers that only name something.' },
    },
  },
  ...wholeMembers(parse),
  parseText: parseNumberText(parse),
  schema: (field) => ({
    type: 'integer',
    minimum: Number(field.min ?? Number.MIN_SAFE_INTEGER),
    maximum: Number(field.max ?? Number.MAX_SAFE_INTEGER),
  }),
  text(value, field, { locale, style }) {
    if (typeof value !== 'number') return ''
    const number = field.grouping === false ? String(value) : formatNumber(String(value), style)
    return field.unit ? `${number} ${field.unit[locale]}` : number
  },
  safeChanges: ['decimal', 'percent'],
  widget: 'integer',
}

function parse(raw: unknown, field: FieldModel): Parsed {
  return parseWhole(raw, field, { min: field.min, max: field.max })
}
