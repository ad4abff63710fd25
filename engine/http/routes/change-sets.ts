import type { FastifyInstance } from 'fastify'
import { countChanges, undoChangeSet } from '../../records/undo.ts'
import { createTask } from '../../storage/tasks.ts'
import { contextOf } from '../call.ts'

/** {dryRun?} */
export const undoBody = { type: ['object', 'null'], additionalProperties: false, properties: { dryRun: { type: 'boolean' } } } as const

/** More changes than this are taken back in the background. */
const MOST_AT_ONCE = 1_000

/** Undo of what one action did: at once, or as a task (202) where that would take long. */
export function changeSetRoutes(server: FastifyInstance): void {
  server.post<{ Params: { id: string }; Body: { dryRun?: boolean } | null }>(
    '/api/change-sets/:id/undo',
    { config: { access: 'user' }, schema: { body: undoBody } },
    async (request, reply) => {
      const context = contextOf(request)
      const { id: changeSet } = request.params
      const dryRun = request.body?.dryRun ?? false
      const total = await countChanges(context, changeSet)
      if (dryRun || total <= MOST_AT_ONCE) return undoChangeSet(context, { changeSet, dryRun })

      const task = { kind: 'undo', module: null, asker: context.actor, input: { changeSet }, total, changeSet: context.changeSet }
      reply.code(202)
      return { task: await createTask(context.database, task) }
    },
  )
}
