import type { FieldModel } from '../../contract/model.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { refused } from '../parsed.ts'
import { matchesPattern } from './pattern.ts'
import { lineOfText, maxLengthParameter, parseText, textSchema } from './text-value.ts'

const DEFAULT_LENGTH = 255

export const textField: FieldType = {
  name: 'text',
  label: { en: 'Text', 'zh-CN': '文本' },
  parameters: {
    properties: {
      maxLength: maxLengthParameter(4000),
      minLength: { type: 'integer', minimum: 1, maximum: 4000, description: 'Shortest text, in characters.' },
      pattern: { type: 'string', minLength: 1, maxLength: 500, description: 'An RE2 pattern that the whole text must match.' },
    },
  },
  ...lineOfText(parse),
  schema: (field) => textSchema(field.maxLength ?? DEFAULT_LENGTH, field.minLength ? { minLength: field.minLength } : {}),
  widget: 'text',
  safeChanges: ['long_text'],
}

function parse(raw: unknown, field: FieldModel): Parsed {
  const text = parseText(raw, field, { lines: 'one', maxLength: field.maxLength ?? DEFAULT_LENGTH, minLength: field.minLength })
  if (!text.ok || text.value === null || !field.pattern) return text
  return matchesPattern(field.pattern, String(text.value)) ? text : refused(field, 'PATTERN', { pattern: field.pattern })
}
