import type { FieldValue } from '../../contract/api.ts'
import type { FieldModel } from '../../contract/model.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { refused } from '../parsed.ts'
import { lineOfText, maxLengthParameter, parseText, textSchema } from './text-value.ts'

const DEFAULT_LENGTH = 60

export const phoneField: FieldType = {
  name: 'phone',
  label: { en: 'Phone', 'zh-CN': '电话' },
  parameters: { properties: { maxLength: maxLengthParameter(100) } },
  ...lineOfText(parse),
  schema: (field) => textSchema(field.maxLength ?? DEFAULT_LENGTH, { examples: ['+86 10 6552 9988'] }),
  searchText,
  widget: 'phone',
}

/** Kept as it was typed: spaces and signs carry meaning for the people who dial. */
function parse(raw: unknown, field: FieldModel): Parsed {
  const text = parseText(raw, field, { lines: 'one', maxLength: field.maxLength ?? DEFAULT_LENGTH })
  if (!text.ok || text.value === null) return text
  const plain = String(text.value).normalize('NFKC')
  const digits = phoneDigits(plain).length
  const looksLikeOne = PHONE.test(plain) && digits >= 3 && digits <= 32
  return looksLikeOne ? text : refused(field, 'PHONE', { expected: '+86 10 6552 9988' })
}

/** The digits of a phone number, by which two numbers are compared. */
function phoneDigits(phone: string): string {
  return phone.normalize('NFKC').replace(/\D/g, '')
}

/** Also the bare digits, so that `65529988` finds `(010) 6552-9988`. */
function searchText(value: FieldValue): string {
  if (typeof value !== 'string') return ''
  const digits = phoneDigits(value)
  return digits === value ? value : `${value} ${digits}`
}

/** An extension may follow: `ext. 12`, `x12`, `转 12`, `分机12`. */
const PHONE = /^[+(\d][\d\s()+.\-–—/*#,;]*(?:(?:ext\.?|x|转|分机)[\s:]*\d+)?$/i
