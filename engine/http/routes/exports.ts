import type { FastifyInstance } from 'fastify'
import { createTask } from '../../storage/tasks.ts'
import type { ExportRequest } from '../../contract/api.ts'
import { openExport } from '../../transfer/export/open-export.ts'
import { contextOf } from '../call.ts'
import { listBodySchema } from '../query-string.ts'

const { filter, q, sort, fields } = listBodySchema.properties
/** {module, fields, format, filter?, q?, sort?} */
export const exportBody = {
  type: 'object',
  additionalProperties: false,
  required: ['module', 'fields', 'format'],
  properties: { module: { type: 'string', maxLength: 40 }, filter, q, sort, fields: { ...fields, minItems: 1 }, format: { enum: ['csv', 'xlsx'] } },
} as const

/** Exports of lists, in the background. */
export function exportRoutes(server: FastifyInstance): void {
  server.post<{ Body: ExportRequest }>('/api/exports', { config: { access: 'user' }, schema: { body: exportBody } }, async (request, reply) => {
    const context = contextOf(request)
    await openExport(context, request.body)
    const task = await createTask(context.database, {
      kind: 'export',
      module: request.body.module,
      asker: context.actor,
      input: JSON.parse(JSON.stringify(request.body)),
      total: 0,
      changeSet: context.changeSet,
    })
    reply.code(202)
    return { task }
  })
}
