import type { FastifyInstance } from 'fastify'
import { undoChangeSet } from '../../records/undo.ts'
import { contextOf } from '../call.ts'

/** {dryRun?} */
export const undoBody = { type: ['object', 'null'], additionalProperties: false, properties: { dryRun: { type: 'boolean' } } } as const

/** Undo of what one action did. */
export function changeSetRoutes(server: FastifyInstance): void {
  server.post<{ Params: { id: string }; Body: { dryRun?: boolean } | null }>(
    '/api/change-sets/:id/undo',
    { config: { access: 'user' }, schema: { body: undoBody } },
    (request) => undoChangeSet(contextOf(request), { changeSet: request.params.id, dryRun: request.body?.dryRun ?? false }),
  )
}
