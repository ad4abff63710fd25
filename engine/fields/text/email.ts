import type { FieldModel } from '../../contract/model.ts'
import type { FieldType, Parsed } from '../field-type.ts'
import { accepted, refused } from '../parsed.ts'
import { lineOfText, maxLengthParameter, parseText, textSchema } from './text-value.ts'

const DEFAULT_LENGTH = 254

export const emailField: FieldType = {
  name: 'email',
  label: { en: 'E-mail', 'zh-CN': '邮箱' },
  parameters: { properties: { maxLength: maxLengthParameter(320) } },
  ...lineOfText(parse),
  schema: (field) => textSchema(field.maxLength ?? DEFAULT_LENGTH, { examples: ['mei@example.org'] }),
  widget: 'email',
}

/** One address as people write them: letters of any script, no comments, no quoted parts. The domain's case means nothing and goes. */
function parse(raw: unknown, field: FieldModel): Parsed {
  const text = parseText(typeof raw === 'string' ? raw.replace(/^\s*mailto:/i, '') : raw, field, { lines: 'one', maxLength: field.maxLength ?? DEFAULT_LENGTH })
  if (!text.ok || text.value === null) return text
  const address = String(text.value)
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  const domain = address.slice(at + 1).toLowerCase()
  if (at < 1 || local.length > 64 || !LOCAL.test(local) || !isDomain(domain)) return refused(field, 'EMAIL', { expected: 'name@example.com' })
  return accepted(`${local}@${domain}`)
}

const LOCAL = /^[\p{L}\p{N}\p{M}!#$%&'*+\-/=?^_`{|}~]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+\-/=?^_`{|}~]+)*$/u
const DOMAIN_LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u

/** A name with a dot in it: mail to a bare host name never leaves the building. */
function isDomain(domain: string): boolean {
  const labels = domain.split('.')
  return domain.length <= 253 && labels.length >= 2 && labels.every((label) => DOMAIN_LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '')
}
