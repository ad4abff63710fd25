import type { FieldType } from '../field-type.ts'
import { lineOfText, parseText, textSchema } from '../text/text-value.ts'

const MAX_LENGTH = 60

/** The number that a record gets from its module's series (`QUO-000123`); nobody types it, but an import may bring it. */
export const autoNumberField: FieldType = {
  name: 'auto_number',
  label: { en: 'Automatic number', 'zh-CN': '自动编号' },
  parameters: { properties: {} },
  ...lineOfText((raw, field) => parseText(raw, field, { lines: 'one', maxLength: MAX_LENGTH })),
  schema: () => textSchema(MAX_LENGTH, { readOnly: true }),
  widget: 'auto-number',
}
