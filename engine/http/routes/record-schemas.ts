const values = { type: 'object' } as const
const id = { type: 'string', pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' } as const
const version = { type: 'integer', minimum: 1 } as const

/** {id?, values} */
export const createBody = { type: 'object', additionalProperties: false, required: ['values'], properties: { id, values } } as const

/** {values, version?} */
export const updateBody = { type: 'object', additionalProperties: false, required: ['values'], properties: { values, version } } as const

/** {mode, operations}: at most 1,000. */
export const batchBody = {
  type: 'object',
  additionalProperties: false,
  required: ['mode', 'operations'],
  properties: {
    mode: { enum: ['all', 'each'] },
    operations: {
      type: 'array',
      minItems: 1,
      maxItems: 1000,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['op'],
        properties: { op: { enum: ['create', 'update', 'delete', 'restore'] }, id, version, values },
      },
    },
  },
} as const

const seen = { type: 'object', additionalProperties: false, required: ['id', 'version'], properties: { id, version } } as const

/** {survivor, others, values}: records with the versions that were seen. */
export const mergeBody = {
  type: 'object',
  additionalProperties: false,
  required: ['survivor', 'others', 'values'],
  properties: { survivor: seen, others: { type: 'array', minItems: 1, maxItems: 4, items: seen }, values },
} as const

/** {ids}: records that are not duplicates of each other. */
export const dismissBody = {
  type: 'object',
  additionalProperties: false,
  required: ['ids'],
  properties: { ids: { type: 'array', minItems: 2, maxItems: 50, items: id } },
} as const

const fieldPath = { type: 'string', maxLength: 200 } as const

/** See AggregateQuery in the contract. */
export const aggregateBody = {
  type: 'object',
  additionalProperties: false,
  required: ['measures'],
  properties: {
    filter: { type: 'object' },
    q: { type: 'string', maxLength: 200 },
    groupBy: {
      type: 'array',
      maxItems: 3,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['field'],
        properties: { field: fieldPath, bucket: { enum: ['day', 'week', 'month', 'quarter', 'year'] } },
      },
    },
    measures: {
      type: 'array',
      minItems: 1,
      maxItems: 10,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['fn'],
        properties: { fn: { enum: ['count', 'sum', 'avg', 'min', 'max'] }, field: fieldPath },
      },
    },
    having: {
      type: 'array',
      maxItems: 5,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['measure', 'op', 'value'],
        properties: {
          measure: { type: 'integer', minimum: 0, maximum: 9 },
          op: { enum: ['gt', 'gte', 'lt', 'lte'] },
          value: { type: 'string', pattern: '^-?\\d{1,30}(\\.\\d{1,10})?$' },
        },
      },
    },
    sort: {
      type: 'array',
      maxItems: 4,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['by', 'index'],
        properties: { by: { enum: ['group', 'measure'] }, index: { type: 'integer', minimum: 0, maximum: 9 }, order: { enum: ['asc', 'desc'] } },
      },
    },
    limit: { type: 'integer', minimum: 1, maximum: 1000 },
  },
} as const

/** The fields that are wanted; all if absent. */
export const recordQuery = { type: 'object', additionalProperties: false, properties: { fields: { type: 'string', maxLength: 4000 } } } as const

/** `field`: only what happened to it. */
export const historyQuery = {
  type: 'object',
  additionalProperties: false,
  properties: { cursor: { type: 'string', maxLength: 4000 }, field: { type: 'string', maxLength: 60 } },
} as const
