import type { Access } from '../../access/compile-access.ts'
import { labelIn, type Locale } from '../../contract/label.ts'
import type { ModuleModel, RecordAction } from '../../contract/model.ts'
import type { JsonSchema } from '../../fields/field-type.ts'
import { inHeader, inPath, inQuery, operation, type OperationInput, schemaRef } from './operation.ts'

export interface ModuleDescription {
  module: ModuleModel
  access: Access
  locale: Locale
  schema: string
}

interface Path {
  method: string
  path: string
  needs: RecordAction
  operation: Omit<OperationInput, 'tag' | 'id'>
  name: string
}

const text: JsonSchema = { type: 'string' }
const LIST_PARAMETERS = [
  inQuery('view', text),
  inQuery('filter', text, 'A Filter as JSON.'),
  inQuery('q', text, 'Text to search for.'),
  inQuery('sort', text, '`field:desc,other`'),
  inQuery('fields', text, 'Names with commas between.'),
  inQuery('limit', { type: 'integer', minimum: 1, maximum: 200 }),
  inQuery('cursor', text),
  inQuery('count', { enum: ['none', 'capped', 'exact'] }),
  inQuery('totals', text),
]

/** The paths of one module, of those actions that the actor may do. */
export function modulePaths(description: ModuleDescription): JsonSchema {
  const { module, access, locale } = description
  const tag = labelIn(module.pluralLabel, locale)
  const paths: Record<string, JsonSchema> = {}
  for (const { method, path, needs, operation: input, name } of describe(description)) {
    if (!access.allows(module.key, needs)) continue
    paths[path] = { ...paths[path], [method]: operation({ ...input, tag, id: `${name}_${module.key}` }) }
  }
  return paths
}

function describe({ module, schema, locale }: ModuleDescription): Path[] {
  const base = `/api/records/${module.key}`
  const one = `${base}/{id}`
  const singular = labelIn(module.label, locale)
  const record = schemaRef(schema)
  const input = { type: 'object', required: ['values'], additionalProperties: false, properties: { values: schemaRef(`${schema}Input`) } }
  const list = {
    type: 'object',
    required: ['records', 'next', 'previous'],
    properties: {
      records: { type: 'array', items: record },
      next: { type: ['string', 'null'] },
      previous: { type: ['string', 'null'] },
      count: schemaRef('Count'),
      totals: { type: 'object', additionalProperties: text },
    },
  }
  const onRecord = [inPath('id')]
  const idempotent = inHeader('Idempotency-Key', 'The same request with the same key is done once.')
  return [
    { name: 'list', method: 'get', path: base, needs: 'read', operation: { summary: `List: ${singular}`, parameters: LIST_PARAMETERS, answer: list } },
    {
      name: 'query',
      method: 'post',
      path: `${base}/query`,
      needs: 'read',
      operation: { summary: `List by a body: ${singular}`, body: schemaRef('Query'), answer: list },
    },
    {
      name: 'aggregate',
      method: 'post',
      path: `${base}/aggregate`,
      needs: 'read',
      operation: { summary: `Groups and totals: ${singular}`, body: schemaRef('Aggregate'), answer: schemaRef('AggregateResult') },
    },
    {
      name: 'get',
      method: 'get',
      path: one,
      needs: 'read',
      operation: { summary: `Read: ${singular}`, parameters: [...onRecord, inQuery('fields', text)], answer: record },
    },
    {
      name: 'history',
      method: 'get',
      path: `${one}/history`,
      needs: 'read',
      operation: { summary: `History: ${singular}`, parameters: [...onRecord, inQuery('cursor', text)], answer: { type: 'object' } },
    },
    {
      name: 'related',
      method: 'get',
      path: `${one}/related/{relation}`,
      needs: 'read',
      operation: {
        summary: `Related records: ${singular}`,
        parameters: [
          ...onRecord,
          inPath('relation', { enum: module.relations.length > 0 ? module.relations.map(({ key }) => key) : [''] }),
          ...LIST_PARAMETERS,
        ],
        answer: { type: 'object' },
      },
    },
    {
      name: 'create',
      method: 'post',
      path: base,
      needs: 'create',
      operation: {
        summary: `Create: ${singular}`,
        parameters: [idempotent],
        body: { ...input, properties: { ...input.properties, id: { type: 'string', format: 'uuid' } } },
        status: 201,
        answer: record,
        failures: [403, 409],
      },
    },
    {
      name: 'update',
      method: 'patch',
      path: one,
      needs: 'update',
      operation: {
        summary: `Update: ${singular}`,
        parameters: [...onRecord, inHeader('If-Match', 'The version that you saw, in quotes.')],
        body: { ...input, properties: { ...input.properties, version: { type: 'integer', minimum: 1 } } },
        answer: record,
        failures: [403, 409, 428],
      },
    },
    {
      name: 'delete',
      method: 'delete',
      path: one,
      needs: 'delete',
      operation: { summary: `Delete: ${singular}`, parameters: onRecord, answer: schemaRef('ChangeSet'), failures: [403, 409] },
    },
    {
      name: 'restore',
      method: 'post',
      path: `${one}/restore`,
      needs: 'delete',
      operation: { summary: `Bring back: ${singular}`, parameters: onRecord, answer: schemaRef('ChangeSet'), failures: [403] },
    },
    {
      name: 'batch',
      method: 'post',
      path: `${base}/batch`,
      needs: 'update',
      operation: { summary: `Many at once: ${singular}`, parameters: [idempotent], body: schemaRef('Batch'), answer: { type: 'object' }, failures: [403, 409] },
    },
    {
      name: 'duplicates',
      method: 'post',
      path: `${base}/duplicates`,
      needs: 'read',
      operation: { summary: `Find duplicates: ${singular}`, body: input, answer: { type: 'object' } },
    },
    {
      name: 'lookup',
      method: 'get',
      path: `/api/lookup/${module.key}`,
      needs: 'read',
      operation: {
        summary: `Look up by name: ${singular}`,
        parameters: [inQuery('q', text), inQuery('limit', { type: 'integer', minimum: 1, maximum: 50 })],
        answer: { type: 'object' },
      },
    },
  ]
}
