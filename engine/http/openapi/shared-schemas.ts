import type { JsonSchema } from '../../fields/field-type.ts'
import { OPERATORS } from '../../contract/condition.ts'

const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })
const text: JsonSchema = { type: 'string' }
const id: JsonSchema = { type: 'string', format: 'uuid' }

/** Shapes that do not depend on a module. */
export const SHARED_SCHEMAS: Record<string, JsonSchema> = {
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'code'],
    properties: {
      type: text,
      title: text,
      status: { type: 'integer' },
      detail: text,
      code: text,
      id: { ...text, description: 'What the log of the server knows the failure by.' },
      problems: {
        type: 'array',
        items: { type: 'object', required: ['code'], properties: { field: text, code: text, params: { type: 'object' }, message: text } },
      },
      current: { type: 'object', description: 'CONFLICT: the newer record.' },
      differs: { type: 'array', items: text },
    },
  },
  Filter: {
    description: 'A closed tree of conditions. Field paths lead through references: `account.industry`.',
    oneOf: [
      { type: 'object', required: ['all'], additionalProperties: false, properties: { all: { type: 'array', items: ref('Filter') } } },
      { type: 'object', required: ['any'], additionalProperties: false, properties: { any: { type: 'array', items: ref('Filter') } } },
      { type: 'object', required: ['not'], additionalProperties: false, properties: { not: ref('Filter') } },
      { type: 'object', required: ['field', 'op'], additionalProperties: false, properties: { field: text, op: { enum: [...OPERATORS] }, value: {} } },
    ],
  },
  Sort: { type: 'object', required: ['field'], additionalProperties: false, properties: { field: text, order: { enum: ['asc', 'desc'] } } },
  Query: {
    type: 'object',
    additionalProperties: false,
    properties: {
      view: text,
      filter: ref('Filter'),
      q: { ...text, maxLength: 200 },
      sort: { type: 'array', maxItems: 4, items: ref('Sort') },
      fields: { type: 'array', items: text },
      limit: { type: 'integer', minimum: 1, maximum: 200 },
      cursor: text,
      count: { enum: ['none', 'capped', 'exact'] },
      totals: { type: 'array', items: text },
    },
  },
  Count: { type: 'object', required: ['value', 'exact'], properties: { value: { type: 'integer' }, exact: { type: 'boolean' } } },
  ChangeSet: { type: 'object', required: ['changeSet'], properties: { changeSet: { ...id, description: 'Undo with POST /api/change-sets/{id}/undo.' } } },
  Aggregate: {
    type: 'object',
    required: ['measures'],
    additionalProperties: false,
    properties: {
      filter: ref('Filter'),
      q: text,
      groupBy: {
        type: 'array',
        maxItems: 3,
        items: { type: 'object', required: ['field'], properties: { field: text, bucket: { enum: ['day', 'week', 'month', 'quarter', 'year'] } } },
      },
      measures: {
        type: 'array',
        minItems: 1,
        maxItems: 10,
        items: { type: 'object', required: ['fn'], properties: { fn: { enum: ['count', 'sum', 'avg', 'min', 'max'] }, field: text } },
      },
      having: { type: 'array', items: { type: 'object' } },
      sort: { type: 'array', items: { type: 'object' } },
      limit: { type: 'integer', minimum: 1, maximum: 1000 },
    },
  },
  AggregateResult: {
    type: 'object',
    required: ['rows'],
    properties: {
      rows: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            group: { type: 'array' },
            labels: { type: 'array', items: { type: ['string', 'null'] } },
            measures: { type: 'array', items: { type: ['string', 'null'] } },
          },
        },
      },
    },
  },
  Batch: {
    type: 'object',
    required: ['mode', 'operations'],
    additionalProperties: false,
    properties: {
      mode: { enum: ['all', 'each'], description: 'all: everything or nothing. each: a result for each.' },
      operations: {
        type: 'array',
        minItems: 1,
        maxItems: 1000,
        items: {
          type: 'object',
          required: ['op'],
          properties: { op: { enum: ['create', 'update', 'delete', 'restore'] }, id, version: { type: 'integer' }, values: { type: 'object' } },
        },
      },
    },
  },
  File: { type: 'object', required: ['id', 'name', 'size', 'type'], properties: { id, name: text, size: { type: 'integer' }, type: text } },
  Task: {
    type: 'object',
    required: ['id', 'kind', 'state', 'progress'],
    properties: {
      id,
      kind: text,
      module: text,
      state: { enum: ['waiting', 'running', 'done', 'failed', 'cancelled'] },
      progress: { type: 'object', properties: { done: { type: 'integer' }, total: { type: 'integer' } } },
      result: {},
      error: text,
    },
  },
}
