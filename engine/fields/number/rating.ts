import type { FieldModel } from '../../contract/model.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { parseNumberText } from './number-text.ts'
import { parseWhole, wholeMembers } from './whole-number.ts'

const DEFAULT_STEPS = 5

export const ratingField: FieldType = {
  name: 'rating',
  label: { en: 'Rating', 'zh-CN': '评分' },
  parameters: { properties: { steps: { type: 'integer', minimum: 2, maximum: 10, description: 'How many stars.' } } },
  ...wholeMembers(parse),
  parseText: parseNumberText(parse),
  schema: (field) => ({ type: 'integer', minimum: 1, maximum: steps(field) }),
  searchText: undefined,
  safeChanges: ['integer', 'decimal'],
  widget: 'rating',
}

/** No star at all is blank: 0 is not a value. */
function parse(raw: unknown, field: FieldModel): Parsed {
  return parseWhole(raw, field, { min: '1', max: String(steps(field)) })
}

function steps(field: FieldModel): number {
  return field.steps ?? DEFAULT_STEPS
}
