import type { JsonSchema } from '../../fields/field-type.ts'

/** A reference to a schema of the document. */
export const schemaRef = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })

export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items })

/** An object of which every property is there; those that end with `?` may be absent. */
export function objectOf(properties: Record<string, JsonSchema>): JsonSchema {
  const entries = Object.entries(properties)
  return {
    type: 'object',
    required: entries.map(([key]) => key).filter((key) => !key.endsWith('?')),
    properties: Object.fromEntries(entries.map(([key, schema]) => [key.replace('?', ''), schema])),
  }
}

export const TEXT: JsonSchema = { type: 'string' }
export const ID: JsonSchema = { type: 'string', format: 'uuid' }
export const TIME: JsonSchema = { type: 'string', format: 'date-time' }
export const WHOLE: JsonSchema = { type: 'integer' }
export const YES_NO: JsonSchema = { type: 'boolean' }
export const ANYTHING: JsonSchema = {}
export const orNull = (schema: JsonSchema): JsonSchema =>
  typeof schema.type === 'string' && !('enum' in schema) && !('const' in schema)
    ? { ...schema, type: [schema.type, 'null'] }
    : { anyOf: [schema, { type: 'null' }] }
