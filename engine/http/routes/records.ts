import type { FastifyInstance } from 'fastify'
import type { AggregateQuery, BatchRequest, ListQuery, RecordData, Values } from '../../contract/api.ts'
import { versionRequired } from '../../kernel/errors.ts'
import { aggregateRecords } from '../../records/aggregate.ts'
import { runBatch } from '../../records/batch.ts'
import { createRecord } from '../../records/create.ts'
import { findDuplicates } from '../../records/find-duplicates.ts'
import { findRecords } from '../../records/find.ts'
import { getRecord } from '../../records/get.ts'
import { loadHistory } from '../../records/load-history.ts'
import { purgeRecord } from '../../records/purge.ts'
import { removeRecord } from '../../records/remove.ts'
import { restoreRecord } from '../../records/restore.ts'
import { updateRecord } from '../../records/update.ts'
import { contextOf } from '../call.ts'
import { answerOnce } from '../idempotent.ts'
import { listBodySchema, listQuerySchema, type ListQueryString, readListQuery, readNames } from '../query-string.ts'
import { aggregateBody, batchBody, createBody, updateBody, valuesBody } from './record-schemas.ts'

interface ModuleParams { module: string }
interface RecordParams extends ModuleParams { id: string }

const user = { access: 'user' } as const

/** Create, read, update, delete, list, count and aggregate for every module alike. */
export function recordRoutes(server: FastifyInstance): void {
  server.get<{ Params: ModuleParams; Querystring: ListQueryString }>('/api/records/:module', { config: user, schema: { querystring: listQuerySchema } }, (request) =>
    findRecords(contextOf(request), readListQuery(request.params.module, request.query)))

  server.post<{ Params: ModuleParams; Body: Omit<ListQuery, 'module'> }>('/api/records/:module/query', { config: user, schema: { body: listBodySchema } }, (request) =>
    findRecords(contextOf(request), { ...request.body, module: request.params.module }))

  server.get<{ Params: ModuleParams; Querystring: ListQueryString }>('/api/bin/:module', { config: user, schema: { querystring: listQuerySchema } }, (request) =>
    findRecords(contextOf(request), { ...readListQuery(request.params.module, request.query), deleted: true }))

  server.post<{ Params: ModuleParams; Body: Omit<AggregateQuery, 'module'> }>('/api/records/:module/aggregate', { config: user, schema: { body: aggregateBody } }, (request) =>
    aggregateRecords(contextOf(request), { ...request.body, module: request.params.module }))

  server.get<{ Params: RecordParams; Querystring: { fields?: string } }>('/api/records/:module/:id', { config: user }, async (request, reply) => {
    const record = await getRecord(contextOf(request), { ...request.params, fields: readNames(request.query.fields) })
    reply.header('etag', versionTag(record))
    return record
  })

  server.post<{ Params: ModuleParams; Body: { id?: string; values: Values } }>('/api/records/:module', { config: user, schema: { body: createBody } }, (request, reply) =>
    answerOnce(request, reply, { status: 201, work: (ctx) => createRecord(ctx, { ...request.body, module: request.params.module }) }))

  server.patch<{ Params: RecordParams; Body: { values: Values; version?: number } }>('/api/records/:module/:id', { config: user, schema: { body: updateBody } }, async (request, reply) => {
    const version = request.body.version ?? versionIn(request.headers['if-match'])
    if (version === null) throw versionRequired()
    const record = await updateRecord(contextOf(request), { ...request.params, version, values: request.body.values })
    reply.header('etag', versionTag(record))
    return record
  })

  server.delete<{ Params: RecordParams }>('/api/records/:module/:id', { config: user }, (request) =>
    removeRecord(contextOf(request), { ...request.params, version: versionIn(request.headers['if-match']) ?? undefined }))

  server.post<{ Params: RecordParams }>('/api/records/:module/:id/restore', { config: user }, (request) => restoreRecord(contextOf(request), request.params))

  server.post<{ Params: RecordParams }>('/api/records/:module/:id/purge', { config: { access: 'admin' } }, (request) => purgeRecord(contextOf(request), request.params))

  server.post<{ Params: ModuleParams; Body: BatchRequest }>('/api/records/:module/batch', { config: user, schema: { body: batchBody } }, (request, reply) =>
    answerOnce(request, reply, { status: 200, work: (ctx) => runBatch(ctx, { ...request.body, module: request.params.module }) }))

  server.get<{ Params: RecordParams; Querystring: { cursor?: string } }>('/api/records/:module/:id/history', { config: user }, (request) =>
    loadHistory(contextOf(request), { ...request.params, cursor: request.query.cursor }))

  server.post<{ Params: ModuleParams; Body: { values: Values; id?: string } }>('/api/records/:module/duplicates', { config: user, schema: { body: valuesBody } }, async (request) => ({
    candidates: await findDuplicates(contextOf(request), { module: request.params.module, values: request.body.values, except: request.body.id }),
  }))
}

function versionTag(record: RecordData): string {
  return `"${record.version}"`
}

/** If-Match carries the version in quotes, as the ETag of a record does. */
function versionIn(header: string | undefined): number | null {
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header ?? '')?.[1]
  return version === undefined ? null : Number(version)
}
