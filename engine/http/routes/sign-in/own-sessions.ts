import type { FastifyInstance } from 'fastify'
import { invalid, notFound } from '../../../kernel/errors.ts'
import { isId } from '../../../kernel/uuid.ts'
import { accessOf } from '../../../access/access-of.ts'
import type { RecordContext } from '../../../records/record-context.ts'
import { listSignIns } from '../../../storage/audit/list-sign-ins.ts'
import { writeAudit } from '../../../storage/audit/write-audit.ts'
import { createApiToken, listApiTokens, revokeApiToken } from '../../../storage/sign-in/api-tokens.ts'
import { listSessions, revokeOtherSessions, revokeSession } from '../../../storage/sign-in/sessions.ts'
import { contextOf, identityOf } from '../../call.ts'
import { tokenBody } from './bodies.ts'

const user = { access: 'user' } as const
const person = { access: 'user', person: true } as const
type ById = { Params: { id: string } }

/** Sessions, sign-ins and API tokens of the signed-in user. */
export function ownSessionRoutes(server: FastifyInstance): void {
  server.get('/api/me/sessions', { config: user }, async (request) => {
    const { userId, sessionId } = identityOf(request)
    return { sessions: await listSessions(contextOf(request).database, { userId, current: sessionId }) }
  })

  server.delete('/api/me/sessions', { config: person }, async (request, reply) => {
    const { userId, sessionId } = identityOf(request)
    const ended = await revokeOtherSessions(contextOf(request).database, { userId, keep: sessionId })
    if (ended > 0) await writeAudit(contextOf(request), { action: 'session_revoked', details: { sessions: ended } })
    reply.code(204)
  })

  server.delete<ById>('/api/me/sessions/:id', { config: person }, async (request, reply) => {
    if (!isId(request.params.id)) throw notFound()
    const ended = await revokeSession(contextOf(request).database, { id: request.params.id, userId: identityOf(request).userId })
    if (ended) await writeAudit(contextOf(request), { action: 'session_revoked', details: { sessions: 1 } })
    reply.code(204)
  })

  server.get('/api/me/sign-ins', { config: user }, async (request) => ({ signIns: await listSignIns(contextOf(request).database, identityOf(request).userId) }))

  tokenRoutes(server)
}

interface TokenBody {
  name: string
  expiresAt?: string | null
  readOnly?: boolean
  modules?: string[] | null
}

/** A token that leaked must not make itself another that outlives it: tokens are made in person. */
function tokenRoutes(server: FastifyInstance): void {
  server.get('/api/me/tokens', { config: user }, async (request) => ({ tokens: await listApiTokens(contextOf(request).database, identityOf(request).userId) }))

  server.post<{ Body: TokenBody }>('/api/me/tokens', { config: person, schema: { body: tokenBody } }, async (request, reply) => {
    const context = contextOf(request)
    const { name, expiresAt, readOnly = false, modules = null } = request.body
    await checkModules(context, modules)
    const made = await createApiToken(context.database, {
      userId: identityOf(request).userId,
      name,
      expiresAt: expiresAt ? new Date(expiresAt) : null,
      readOnly,
      modules,
    })
    await writeAudit(context, { action: 'token_created', details: { id: made.id, name, expiresAt: expiresAt ?? null, readOnly, modules } })
    reply.code(201)
    return made
  })

  server.delete<ById>('/api/me/tokens/:id', { config: person }, async (request, reply) => {
    if (!isId(request.params.id)) throw notFound()
    const ended = await revokeApiToken(contextOf(request).database, { id: request.params.id, userId: identityOf(request).userId })
    if (ended) await writeAudit(contextOf(request), { action: 'token_revoked', details: { id: request.params.id } })
    reply.code(204)
  })
}

/** Only modules that the user may read: the others are not there. */
async function checkModules(context: RecordContext, modules: string[] | null): Promise<void> {
  const access = await accessOf(context)
  if (modules?.some((module) => !access.allows(module, 'read'))) throw invalid({ problems: [{ field: 'modules', code: 'NOT_FOUND' }] })
}
