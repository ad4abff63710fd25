import type { FastifyInstance } from 'fastify'
import type { BulkRequest } from '../../contract/bulk.ts'
import { openBulkCall } from '../../records/bulk/check-operation.ts'
import { planBulk } from '../../records/bulk/plan-bulk.ts'
import { createTask } from '../../storage/tasks.ts'
import { contextOf } from '../call.ts'
import { answerOnce } from '../idempotent.ts'
import { listBodySchema } from '../query-string.ts'

const { filter, q } = listBodySchema.properties
const tags = { type: 'array', maxItems: 50, items: { type: 'string', minLength: 1, maxLength: 50 } } as const
const op = (name: string, parts: Record<string, object> = {}, required: string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  required: ['op', ...required],
  properties: { op: { const: name }, ...parts },
})

/** {module, filter?, q?, operation}; selected records are a filter of their ids. */
export const bulkBody = {
  type: 'object',
  additionalProperties: false,
  required: ['module', 'operation'],
  properties: {
    module: { type: 'string', maxLength: 40 },
    filter,
    q,
    operation: {
      oneOf: [
        op('update', { values: { type: 'object' } }, ['values']),
        op('tag', { field: { type: 'string', maxLength: 60 }, add: tags, remove: tags }, ['field']),
        op('delete'),
        op('restore'),
      ],
    },
  },
}

/** Mass work over the records of a list: a dry run, and the run in the background. */
export function bulkRoutes(server: FastifyInstance): void {
  const config = { access: 'user' } as const
  const schema = { body: bulkBody }

  server.post<{ Body: BulkRequest }>('/api/bulk/dry-run', { config, schema }, (request) => planBulk(contextOf(request), request.body))

  server.post<{ Body: BulkRequest }>('/api/bulk', { config, schema }, (request, reply) =>
    answerOnce(request, reply, {
      status: 202,
      async work(context) {
        const { module, operation } = request.body
        await openBulkCall(context, request.body)
        const input = JSON.parse(JSON.stringify(request.body))
        const { actor, changeSet, database } = context
        return { task: await createTask(database, { kind: `bulk-${operation.op}`, module, asker: actor, input, total: 0, changeSet }) }
      },
    }),
  )
}
