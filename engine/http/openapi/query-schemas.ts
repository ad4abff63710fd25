import type { JsonSchema } from '../../fields/field-type.ts'
import { listBodySchema } from '../query-string.ts'
import { aggregateBody } from '../routes/record-schemas.ts'
import { listOf, schemaRef, TEXT } from './schema-ref.ts'
import type { ShownField } from './shown-field.ts'

/** What may be asked of a module: its filters, lists and aggregates, with the fields that each takes. */
export function querySchemas(name: string, fields: ShownField[]): Record<string, JsonSchema> {
  const filter = schemaRef(`${name}Filter`)
  const named = (take: (shown: ShownField) => boolean) => fieldNames(fields, take)
  const sort = {
    ...listBodySchema.properties.sort,
    items: { ...listBodySchema.properties.sort.items, properties: { field: named(({ type }) => type.sortable), order: { enum: ['asc', 'desc'] } } },
  }
  const { groupBy, measures } = aggregateBody.properties
  return {
    [`${name}Filter`]: filterSchema(name, fields),
    [`${name}Query`]: {
      ...listBodySchema,
      properties: {
        ...listBodySchema.properties,
        filter,
        sort,
        fields: { ...listOf(named(() => true)), maxItems: 250 },
        totals: { ...listOf(named(({ type }) => type.summable)), maxItems: 20 },
      },
    },
    [`${name}Aggregate`]: {
      ...aggregateBody,
      properties: {
        ...aggregateBody.properties,
        filter,
        groupBy: { ...groupBy, items: { ...groupBy.items, properties: { ...groupBy.items.properties, field: named(({ type }) => type.groupable) } } },
        measures: {
          ...measures,
          items: { ...measures.items, properties: { ...measures.items.properties, field: named(({ type }) => type.summable || type.sortable) } },
        },
      },
    },
  }
}

/** A closed tree of conditions. Fields with the same operators stand together. */
function filterSchema(name: string, fields: ShownField[]): JsonSchema {
  const tree = schemaRef(`${name}Filter`)
  const byOperators = new Map<string, { operators: readonly string[]; keys: string[] }>([
    ['id', { operators: ['is', 'is_not', 'is_any', 'is_none'], keys: ['id'] }],
  ])
  for (const { field, type } of fields) {
    if (type.operators.length === 0) continue
    const group = byOperators.get(type.operators.join()) ?? { operators: type.operators, keys: [] }
    group.keys.push(field.key)
    byOperators.set(type.operators.join(), group)
  }
  const comparisons = [...byOperators.values()].map(({ operators, keys }) => comparison({ enum: keys }, { enum: [...operators] }))
  const path = pathSchema(fields)
  return {
    oneOf: [closed({ all: listOf(tree) }), closed({ any: listOf(tree) }), closed({ not: tree }), ...comparisons, ...(path ? [comparison(path, TEXT)] : [])],
  }
}

function comparison(field: JsonSchema, op: JsonSchema): JsonSchema {
  return { type: 'object', required: ['field', 'op'], additionalProperties: false, properties: { field, op, value: {} } }
}

function closed(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: 'object', required: Object.keys(properties), additionalProperties: false, properties }
}

/** Names of fields, or paths that begin with one that leads on. */
function fieldNames(fields: ShownField[], take: (shown: ShownField) => boolean): JsonSchema {
  const path = pathSchema(fields)
  const names = { enum: fields.filter(take).map(({ field }) => field.key) }
  const own = names.enum.length > 0 ? [names] : []
  return { anyOf: path ? [...own, path] : own.length > 0 ? own : [TEXT] }
}

/** Paths through references (`shelf.name`) and to parts (`home.city`). */
function pathSchema(fields: ShownField[]): JsonSchema | null {
  const leading = fields.filter(({ type }) => type.family === 'reference' || type.parts).map(({ field }) => field.key)
  return leading.length === 0 ? null : { type: 'string', pattern: `^(${leading.join('|')})\\.[a-z][a-z0-9_.]*$` }
}
