import type { FieldValue } from '../../contract/api.ts'
import type { FieldModel } from '../../contract/model.ts'
import { convertedColumn } from '../columns.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { accepted, isBlank, refused } from '../parsed.ts'
import { hasSecretKey, sealSecret } from './secret-key.ts'

const MAX_LENGTH = 4000

/**
 * A password or key that is kept to be used and never shown. Sent as text; sealed while it is parsed, so that nothing
 * behind the parser (events, logs, hooks) ever holds it; read back as `{ set: true }`. openSecret gives the text of a cell.
 */
export const secretField: FieldType = {
  name: 'secret',
  label: { en: 'Secret', 'zh-CN': '保密内容' },
  parameters: { properties: {} },
  ...convertedColumn({ type: 'text' }, () => ({ set: true })),
  toColumns: (value) => [sealedOf(value)],
  schema: () => ({
    oneOf: [
      { type: 'string', maxLength: MAX_LENGTH, writeOnly: true },
      { type: 'object', additionalProperties: false, required: ['set'], properties: { set: { const: true } }, readOnly: true },
    ],
  }),
  parse,
  text: (value) => (value === null ? '' : '••••••'),
  operators: ['is_blank', 'is_not_blank'],
  sortable: false,
  groupable: false,
  summable: false,
  family: 'none',
  safeChanges: [],
  widget: 'secret',
}

/** Not trimmed: space may be part of a password. */
function parse(raw: unknown, field: FieldModel): Parsed {
  if (isBlank(raw)) return accepted(null)
  if (typeof raw !== 'string') return refused(field, 'TYPE', { expected: 'string' })
  if (raw.includes('\0') || !raw.isWellFormed()) return refused(field, 'BAD_TEXT')
  if (raw.length > MAX_LENGTH) return refused(field, 'TOO_LONG', { max: MAX_LENGTH, length: raw.length })
  if (!hasSecretKey()) return refused(field, 'NO_SECRET_KEY')
  return accepted({ set: true, sealed: sealSecret(raw, field.key) })
}

function sealedOf(value: FieldValue): string | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null
  return typeof value.sealed === 'string' ? value.sealed : null
}
