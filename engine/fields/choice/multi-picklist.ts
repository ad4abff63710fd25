import type { FieldModel } from '../../contract/model.ts'
import type { FieldContext, FieldType, Parsed } from '../field-type.ts'
import { operandFrom } from '../operand.ts'
import { accepted, isBlank, refused } from '../parsed.ts'
import { CHOICE_PARAMETERS, choiceLabel, choiceSchema, parseChoice, parseChoiceText, splitList } from './choice-value.ts'
import { listMembers, listOf } from './list-members.ts'

export const multiPicklistField: FieldType = {
  name: 'multi_picklist',
  label: { en: 'Multiple choice', 'zh-CN': '多选列表' },
  parameters: CHOICE_PARAMETERS,
  ...listMembers('text[]'),
  schema: (field, model) => ({ type: 'array', items: choiceSchema(field, model), uniqueItems: true }),
  parse,
  parseText,
  text: (value, field, context) =>
    listOf(value)
      .map((key) => choiceLabel(key, field, context))
      .join(', '),
  operand: operandFrom(parseChoice),
  widget: 'multi-picklist',
}

/** Each value once, in the order of the list: the same choice is always the same value. */
function parse(raw: unknown, field: FieldModel, context: FieldContext): Parsed {
  if (isBlank(raw)) return accepted(null)
  if (!Array.isArray(raw)) return refused(field, 'TYPE', { expected: 'array' })
  if (raw.length > 1000) return refused(field, 'TOO_MANY', { max: 1000 })
  const keys = context.picklistValues(field).map(({ key }) => key)
  for (const entry of raw) {
    if (!keys.includes(entry)) return refused(field, 'NOT_IN_LIST', typeof entry === 'string' ? { value: entry.slice(0, 100) } : undefined)
  }
  const chosen = new Set(raw)
  return accepted(chosen.size === 0 ? null : keys.filter((key) => chosen.has(key)))
}

/** A label may itself hold a comma: the whole cell is tried first. */
function parseText(text: string, field: FieldModel, context: FieldContext): Parsed {
  const whole = parseChoiceText(text, field, context)
  if (whole.ok) return accepted(whole.value === null ? null : [whole.value])
  const keys = []
  for (const part of splitList(text)) {
    const choice = parseChoiceText(part, field, context)
    if (!choice.ok) return choice
    keys.push(choice.value)
  }
  return parse(keys, field, context)
}
