import { isDecimal, multiplyDecimals, normalizeDecimal } from '../../contract/decimal.ts'

/**
 * A number as people write it in files, as a decimal string; null where it is none.
 * Full-width digits, grouping by `,` `.` `'` or space, currency signs and codes, percent signs, `(12)` and `12-` for minus, 万 and 亿.
 * `sign`: the decimal sign; without it a single comma before other than three digits is one (`12,5`), and a single point always is.
 */
export function readNumber(text: string, sign?: '.' | ','): string | null {
  if (text.length > 100) return null
  const plain = text
    .normalize('NFKC')
    .replace(/[\u2212\u2010-\u2014]/g, '-')
    .replace(/[\s\u00a0\u202f'’_]/g, '')
  const bare = plain.replace(DECORATION, '')
  const negative = /^\(.*\)$/.test(bare) || /^-|-$/.test(bare)
  const [, digits = '', power = ''] = /^([\d.,]+)([万萬亿億]?)$/.exec(bare.replace(/^[-+(]|[-)]$/g, '').replace(DECORATION, '')) ?? []
  const decimal = ungrouped(digits, sign ?? guessSign(digits))
  if (decimal === null) return null
  const value = power === '' ? decimal : multiplyDecimals(decimal, POWERS[power] ?? '1')
  return normalizeDecimal(negative ? `-${value}` : value)
}

/** Signs and codes of currencies, percent: they say of what, not how many. */
const DECORATION = /^(?:\p{Sc}|[A-Z]{1,2}(?=\p{Sc})|[A-Z]{3}(?=[-\d.,(])|元|人民币|%)+|(?:\p{Sc}|[A-Z]{3}|元|人民币|%)+$/gu
const POWERS: Record<string, string> = { 万: '10000', 萬: '10000', 亿: '100000000', 億: '100000000' }

function guessSign(digits: string): '.' | ',' {
  const comma = digits.lastIndexOf(',')
  const point = digits.lastIndexOf('.')
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.'
  if (comma >= 0) return digits.indexOf(',') === comma && !/^\d{1,3},\d{3}$/.test(digits) ? ',' : '.'
  return digits.indexOf('.') === point ? '.' : ','
}

/** Groups must be whole (3, or India's 2 and 3, or China's 4): `1,5` with a decimal point is an error of the file, not 15. */
function ungrouped(digits: string, sign: '.' | ','): string | null {
  const parts = digits.split(sign)
  const [whole = '', fraction] = parts
  if (parts.length > 2 || (fraction !== undefined && !/^\d*$/.test(fraction))) return null
  const grouping = sign === '.' ? ',' : '.'
  const groups = whole.split(grouping)
  if (groups.length > 1 && !isGrouped(groups)) return null
  const decimal = `${groups.join('') || '0'}${fraction ? `.${fraction}` : ''}`
  return /\d/.test(digits) && isDecimal(decimal) ? decimal : null
}

function isGrouped([first = '', ...rest]: string[]): boolean {
  const last = rest.pop() ?? ''
  if (last.length === 4) return first.length >= 1 && first.length <= 4 && rest.every((group) => group.length === 4)
  if (last.length !== 3 || first.length < 1 || first.length > 3) return false
  return rest.every((group) => group.length === 3) || rest.every((group) => group.length === 2)
}
