import type { FastifyInstance } from 'fastify'
import type { AggregateQuery, ListQuery, Values } from '../../contract/api.ts'
import { aggregateRecords } from '../../records/aggregate.ts'
import { findDuplicates } from '../../records/find-duplicates.ts'
import { findRecords } from '../../records/find.ts'
import { getRecord } from '../../records/get.ts'
import { loadHistory } from '../../records/load-history.ts'
import { contextOf } from '../call.ts'
import { listBodySchema, listQuerySchema, type ListQueryString, readListQuery, readNames } from '../query-string.ts'
import { versionTag } from '../version-tag.ts'
import { aggregateBody, historyQuery, recordQuery, createBody } from './record-schemas.ts'

interface ModuleParams {
  module: string
}
interface RecordParams extends ModuleParams {
  id: string
}

const user = { access: 'user' } as const

/** Lists, the recycle bin, single records, aggregates, history and the duplicate check, for every module alike. */
export function readRecordRoutes(server: FastifyInstance): void {
  server.get<{ Params: ModuleParams; Querystring: ListQueryString }>(
    '/api/records/:module',
    { config: user, schema: { querystring: listQuerySchema } },
    (request) => findRecords(contextOf(request), readListQuery(request.params.module, request.query)),
  )

  server.post<{ Params: ModuleParams; Body: Omit<ListQuery, 'module'> }>(
    '/api/records/:module/query',
    { config: user, schema: { body: listBodySchema } },
    (request) => findRecords(contextOf(request), { ...request.body, module: request.params.module }),
  )

  server.get<{ Params: ModuleParams; Querystring: ListQueryString }>(
    '/api/bin/:module',
    { config: user, schema: { querystring: listQuerySchema } },
    (request) => findRecords(contextOf(request), { ...readListQuery(request.params.module, request.query), deleted: true }),
  )

  server.post<{ Params: ModuleParams; Body: Omit<AggregateQuery, 'module'> }>(
    '/api/records/:module/aggregate',
    { config: user, schema: { body: aggregateBody } },
    (request) => aggregateRecords(contextOf(request), { ...request.body, module: request.params.module }),
  )

  server.get<{ Params: RecordParams; Querystring: { fields?: string } }>(
    '/api/records/:module/:id',
    { config: user, schema: { querystring: recordQuery } },
    async (request, reply) => {
      const record = await getRecord(contextOf(request), { ...request.params, fields: readNames(request.query.fields) })
      reply.header('etag', versionTag(record))
      return record
    },
  )

  server.get<{ Params: RecordParams; Querystring: { cursor?: string; field?: string } }>(
    '/api/records/:module/:id/history',
    { config: user, schema: { querystring: historyQuery } },
    (request) => loadHistory(contextOf(request), { ...request.params, ...request.query }),
  )

  server.post<{ Params: ModuleParams; Body: { values: Values; id?: string } }>(
    '/api/records/:module/duplicates',
    { config: { ...user, checksText: true }, schema: { body: createBody } },
    async (request) => ({
      candidates: await findDuplicates(contextOf(request), { module: request.params.module, values: request.body.values, except: request.body.id }),
    }),
  )
}
