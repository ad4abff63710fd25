import type { FastifyInstance } from 'fastify'
import type { AuditFilter } from '../../contract/audit.ts'
import { invalid } from '../../kernel/errors.ts'
import { auditPlaceOf, searchAudit } from '../../storage/audit/search-audit.ts'
import { createTask } from '../../storage/tasks.ts'
import { contextOf } from '../call.ts'

const admin = { access: 'admin' } as const
const PAGE = 50

const id = { type: 'string', pattern: '^[0-9a-fA-F-]{36}$' } as const
const time = { type: 'string', format: 'date-time' } as const
const filters = {
  kind: { enum: ['audit', 'change'] },
  actor: id,
  module: { type: 'string', maxLength: 40 },
  record: id,
  from: time,
  until: time,
  address: { type: 'string', maxLength: 60 },
} as const

/** ?kind&actor&action&module&record&from&until&address&limit&cursor; `action`: several with commas between. */
export const auditQuery = {
  type: 'object',
  additionalProperties: false,
  properties: {
    ...filters,
    action: { type: 'string', maxLength: 500 },
    limit: { type: 'integer', minimum: 1, maximum: 200 },
    cursor: { type: 'string', maxLength: 80 },
  },
} as const

/** The same filters; `actions` as a list. */
export const auditExportBody = {
  type: 'object',
  additionalProperties: false,
  properties: { ...filters, actions: { type: 'array', maxItems: 40, items: { type: 'string', maxLength: 40 } } },
} as const

type AuditQuery = Omit<AuditFilter, 'actions'> & { action?: string; limit?: number; cursor?: string }

/** Who did what, when and from where: for admins. */
export function auditRoutes(server: FastifyInstance): void {
  server.get<{ Querystring: AuditQuery }>('/api/audit', { config: admin, schema: { querystring: auditQuery } }, async (request) => {
    const { action, limit = PAGE, cursor, ...filter } = request.query
    const after = cursor === undefined ? null : auditPlaceOf(cursor)
    if (cursor !== undefined && after === null) throw invalid({ problems: [{ field: 'cursor', code: 'CURSOR' }] })
    return searchAudit(contextOf(request).database, { ...filter, ...(action && { actions: action.split(',') }) }, { after, limit })
  })

  server.post<{ Body: AuditFilter }>('/api/audit/exports', { config: admin, schema: { body: auditExportBody } }, async (request, reply) => {
    const context = contextOf(request)
    const task = await createTask(context.database, {
      kind: 'audit-export',
      module: null,
      asker: context.actor,
      input: { ...request.body },
      total: 0,
      changeSet: context.changeSet,
    })
    reply.code(202)
    return { task }
  })
}
