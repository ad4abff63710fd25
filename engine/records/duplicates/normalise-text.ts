/** What companies add to their names; longest first. */
const COMPANY_WORDS = [
  'incorporated',
  'corporation',
  'limited',
  'company',
  'holdings',
  'holding',
  'group',
  'gmbh',
  'corp',
  'sarl',
  'inc',
  'llc',
  'llp',
  'ltd',
  'plc',
  'pty',
  'spa',
  'srl',
  'co',
  'ag',
  'sa',
  'bv',
  'nv',
  'kg',
  'kk',
  'oy',
  'ab',
]
const CHINESE_ENDINGS = ['股份有限公司', '有限责任公司', '集团有限公司', '控股有限公司', '有限公司', '股份公司', '公司', '集团']

/**
 * A text as duplicates are compared: width, case, space and punctuation do not count, and neither does what companies add to
 * their names. `ＡＣＭＥ, Inc.` and `acme` are the same. A name that is nothing but such words stays as it is.
 */
export function normaliseText(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`.]/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  const whole = words.join('')
  const rest = [...words]
  while (rest.length > 1 && COMPANY_WORDS.includes(rest.at(-1) ?? '')) rest.pop()
  return withoutChineseEnding(rest.join('')) || whole
}

function withoutChineseEnding(name: string): string {
  const ending = CHINESE_ENDINGS.find((candidate) => name.endsWith(candidate))
  return ending ? name.slice(0, -ending.length) : name
}
