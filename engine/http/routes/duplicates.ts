import type { FastifyInstance } from 'fastify'
import type { Values } from '../../contract/api.ts'
import { openModuleCall } from '../../records/call/module-call.ts'
import { dismissDuplicates, listDuplicateGroups } from '../../records/duplicates/search/list-groups.ts'
import type { MergePart } from '../../records/merge/merge-request.ts'
import { mergeRecords } from '../../records/merge/merge-records.ts'
import { DUPLICATE_SEARCH } from '../../storage/duplicates/found-groups.ts'
import { createTask, findTask } from '../../storage/tasks.ts'
import { contextOf, identityOf } from '../call.ts'
import { dismissBody, historyQuery, mergeBody } from './record-schemas.ts'

interface ModuleParams {
  module: string
}

const user = { access: 'user' } as const

/** Duplicates: looking for them among all records of a module, and making one record of several. */
export function duplicateRoutes(server: FastifyInstance): void {
  server.post<{ Params: ModuleParams; Body: { survivor: MergePart; others: MergePart[]; values: Values } }>(
    '/api/records/:module/merge',
    { config: { ...user, checksText: true }, schema: { body: mergeBody } },
    (request) => mergeRecords(contextOf(request), { ...request.body, module: request.params.module }),
  )

  server.post<{ Params: ModuleParams }>('/api/duplicates/:module/search', { config: user }, async (request, reply) => {
    const context = contextOf(request)
    const { module } = await openModuleCall(context, request.params.module, 'merge')
    const task = await createTask(context.database, {
      kind: DUPLICATE_SEARCH,
      module: module.key,
      asker: context.actor,
      input: null,
      total: 0,
      changeSet: context.changeSet,
    })
    reply.code(202)
    return { task }
  })

  server.get<{ Params: ModuleParams; Querystring: { cursor?: string } }>(
    '/api/duplicates/:module',
    { config: user, schema: { querystring: historyQuery } },
    async (request) => {
      const context = contextOf(request)
      const { search, ...list } = await listDuplicateGroups(context, { module: request.params.module, cursor: request.query.cursor })
      const task = search === null ? null : await findTask(context.database, { id: search, actor: identityOf(request).userId })
      return { task, ...list }
    },
  )

  server.post<{ Params: ModuleParams; Body: { ids: string[] } }>(
    '/api/duplicates/:module/dismiss',
    { config: user, schema: { body: dismissBody } },
    async (request, reply) => {
      await dismissDuplicates(contextOf(request), { module: request.params.module, ids: request.body.ids })
      reply.code(204)
    },
  )
}
