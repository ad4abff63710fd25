import type { FieldType } from '../field-type.ts'
import { linesOfText, maxLengthParameter, parseText, textSchema } from './text-value.ts'

const DEFAULT_LENGTH = 32_000

export const longTextField: FieldType = {
  name: 'long_text',
  label: { en: 'Long text', 'zh-CN': '多行文本' },
  parameters: {
    properties: {
      maxLength: maxLengthParameter(1_000_000),
      rows: { type: 'integer', minimum: 1, maximum: 40, description: 'Height of the input, in lines.' },
    },
  },
  ...linesOfText((raw, field) => parseText(raw, field, { lines: 'many', maxLength: field.maxLength ?? DEFAULT_LENGTH })),
  schema: (field) => textSchema(field.maxLength ?? DEFAULT_LENGTH),
  widget: 'long-text',
}
