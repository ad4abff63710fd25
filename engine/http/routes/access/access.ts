import type { FastifyInstance } from 'fastify'
import type { AccessDraft } from '../../../contract/access.ts'
import type { RecordAction } from '../../../contract/model.ts'
import { listAccessUsers } from '../../../records/access/access-users.ts'
import { explainRecordAccess } from '../../../records/access/explain-record.ts'
import { impactOf } from '../../../records/access/impact.ts'
import { explainMissing } from '../../../records/access/missing-record.ts'
import { contextOf } from '../../call.ts'
import { accessUsersQuery, explainQuery, impactBody, missingQuery } from './access-schemas.ts'

interface RecordParams {
  module: string
  id: string
}

/** Why somebody may do something or not, who may, why a record is not in a list, and what a change of rights would change. */
export function accessRoutes(server: FastifyInstance): void {
  server.get<{ Params: RecordParams; Querystring: { action?: RecordAction; user?: string; field?: string } }>(
    '/api/records/:module/:id/access',
    { config: { access: 'user' }, schema: { querystring: explainQuery } },
    (request) => explainRecordAccess(contextOf(request), { action: 'read', ...request.query, ...request.params }),
  )

  server.get<{ Params: RecordParams; Querystring: { action?: RecordAction } }>(
    '/api/records/:module/:id/access/users',
    { config: { access: 'admin' }, schema: { querystring: accessUsersQuery } },
    (request) => listAccessUsers(contextOf(request), { action: 'read', ...request.query, ...request.params }),
  )

  server.get<{ Querystring: { module: string; id: string; user?: string } }>(
    '/api/access/missing',
    { config: { access: 'user' }, schema: { querystring: missingQuery } },
    (request) => explainMissing(contextOf(request), request.query),
  )

  server.post<{ Body: { draft: AccessDraft } }>('/api/access/impact', { config: { access: 'admin' }, schema: { body: impactBody } }, (request) =>
    impactOf(contextOf(request), request.body.draft),
  )
}
