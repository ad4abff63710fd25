import type { FastifyInstance } from 'fastify'
import type { Values } from '../../contract/api.ts'
import { countRelated, listRelated, type RelatedList } from '../../records/list-related.ts'
import { linkRecords } from '../../records/link.ts'
import { unlinkRecords } from '../../records/unlink.ts'
import { contextOf } from '../call.ts'
import { listQuerySchema, type ListQueryString, readListQuery } from '../query-string.ts'

interface RelatedParams {
  module: string
  id: string
  relation: string
}
interface LinkParams {
  module: string
  id: string
  link: string
  other: string
}

const user = { access: 'user' } as const
/** {values?}: the attributes of the link. */
export const linkBody = { type: ['object', 'null'], additionalProperties: false, properties: { values: { type: 'object' } } } as const

/** {lists: [{relation, filter?}]} */
export const countsBody = {
  type: 'object',
  additionalProperties: false,
  required: ['lists'],
  properties: {
    lists: {
      type: 'array',
      maxItems: 40,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['relation'],
        properties: { relation: { type: 'string', maxLength: 60 }, filter: { type: 'object' } },
      },
    },
  },
} as const

/** Lists of related records, and the links between records. */
export function relatedRoutes(server: FastifyInstance): void {
  server.get<{ Params: RelatedParams; Querystring: ListQueryString }>(
    '/api/records/:module/:id/related/:relation',
    { config: user, schema: { querystring: listQuerySchema } },
    (request) => listRelated(contextOf(request), { ...readListQuery(request.params.module, request.query), ...request.params }),
  )

  server.post<{ Params: { module: string; id: string }; Body: { lists: RelatedList[] } }>(
    '/api/records/:module/:id/related-counts',
    { config: user, schema: { body: countsBody } },
    async (request) => ({ counts: await countRelated(contextOf(request), { ...request.params, ...request.body }) }),
  )

  server.put<{ Params: LinkParams; Body: { values?: Values } | null }>(
    '/api/records/:module/:id/links/:link/:other',
    { config: { ...user, checksText: true }, schema: { body: linkBody } },
    (request) => linkRecords(contextOf(request), { ...request.params, values: request.body?.values ?? {} }),
  )

  server.delete<{ Params: LinkParams }>('/api/records/:module/:id/links/:link/:other', { config: user }, (request) =>
    unlinkRecords(contextOf(request), request.params),
  )
}
