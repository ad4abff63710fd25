/**
 * Exact arithmetic on decimal strings (`-12.50`) with BigInt: light enough for the browser.
 * A decimal string is an optional minus, digits, and optionally a point and digits; every function throws RangeError on anything else.
 */

/** Whether a text is a decimal string. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text)
}

/** The one way to write a value: `-0`, `007`, `1.50` become `0`, `7`, `1.5`. */
export function normalizeDecimal(text: string): string {
  // Most come from the database: digits, and zeros up to the column's scale. Cutting these off needs no arithmetic.
  if (PLAIN.test(text)) return text.replace(END_ZEROS, '')
  return write(read(text))
}

/** Negative, zero or positive, as `sort` wants it. */
export function compareDecimals(a: string, b: string): number {
  const [left, right] = aligned(a, b)
  return left < right ? -1 : left > right ? 1 : 0
}

export function addDecimals(a: string, b: string): string {
  const [left, right, scale] = aligned(a, b)
  return write({ units: left + right, scale })
}

export function subtractDecimals(a: string, b: string): string {
  const [left, right, scale] = aligned(a, b)
  return write({ units: left - right, scale })
}

export function multiplyDecimals(a: string, b: string): string {
  const left = read(a)
  const right = read(b)
  return write({ units: left.units * right.units, scale: left.scale + right.scale })
}

/** Rounded to `scale` digits after the point, halves away from zero, as PostgreSQL's numeric and people do it. */
export function roundDecimal(text: string, scale: number): string {
  const value = read(text)
  if (value.scale <= scale) return write(value)
  const divisor = 10n ** BigInt(value.scale - scale)
  const half = value.units < 0n ? -divisor / 2n : divisor / 2n
  return write({ units: (value.units + half) / divisor, scale })
}

/** Rounded to `scale` digits after the point. Throws RangeError where `b` is 0. */
export function divideDecimals(a: string, b: string, scale: number): string {
  const [left, right] = aligned(a, b)
  // One digit more than wanted would round twice; twice the quotient and its half round once, away from zero.
  const twice = (2n * left * 10n ** BigInt(scale)) / right
  const units = (twice < 0n ? twice - 1n : twice + 1n) / 2n
  return write({ units, scale })
}

/** How many digits stand after the point, zeros at the end not counted. */
export function decimalScale(text: string): number {
  return normalizeDecimal(text).split('.')[1]?.length ?? 0
}

/** `units` divided by ten to the power of `scale`. */
interface Scaled {
  units: bigint
  scale: number
}

/** Without a minus, and without a zero before other digits. */
const PLAIN = /^(?:0|[1-9]\d*)(?:\.\d+)?$/
const END_ZEROS = /\.0+$|(?<=\.\d*[1-9])0+$/
const DECIMAL = /^-?\d+(?:\.\d+)?$/

function read(text: string): Scaled {
  if (!isDecimal(text)) throw new RangeError('Not a decimal number.')
  const point = text.indexOf('.')
  if (point < 0) return { units: BigInt(text), scale: 0 }
  return { units: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 }
}

function write({ units, scale }: Scaled): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const sign = units < 0n ? '-' : ''
  if (scale === 0) return sign + digits
  const fraction = digits.slice(-scale).replace(/0+$/, '')
  return sign + digits.slice(0, -scale) + (fraction === '' ? '' : `.${fraction}`)
}

function aligned(a: string, b: string): [left: bigint, right: bigint, scale: number] {
  const left = read(a)
  const right = read(b)
  const scale = Math.max(left.scale, right.scale)
  return [left.units * 10n ** BigInt(scale - left.scale), right.units * 10n ** BigInt(scale - right.scale), scale]
}
