import type { ErrorObject } from 'ajv'
import { nearestName } from '../nearest-name.ts'
import { joinPointer } from '../json/pointer.ts'

/** One thing that a schema refuses. */
export interface SchemaFault {
  pointer: string
  reason: string
  nearest?: string
  /** The object has a member that it may not have; without it the object may be fine. */
  extra?: boolean
}

type Describe = (error: ErrorObject) => Omit<SchemaFault, 'pointer'> & { member?: string }

const TYPE_WORDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list [ … ]',
  object: 'an object { … }',
  null: 'null',
}

const PATTERN_WORDS: Record<string, string> = {
  '\\S': 'The text is blank.',
  '^[a-z][a-z0-9_]{0,39}$': 'A key begins with a small letter and goes on with small letters, digits and _, at most 40 in all.',
  '^[A-Za-z0-9][A-Za-z0-9_/+.-]{0,59}$': 'The key of a value is made of letters, digits and _ / + . -, at most 60.',
  '^[A-Z]{3}$': 'A currency is written as three capital letters.',
}

/** What AJV found, in words, each fault once, in the order of the file's members. */
export function describeErrors(errors: readonly ErrorObject[]): SchemaFault[] {
  const faults = errors.filter((error) => !IGNORED.has(error.keyword)).map(describe)
  const seen = new Set<string>()
  return faults.filter((fault) => {
    const key = `${fault.pointer} ${fault.reason}`
    return !seen.has(key) && seen.add(key)
  })
}

/** They only say that another error exists. */
const IGNORED = new Set(['if'])

const DESCRIPTIONS: Record<string, Describe> = {
  additionalProperties: (error) => {
    const member = String(error.params['additionalProperty'])
    const known = Object.keys(error.parentSchema?.['properties'] ?? {})
    return {
      member,
      extra: true,
      reason: `"${member}" is not known here.`,
      nearest: nearestName(member, known.includes('op') ? [...known, 'all', 'any', 'not'] : known),
    }
  },
  required: (error) => ({ reason: `"${String(error.params['missingProperty'])}" is missing.` }),
  type: (error) => ({ reason: `This must be ${typeWords(error.params['type'])}, not ${typeWords(typeOf(error.data))}.` }),
  enum: (error) => notOneOf(error.data, error.params['allowedValues'] as unknown[]),
  const: (error) => notOneOf(error.data, [error.params['allowedValue']]),
  discriminator: (error) => unknownVariant(error),
  pattern: (error) => ({
    reason: PATTERN_WORDS[String(error.params['pattern'])] ?? `${quote(error.data)} does not have the right form (${String(error.params['pattern'])}).`,
  }),
  minLength: (error) => ({ reason: `The text is shorter than ${String(error.params['limit'])}.` }),
  maxLength: (error) => ({ reason: `The text is longer than ${String(error.params['limit'])}.` }),
  minItems: (error) => ({ reason: `The list has fewer than ${String(error.params['limit'])} items.` }),
  maxItems: (error) => ({ reason: `The list has more than ${String(error.params['limit'])} items.` }),
  uniqueItems: (error) => ({ reason: `The items ${String(error.params['j'])} and ${String(error.params['i'])} are the same.` }),
  minimum: (error) => ({ reason: `The number must be at least ${String(error.params['limit'])}.` }),
  maximum: (error) => ({ reason: `The number must be at most ${String(error.params['limit'])}.` }),
}

function describe(error: ErrorObject): SchemaFault {
  const { member, ...words } = DESCRIPTIONS[error.keyword]?.(error) ?? { reason: `The value ${error.message ?? 'is not right'}.` }
  return { pointer: member === undefined ? error.instancePath : joinPointer(error.instancePath, member), ...words }
}

function unknownVariant(error: ErrorObject): ReturnType<Describe> {
  const tag = String(error.params['tag'])
  const value: unknown = error.params['tagValue']
  const variants = ((error.parentSchema?.['oneOf'] ?? []) as { $ref?: string }[]).map((variant) =>
    (variant.$ref ?? '').replace(/^.*\//, '').replace(/_field$/, ''),
  )
  if (typeof value !== 'string') return { reason: `"${tag}" must be ${TYPE_WORDS['string']}.` }
  return { member: tag, ...notOneOf(value, variants) }
}

function notOneOf(value: unknown, allowed: unknown[]): { reason: string; nearest?: string } {
  const list = allowed.map(String)
  const shown = list.length > 12 ? '' : `, only ${list.join(', ')}`
  return { reason: `${quote(value)} is not allowed here${shown}.`, nearest: typeof value === 'string' ? nearestName(value, list) : undefined }
}

function typeWords(type: unknown): string {
  const types = Array.isArray(type) ? type : String(type).split(',')
  return types.map((one) => TYPE_WORDS[String(one)] ?? String(one)).join(' or ')
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
