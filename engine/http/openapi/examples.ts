import type { JsonSchema } from '../../fields/field-type.ts'

/** Texts for patterns: a decimal, a time, a colour. */
const CANDIDATES = ['100', '12.5', '09:30:00', '#2080f0', 'EUR']
const BY_FORMAT: Record<string, string> = { uuid: '01900000-0000-7000-8000-000000000001', date: '2026-01-31', 'date-time': '2026-01-31T09:30:00.000Z' }
const LONGEST_LIST = 2

/** A value that fits a JSON Schema; undefined where none can be made up. `word` is used for free text. */
export function exampleOf(schema: JsonSchema, word: string): unknown {
  if (Array.isArray(schema.examples)) return schema.examples[0]
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const [first] = [schema.oneOf, schema.anyOf].flatMap((list) => (Array.isArray(list) ? (list as JsonSchema[]) : []))
  if (first) return exampleOf(first, word)
  const type = Array.isArray(schema.type) ? (schema.type as unknown[])[0] : schema.type
  return typeof type === 'string' ? BY_TYPE[type]?.(schema, word) : undefined
}

const BY_TYPE: Record<string, (schema: JsonSchema, word: string) => unknown> = {
  string: textExample,
  boolean: () => true,
  integer: numberExample,
  number: numberExample,
  array: ({ items }, word) => [exampleOf((items ?? {}) as JsonSchema, word)].filter((entry) => entry !== undefined).slice(0, LONGEST_LIST),
  object: objectExample,
}

function textExample({ format, pattern, maxLength }: JsonSchema, word: string): string | undefined {
  if (typeof format === 'string' && Object.hasOwn(BY_FORMAT, format)) return BY_FORMAT[format]
  if (typeof pattern === 'string') return CANDIDATES.find((text) => new RegExp(pattern, 'u').test(text))
  return word.slice(0, typeof maxLength === 'number' ? maxLength : word.length)
}

function numberExample({ minimum, maximum }: JsonSchema): number {
  return Math.min(Math.max(1, typeof minimum === 'number' ? minimum : 1), typeof maximum === 'number' ? maximum : 1)
}

function objectExample({ properties }: JsonSchema, word: string): object {
  const entries = Object.entries((properties ?? {}) as Record<string, JsonSchema>).map(([key, schema]) => [key, exampleOf(schema, word)])
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}
