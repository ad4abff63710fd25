import type { FastifyInstance } from 'fastify'
import type { BatchRequest, Values } from '../../contract/api.ts'
import { versionRequired } from '../../kernel/errors.ts'
import { runBatch } from '../../records/batch.ts'
import { createRecord } from '../../records/create.ts'
import { purgeRecord } from '../../records/purge.ts'
import { removeRecord } from '../../records/remove.ts'
import { restoreRecord } from '../../records/restore.ts'
import { updateRecord } from '../../records/update.ts'
import { contextOf } from '../call.ts'
import { answerOnce } from '../idempotent.ts'
import { versionIn, versionTag } from '../version-tag.ts'
import { batchBody, createBody, updateBody } from './record-schemas.ts'

interface ModuleParams {
  module: string
}
interface RecordParams extends ModuleParams {
  id: string
}

const user = { access: 'user' } as const
const values = { access: 'user', checksText: true } as const

/** Create, update, delete, restore, purge and batch, for every module alike. */
export function writeRecordRoutes(server: FastifyInstance): void {
  server.post<{ Params: ModuleParams; Body: { id?: string; values: Values } }>(
    '/api/records/:module',
    { config: values, schema: { body: createBody } },
    (request, reply) => answerOnce(request, reply, { status: 201, work: (ctx) => createRecord(ctx, { ...request.body, module: request.params.module }) }),
  )

  server.patch<{ Params: RecordParams; Body: { values: Values; version?: number } }>(
    '/api/records/:module/:id',
    { config: values, schema: { body: updateBody } },
    async (request, reply) => {
      const version = request.body.version ?? versionIn(request.headers['if-match'])
      if (version === undefined) throw versionRequired()
      const record = await updateRecord(contextOf(request), { ...request.params, version, values: request.body.values })
      reply.header('etag', versionTag(record))
      return record
    },
  )

  server.delete<{ Params: RecordParams }>('/api/records/:module/:id', { config: user }, (request) =>
    removeRecord(contextOf(request), { ...request.params, version: versionIn(request.headers['if-match']) }),
  )

  server.post<{ Params: RecordParams }>('/api/records/:module/:id/restore', { config: user }, async (request) => {
    const context = contextOf(request)
    await restoreRecord(context, request.params)
    return { changeSet: context.changeSet }
  })

  server.post<{ Params: RecordParams }>('/api/records/:module/:id/purge', { config: { access: 'admin' } }, (request) =>
    purgeRecord(contextOf(request), request.params),
  )

  server.post<{ Params: ModuleParams; Body: BatchRequest }>('/api/records/:module/batch', { config: values, schema: { body: batchBody } }, (request, reply) =>
    answerOnce(request, reply, { status: 200, work: (ctx) => runBatch(ctx, { ...request.body, module: request.params.module }) }),
  )
}
