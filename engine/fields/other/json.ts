import type { FieldValue } from '../../contract/api.ts'
import type { FieldModel } from '../../contract/model.ts'
import { convertedColumn } from '../columns.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { accepted, isBlank, refused } from '../parsed.ts'
import { copyJson } from './json-copy.ts'

const MAX_DEPTH = 20
const MAX_SIZE = 65_536
const MAX_PARTS = 10_000

/** Structured data that only programs read. */
export const jsonField: FieldType = {
  name: 'json',
  label: { en: 'JSON', 'zh-CN': 'JSON' },
  parameters: { properties: {} },
  ...convertedColumn({ type: 'jsonb' }, (cell) => cell as FieldValue),
  toColumns: (value) => [value === null ? null : JSON.stringify(value)],
  schema: () => ({}),
  parse,
  parseText,
  text: (value) => (value === null ? '' : JSON.stringify(value)),
  operators: ['is_blank', 'is_not_blank'],
  sortable: false,
  groupable: false,
  summable: false,
  family: 'none',
  safeChanges: [],
  widget: 'json',
}

/** A copy of own properties only, at most 20 deep and 64 kB long. */
function parse(raw: unknown, field: FieldModel): Parsed {
  if (isBlank(raw)) return accepted(null)
  const copied = copyJson(raw, { depth: MAX_DEPTH, parts: MAX_PARTS })
  if (!copied.ok) return refused(field, copied.code, copied.code === 'TOO_MANY' ? { max: MAX_PARTS } : undefined)
  const { length } = JSON.stringify(copied.value)
  return length > MAX_SIZE ? refused(field, 'TOO_LONG', { max: MAX_SIZE, length }) : accepted(copied.value)
}

function parseText(text: string, field: FieldModel): Parsed {
  if (text.trim() === '') return accepted(null)
  if (text.length > MAX_SIZE * 2) return refused(field, 'TOO_LONG', { max: MAX_SIZE, length: text.length })
  try {
    return parse(JSON.parse(text), field)
  } catch {
    return refused(field, 'TYPE', { expected: 'JSON' })
  }
}
