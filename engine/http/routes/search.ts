import type { FastifyInstance } from 'fastify'
import { lookUp } from '../../records/look-up.ts'
import { searchRecords } from '../../records/search.ts'
import { contextOf } from '../call.ts'
import { readFilter, readNames } from '../query-string.ts'

const user = { access: 'user' } as const
const q = { type: 'string', maxLength: 200 } as const
const lookupSchema = {
  type: 'object',
  additionalProperties: false,
  properties: { q, filter: { type: 'string', maxLength: 20_000 }, limit: { type: 'integer', minimum: 1, maximum: 50 } },
} as const
const searchSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['q'],
  properties: { q, modules: { type: 'string', maxLength: 2000 }, limit: { type: 'integer', minimum: 1, maximum: 50 } },
} as const

/** Type-ahead for references, and the search over all modules. */
export function searchRoutes(server: FastifyInstance): void {
  server.get<{ Params: { module: string }; Querystring: { q?: string; filter?: string; limit?: number } }>(
    '/api/lookup/:module',
    { config: user, schema: { querystring: lookupSchema } },
    async (request) => ({
      options: await lookUp(contextOf(request), {
        module: request.params.module,
        q: request.query.q ?? '',
        filter: readFilter(request.query.filter),
        limit: request.query.limit,
      }),
    }),
  )

  server.get<{ Querystring: { q: string; modules?: string; limit?: number } }>(
    '/api/search',
    { config: user, schema: { querystring: searchSchema } },
    async (request) => ({
      groups: await searchRecords(contextOf(request), { q: request.query.q, modules: readNames(request.query.modules), limit: request.query.limit }),
    }),
  )
}
