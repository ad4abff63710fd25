import type { FieldValue } from '../../contract/api.ts'

export interface JsonLimits {
  depth: number
  parts: number
}
export type JsonCopy = { ok: true; value: FieldValue } | { ok: false; code: 'TYPE' | 'BAD_TEXT' | 'TOO_DEEP' | 'TOO_MANY' }

/**
 * A copy of JSON data that is fit for jsonb: own properties only, nothing that JSON cannot say, no NUL and no half
 * surrogate pair in texts and keys, no key that reaches an object's prototype, no more parts and levels than the limits.
 */
export function copyJson(raw: unknown, limits: JsonLimits): JsonCopy {
  const budget = { parts: limits.parts }
  try {
    return { ok: true, value: copy(raw, limits.depth, budget) }
  } catch (error) {
    if (error instanceof Unfit) return { ok: false, code: error.code }
    throw error
  }
}

/** Ends the walk at the first part that does not fit. */
class Unfit extends Error {
  readonly code: 'TYPE' | 'BAD_TEXT' | 'TOO_DEEP' | 'TOO_MANY'

  constructor(code: Unfit['code']) {
    super(code)
    this.code = code
  }
}

const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

function copy(raw: unknown, depth: number, budget: { parts: number }): FieldValue {
  budget.parts -= 1
  if (budget.parts < 0) throw new Unfit('TOO_MANY')
  if (raw === null || typeof raw === 'boolean') return raw
  if (typeof raw === 'string') return fit(raw)
  if (typeof raw === 'number' && Number.isFinite(raw)) return raw + 0
  if (typeof raw !== 'object') throw new Unfit('TYPE')
  if (depth <= 0) throw new Unfit('TOO_DEEP')
  if (Array.isArray(raw)) return Array.from(raw, (entry: unknown) => copy(entry, depth - 1, budget))
  return copyObject(raw, depth, budget)
}

function copyObject(raw: object, depth: number, budget: { parts: number }): FieldValue {
  const prototype: unknown = Object.getPrototypeOf(raw)
  if (prototype !== Object.prototype && prototype !== null) throw new Unfit('TYPE')
  const entries = Object.entries(raw)
    .toSorted(byKey)
    .map(([key, value]): [string, FieldValue] => {
      if (PROTOTYPE_KEYS.has(key)) throw new Unfit('TYPE')
      return [fit(key), copy(value, depth - 1, budget)]
    })
  return Object.fromEntries(entries)
}

/** The order in which jsonb keeps keys, so that what is read back is written just as what was saved. */
function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return Buffer.byteLength(a) - Buffer.byteLength(b) || Buffer.compare(Buffer.from(a), Buffer.from(b))
}

function fit(text: string): string {
  if (text.includes('\0') || !text.isWellFormed()) throw new Unfit('BAD_TEXT')
  return text
}
