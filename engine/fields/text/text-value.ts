import type { FieldValue } from '../../contract/api.ts'
import type { FieldModel } from '../../contract/model.ts'
import { oneColumn, SORTED_TEXT } from '../columns.ts'
import type { FieldType, JsonSchema, Parsed } from '../field-type.ts'
import { operandFrom } from '../operand.ts'
import { accepted, isBlank, refused } from '../parsed.ts'
import type { SharedMembers } from '../shared-members.ts'
import { cleanText, codePoints } from './clean-text.ts'

export interface TextRules {
  lines: 'one' | 'many'
  maxLength: number
  minLength?: number
}

/** Reads text, cleaned and of the right length; text of nothing but space is null. */
export function parseText(raw: unknown, field: FieldModel, rules: TextRules): Parsed {
  if (isBlank(raw)) return accepted(null)
  if (typeof raw !== 'string') return refused(field, 'TYPE', { expected: 'string' })
  if (raw.length > rules.maxLength * 4 + 1000) return refused(field, 'TOO_LONG', { max: rules.maxLength, length: raw.length })

  const text = cleanText(raw, rules.lines)
  if (text === null) return refused(field, 'BAD_TEXT')
  if (text === '') return accepted(null)

  const length = codePoints(text)
  if (length > rules.maxLength) return refused(field, 'TOO_LONG', { max: rules.maxLength, length })
  if (rules.minLength && length < rules.minLength) return refused(field, 'TOO_SHORT', { min: rules.minLength, length })
  return accepted(text)
}

/** The members of every type that is one line of text in one column. */
export function lineOfText(parse: FieldType['parse']): SharedMembers {
  return {
    ...oneColumn(SORTED_TEXT),
    parse,
    parseText: parse,
    text: shown,
    searchText: shown,
    operators: ['is', 'is_not', 'is_any', 'is_none', 'contains', 'not_contains', 'starts_with', 'ends_with', 'is_blank', 'is_not_blank'],
    operand: operandFrom(parseOperand),
    sortable: true,
    groupable: true,
    summable: false,
    family: 'text',
    safeChanges: ['text', 'long_text'],
  }
}

/** The members of every type that is text of many lines: searched, but neither sorted nor grouped. */
export function linesOfText(parse: FieldType['parse']): SharedMembers {
  return {
    ...lineOfText(parse),
    ...oneColumn({ type: 'text' }),
    operators: ['contains', 'not_contains', 'starts_with', 'ends_with', 'is_blank', 'is_not_blank'],
    sortable: false,
    groupable: false,
    safeChanges: [],
  }
}

function shown(value: FieldValue): string {
  return typeof value === 'string' ? value : ''
}

/** How a text that is searched for is read: any clean text, whatever the field itself allows. */
function parseOperand(raw: unknown, field: FieldModel): Parsed {
  return parseText(raw, field, { lines: 'one', maxLength: 1000 })
}

/** The JSON Schema of a text with at most `maxLength` code points. */
export function textSchema(maxLength: number, more: JsonSchema = {}): JsonSchema {
  return { type: 'string', maxLength, ...more }
}

/** The parameter `maxLength`, up to what its type can hold. */
export function maxLengthParameter(maximum: number): JsonSchema {
  return { type: 'integer', minimum: 1, maximum, description: 'Longest text, in characters.' }
}
