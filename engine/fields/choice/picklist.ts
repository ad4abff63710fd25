import { oneColumn } from '../columns.ts'
import type { FieldType } from '../field-type.ts'
import { operandFrom } from '../operand.ts'
import { CHOICE_PARAMETERS, choiceLabel, choiceSchema, parseChoice, parseChoiceText } from './choice-value.ts'

export const picklistField: FieldType = {
  name: 'picklist',
  label: { en: 'Picklist', 'zh-CN': '单选列表' },
  parameters: CHOICE_PARAMETERS,
  ...oneColumn({ type: 'text' }),
  schema: choiceSchema,
  parse: parseChoice,
  parseText: parseChoiceText,
  text: (value, field, context) => (typeof value === 'string' ? choiceLabel(value, field, context) : ''),
  operators: ['is', 'is_not', 'is_any', 'is_none', 'is_blank', 'is_not_blank'],
  operand: operandFrom(parseChoice),
  sortable: true,
  groupable: true,
  summable: false,
  family: 'choice',
  safeChanges: ['text', 'long_text'],
  widget: 'picklist',
}
