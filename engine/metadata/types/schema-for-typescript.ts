import type { JsonSchema } from '../../fields/field-type.ts'

const COMMON = 'common.schema.json#/definitions/'
const FIELD = 'field.schema.json#/properties/'

/**
 * The same schema for the generator of types: small shared parts stand in their place (a key is a `string`, a label the
 * contract's `Label`) instead of becoming one alias each.
 */
export function forTypeScript(schema: JsonSchema, all: Record<string, JsonSchema>): JsonSchema {
  const common = all['common']?.['definitions'] as Record<string, JsonSchema>
  const field = all['field']?.['properties'] as Record<string, JsonSchema>
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    const { $ref: target, ...rest } = value as { $ref?: unknown }
    if (typeof target !== 'string') return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, walk(member)]))
    const part = target.startsWith(COMMON) ? common[target.slice(COMMON.length)] : undefined
    if (target.startsWith(FIELD)) return walk(field[target.slice(FIELD.length)])
    if (!part || (part['type'] === 'object' && part['tsType'] === undefined)) return value
    return { ...(part['tsType'] ? { tsType: part['tsType'] } : shapeOf(part)), ...rest }
  }
  return walk(schema) as JsonSchema
}

function shapeOf(part: JsonSchema): JsonSchema {
  const { type, enum: values } = part
  return { ...(type ? { type } : {}), ...(values ? { enum: values } : {}) }
}
