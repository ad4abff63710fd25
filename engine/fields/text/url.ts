import type { FieldModel } from '../../contract/model.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { accepted, refused } from '../parsed.ts'
import { lineOfText, maxLengthParameter, parseText, textSchema } from './text-value.ts'

const DEFAULT_LENGTH = 2048

export const urlField: FieldType = {
  name: 'url',
  label: { en: 'Web address', 'zh-CN': '网址' },
  parameters: { properties: { maxLength: maxLengthParameter(4000) } },
  ...lineOfText(parse),
  schema: (field) => textSchema(field.maxLength ?? DEFAULT_LENGTH, { examples: ['https://example.org'] }),
  widget: 'url',
  safeChanges: ['long_text'],
}

/** `www.example.com` becomes `https://www.example.com`; other schemes than http, https and ftp are refused: a link must not run a script. */
function parse(raw: unknown, field: FieldModel): Parsed {
  const text = parseText(raw, field, { lines: 'one', maxLength: field.maxLength ?? DEFAULT_LENGTH })
  if (!text.ok || text.value === null) return text
  const address = String(text.value)
  const named = SCHEME.test(address)
  const whole = named ? address : `https://${address}`
  return isWebAddress(whole, named) ? accepted(whole) : refused(field, 'URL', { expected: 'https://example.com' })
}

/** A colon before a digit ends a host name (`localhost:3000`), not a scheme. */
const SCHEME = /^[a-z][a-z0-9+.-]*:(?!\d)/i

/** A bare word is a host only where somebody wrote the scheme before it. */
function isWebAddress(address: string, named: boolean): boolean {
  if (/\s/.test(address) || !/^(?:https?|ftp):\/\/[^/]/i.test(address)) return false
  const url = URL.parse(address)
  return url !== null && (named || url.hostname.includes('.') || url.port !== '')
}
