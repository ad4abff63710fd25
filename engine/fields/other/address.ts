import type { FieldValue } from '../../contract/api.ts'
import type { FieldModel } from '../../contract/model.ts'
import { SORTED_TEXT } from '../columns.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { accepted, isBlank, refused } from '../parsed.ts'
import { parseText as parseLine } from '../text/text-value.ts'

interface Part {
  max: number
  lines: 'one' | 'many'
  label: { en: string; 'zh-CN': string }
}
const PARTS: [key: string, part: Part][] = [
  ['street', { max: 500, lines: 'many', label: { en: 'Street', 'zh-CN': '街道' } }],
  ['city', { max: 100, lines: 'one', label: { en: 'City', 'zh-CN': '城市' } }],
  ['state', { max: 100, lines: 'one', label: { en: 'State or province', 'zh-CN': '省/州' } }],
  ['postcode', { max: 30, lines: 'one', label: { en: 'Postcode', 'zh-CN': '邮编' } }],
  ['country', { max: 100, lines: 'one', label: { en: 'Country', 'zh-CN': '国家' } }],
  ['po_box', { max: 60, lines: 'one', label: { en: 'P.O. box', 'zh-CN': '邮政信箱' } }],
]
const NAMES = PARTS.map(([key]) => key)
const COLUMNS = NAMES.map((name) => ({ suffix: `_${name}`, ...SORTED_TEXT }))

/** A postal address; each part is a column of its own that lists can show, filter and sort (`billing_address.city`). */
export const addressField: FieldType = {
  name: 'address',
  label: { en: 'Address', 'zh-CN': '地址' },
  parameters: { properties: {} },
  columns: () => COLUMNS,
  schema: () => ({
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(PARTS.map(([key, { max }]) => [key, { type: ['string', 'null'], maxLength: max }])),
  }),
  parse,
  parseText: (text, field) => parse(text.trim() === '' ? null : { street: text }, field),
  toColumns: (value) => NAMES.map((name) => partOf(value, name)),
  fromColumns,
  text: (value, _field, { locale }) => shown(value, locale === 'en' ? ENGLISH_ORDER : CHINESE_ORDER, locale === 'en' ? ', ' : ' '),
  searchText: (value) => shown(value, CHINESE_ORDER, ' '),
  operators: ['is_blank', 'is_not_blank'],
  parts: Object.fromEntries(PARTS.map(([key, { label }]) => [key, { suffix: `_${key}`, type: 'text', label }])),
  sortable: false,
  groupable: false,
  summable: false,
  family: 'none',
  safeChanges: [],
  widget: 'address',
}

const ENGLISH_ORDER = ['street', 'po_box', 'city', 'state', 'postcode', 'country']
const CHINESE_ORDER = ['country', 'state', 'city', 'street', 'po_box', 'postcode']

/** Blank parts are left out; an address of nothing but blanks is null. All bad parts are told together. */
function parse(raw: unknown, field: FieldModel): Parsed {
  if (isBlank(raw)) return accepted(null)
  if (typeof raw !== 'object' || Array.isArray(raw)) return refused(field, 'TYPE', { expected: 'address' })
  const given = Object.entries(raw)
  const stranger = given.find(([key]) => !NAMES.includes(key))
  if (stranger) return refused(field, 'UNKNOWN_FIELD', { part: stranger[0].slice(0, 60), expected: NAMES })

  const values = Object.fromEntries(given)
  const parsed = PARTS.map(([key, { max, lines }]) => ({ key, result: parseLine(values[key], field, { lines, maxLength: max }) }))
  const problems = parsed.flatMap(({ key, result }) => (result.ok ? [] : result.problems.map((one) => ({ ...one, params: { ...one.params, part: key } }))))
  if (problems.length > 0) return { ok: false, problems }

  const filled = parsed.flatMap(({ key, result }): [string, FieldValue][] => (result.ok && result.value !== null ? [[key, result.value]] : []))
  return accepted(filled.length === 0 ? null : Object.fromEntries(filled))
}

function fromColumns(cells: unknown[]): FieldValue {
  const filled = NAMES.flatMap((name, index): [string, string][] => (typeof cells[index] === 'string' ? [[name, cells[index]]] : []))
  return filled.length === 0 ? null : Object.fromEntries(filled)
}

function partOf(value: FieldValue, name: string): string | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, name)) return null
  const part = value[name]
  return typeof part === 'string' ? part : null
}

function shown(value: FieldValue, order: string[], between: string): string {
  return order.flatMap((name) => partOf(value, name)?.replace(/\s*\n\s*/g, between) ?? []).join(between)
}
