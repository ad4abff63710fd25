import type { FieldModel } from '../../contract/model.ts'
import { oneColumn } from '../columns.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { operandFrom } from '../operand.ts'
import { accepted, isBlank, refused } from '../parsed.ts'

export const booleanField: FieldType = {
  name: 'boolean',
  label: { en: 'Yes or no', 'zh-CN': '是/否' },
  parameters: { properties: {} },
  ...oneColumn({ type: 'boolean' }),
  schema: () => ({ type: 'boolean' }),
  parse,
  parseText: (text, field) => parse(WORDS.get(text.slice(0, 20).normalize('NFKC').trim().toLowerCase()) ?? text.trim(), field),
  text: (value, _field, { locale }) => (typeof value === 'boolean' ? SHOWN[locale][value ? 1 : 0] : ''),
  cell: (value) => (typeof value === 'boolean' ? value : null),
  operators: ['is', 'is_not', 'is_blank', 'is_not_blank'],
  operand: operandFrom(parse),
  sortable: true,
  groupable: true,
  summable: false,
  family: 'boolean',
  safeChanges: [],
  widget: 'boolean',
}

/** The words "true" and "false" too: picklist values that set other fields hold texts. */
function parse(raw: unknown, field: FieldModel): Parsed {
  if (isBlank(raw)) return accepted(null)
  if (typeof raw === 'boolean') return accepted(raw)
  return raw === 'true' || raw === 'false' ? accepted(raw === 'true') : refused(field, 'TYPE', { expected: 'boolean' })
}

const SHOWN: Record<'en' | 'zh-CN', [no: string, yes: string]> = { en: ['No', 'Yes'], 'zh-CN': ['否', '是'] }
const YES = ['yes', 'y', 'true', 't', '1', 'on', 'x', '是', '对', '真', '有', '√', '✓', '✔', '☑', '■']
const NO = ['no', 'n', 'false', 'f', '0', 'off', '否', '错', '假', '无', '不', '×', '✗', '✘', '☐', '□']
const WORDS = new Map([...YES.map((word) => [word, true] as const), ...NO.map((word) => [word, false] as const)])
