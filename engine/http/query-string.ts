import type { CountMode, ListQuery } from '../contract/api.ts'
import type { Condition, Sort } from '../contract/condition.ts'
import { invalid } from '../kernel/errors.ts'

/** The query string of a list as text; see {@link listQuerySchema}. */
export interface ListQueryString {
  view?: string
  filter?: string
  q?: string
  sort?: string
  fields?: string
  limit?: number
  cursor?: string
  count?: CountMode
  totals?: string
}

/** JSON Schema of the query string of a list. `filter` is JSON, `sort` is `field:desc,other`, `fields` and `totals` are comma-separated. */
export const listQuerySchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    view: { type: 'string', maxLength: 60 },
    filter: { type: 'string', maxLength: 20_000 },
    q: { type: 'string', maxLength: 200 },
    sort: { type: 'string', maxLength: 300 },
    fields: { type: 'string', maxLength: 4000 },
    limit: { type: 'integer', minimum: 1, maximum: 200 },
    cursor: { type: 'string', maxLength: 4000 },
    count: { enum: ['none', 'capped', 'exact'] },
    totals: { type: 'string', maxLength: 1000 },
  },
} as const

/** JSON Schema of the same as a body. The filter is checked by the query compiler, which knows the fields. */
export const listBodySchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    view: { type: 'string', maxLength: 60 },
    filter: { type: 'object' },
    q: { type: 'string', maxLength: 200 },
    sort: {
      type: 'array',
      maxItems: 4,
      items: { type: 'object', required: ['field'], additionalProperties: false, properties: { field: { type: 'string' }, order: { enum: ['asc', 'desc'] } } },
    },
    fields: { type: 'array', maxItems: 250, items: { type: 'string' } },
    limit: { type: 'integer', minimum: 1, maximum: 200 },
    cursor: { type: 'string', maxLength: 4000 },
    count: { enum: ['none', 'capped', 'exact'] },
    totals: { type: 'array', maxItems: 20, items: { type: 'string' } },
  },
} as const

/** Reads the query string of a list. Throws INVALID for a filter that is not JSON. */
export function readListQuery(module: string, query: ListQueryString): ListQuery {
  return {
    module,
    view: query.view,
    filter: readFilter(query.filter),
    q: query.q,
    sort: query.sort === undefined ? undefined : readSort(query.sort),
    fields: readNames(query.fields),
    limit: query.limit,
    cursor: query.cursor,
    count: query.count,
    totals: readNames(query.totals),
  }
}

/** Reads a filter that came as JSON text. */
export function readFilter(text: string | undefined): Condition | undefined {
  if (text === undefined || text === '') return undefined
  try {
    return JSON.parse(text) as Condition
  } catch {
    throw invalid({ problems: [{ field: 'filter', code: 'TYPE' }] })
  }
}

/** Splits comma-separated names. */
export function readNames(text: string | undefined): string[] | undefined {
  return text === undefined ? undefined : text.split(',').filter((name) => name !== '')
}

function readSort(text: string): Sort[] {
  return text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const [field = '', order] = part.split(':')
      return { field, order: order === 'desc' ? 'desc' : 'asc' }
    })
}
