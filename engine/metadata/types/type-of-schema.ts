import type { JsonSchema } from '../../fields/field-type.ts'

const PLAIN: Record<string, string> = { string: 'string', number: 'number', integer: 'number', boolean: 'boolean', null: 'null' }

/** TypeScript of a value that a JSON Schema describes: as much of the language as field types use; the rest is `unknown`. */
export function typeOfSchema(schema: JsonSchema): string {
  const { type, enum: values, const: only, oneOf, anyOf } = schema
  if (only !== undefined) return JSON.stringify(only)
  if (Array.isArray(values)) return values.length > 0 ? values.map((value) => JSON.stringify(value)).join(' | ') : 'string'
  const choices = oneOf ?? anyOf
  if (Array.isArray(choices)) return unionOf(choices.map((choice) => typeOfSchema(choice as JsonSchema)))
  if (Array.isArray(type)) return unionOf(type.map((one) => typeOfSchema({ ...schema, type: one })))
  if (type === 'array') return `${wrapped(typeOfSchema((schema['items'] ?? {}) as JsonSchema))}[]`
  if (type === 'object') return objectType(schema)
  return PLAIN[String(type)] ?? 'unknown'
}

function objectType(schema: JsonSchema): string {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>)
  const required = (schema['required'] ?? []) as string[]
  if (properties.length === 0) return 'Record<string, unknown>'
  return `{ ${properties.map(([name, property]) => `${memberName(name)}${required.includes(name) ? '' : '?'}: ${typeOfSchema(property)}`).join('; ')} }`
}

function memberName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
}

function unionOf(types: string[]): string {
  return [...new Set(types)].join(' | ')
}

function wrapped(type: string): string {
  return type.includes(' | ') ? `(${type})` : type
}
