import type { FastifyInstance } from 'fastify'
import type { SharedAccess, SharingRuleInput } from '../../../contract/access.ts'
import { listRecordShares, shareRecord, unshareRecord } from '../../../records/sharing/record-shares.ts'
import { changeSharingRule, createSharingRule, listSharingRules, removeSharingRule } from '../../../records/sharing/sharing-rules.ts'
import { contextOf } from '../../call.ts'
import { ruleBody, rulesQuery, shareBody } from './access-schemas.ts'

interface RecordParams {
  module: string
  id: string
}

const user = { access: 'user' } as const
const admin = { access: 'admin' } as const

/** Sharing rules, and records that people share by hand. */
export function sharingRoutes(server: FastifyInstance): void {
  server.get<{ Querystring: { module?: string } }>('/api/access/rules', { config: admin, schema: { querystring: rulesQuery } }, async (request) => ({
    rules: await listSharingRules(contextOf(request), request.query.module),
  }))

  server.post<{ Body: SharingRuleInput }>('/api/access/rules', { config: admin, schema: { body: ruleBody } }, async (request, reply) => {
    reply.code(201)
    return createSharingRule(contextOf(request), request.body)
  })

  server.put<{ Params: { id: string }; Body: SharingRuleInput }>(
    '/api/access/rules/:id',
    { config: admin, schema: { body: ruleBody } },
    async (request, reply) => {
      await changeSharingRule(contextOf(request), { id: request.params.id, rule: request.body })
      reply.code(204)
    },
  )

  server.delete<{ Params: { id: string } }>('/api/access/rules/:id', { config: admin }, async (request, reply) => {
    await removeSharingRule(contextOf(request), request.params.id)
    reply.code(204)
  })

  server.get<{ Params: RecordParams }>('/api/records/:module/:id/shares', { config: user }, async (request) => ({
    shares: await listRecordShares(contextOf(request), request.params),
  }))

  server.put<{ Params: RecordParams & { principal: string }; Body: { access: SharedAccess } }>(
    '/api/records/:module/:id/shares/:principal',
    { config: user, schema: { body: shareBody } },
    async (request, reply) => {
      await shareRecord(contextOf(request), { ...request.params, access: request.body.access })
      reply.code(204)
    },
  )

  server.delete<{ Params: RecordParams & { principal: string } }>('/api/records/:module/:id/shares/:principal', { config: user }, async (request, reply) => {
    await unshareRecord(contextOf(request), request.params)
    reply.code(204)
  })
}
