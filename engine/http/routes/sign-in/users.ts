import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { AuditAction } from '../../../contract/audit.ts'
import { invalid, notFound } from '../../../kernel/errors.ts'
import { isId } from '../../../kernel/uuid.ts'
import { userSecurityOf } from '../../../sign-in/own-security.ts'
import { linkBase, sendPasswordLink } from '../../../sign-in/password-mail.ts'
import { checkManaging } from '../../../records/access/check-managing.ts'
import { listSignIns } from '../../../storage/audit/list-sign-ins.ts'
import { writeAudit } from '../../../storage/audit/write-audit.ts'
import { forgetFailures } from '../../../storage/sign-in/attempts.ts'
import { listApiTokens, revokeApiToken } from '../../../storage/sign-in/api-tokens.ts'
import { type Account, findAccountOf, requirePasswordChange, setPassword } from '../../../storage/sign-in/credentials.ts'
import { removePasskeysOf } from '../../../storage/sign-in/passkeys.ts'
import { removeTotp } from '../../../storage/sign-in/second-factors.ts'
import { listSessions, revokeOtherSessions, revokeSession } from '../../../storage/sign-in/sessions.ts'
import { contextOf, identityOf } from '../../call.ts'
import type { Runtime } from '../../runtime.ts'

const admin = { access: 'admin' } as const
const person = { access: 'admin', person: true } as const
/** Links go to the user's own address: who manages the user may send them, too. */
const manager = { access: 'user', person: true } as const
type ById = { Params: { id: string } }

/** How the accounts of others are secured, and what an admin may do about it, or who manages them. */
export function userSecurityRoutes(server: FastifyInstance, runtime: Runtime): void {
  server.get<ById>('/api/users/:id/security', { config: admin }, (request) => userSecurityOf(runtime.database, userIdOf(request)))
  server.get<ById>('/api/users/:id/sign-ins', { config: admin }, async (request) => ({ signIns: await listSignIns(runtime.database, userIdOf(request)) }))

  passwordRoutes(server, runtime)
  sessionRoutes(server, runtime)

  server.delete<ById>('/api/users/:id/second-factor', { config: person }, async (request, reply) => {
    const { userId } = await accountOf(runtime, request)
    await removeTotp(runtime.database, userId)
    await removePasskeysOf(runtime.database, userId)
    await note(request, 'second_factor_removed')
    reply.code(204)
  })

  server.delete<ById>('/api/users/:id/lock', { config: person }, async (request, reply) => {
    await forgetFailures(runtime.database, userIdOf(request))
    await note(request, 'lock_removed')
    reply.code(204)
  })
}

function passwordRoutes(server: FastifyInstance, runtime: Runtime): void {
  const base = linkBase(runtime.config)
  for (const [path, kind, action] of [
    ['invite', 'invite', 'user_invited'],
    ['password-reset', 'reset', 'password_reset_asked'],
  ] as const) {
    server.post<ById>(`/api/users/:id/${path}`, { config: manager }, async (request, reply) => {
      const { actor } = contextOf(request)
      await checkManaging(contextOf(request), userIdOf(request))
      await sendPasswordLink(contextOf(request), { account: await accountOf(runtime, request), kind, locale: actor.locale, base })
      await note(request, action)
      reply.code(202)
      return {}
    })
  }

  server.post<ById>('/api/users/:id/password', { config: person }, async (request) => {
    const { userId } = await accountOf(runtime, request)
    const password = randomBytes(12).toString('base64url')
    await runtime.database.transaction(async (database) => {
      await setPassword(database, { userId, password, mustChange: true })
      await revokeOtherSessions(database, { userId, keep: null })
      await forgetFailures(database, userId)
    })
    await note(request, 'password_set')
    return { password }
  })

  server.post<ById>('/api/users/:id/password-change', { config: person }, async (request, reply) => {
    const { userId } = await accountOf(runtime, request)
    if (!(await requirePasswordChange(runtime.database, userId))) throw invalid({ problems: [{ field: 'password', code: 'PASSWORD_NONE' }] })
    await note(request, 'password_change_required')
    reply.code(204)
  })
}

function sessionRoutes(server: FastifyInstance, { database }: Runtime): void {
  server.get<ById>('/api/users/:id/sessions', { config: admin }, async (request) => ({
    sessions: await listSessions(database, { userId: userIdOf(request), current: identityOf(request).sessionId }),
  }))

  server.delete<ById>('/api/users/:id/sessions', { config: person }, async (request, reply) => {
    await revokeOtherSessions(database, { userId: userIdOf(request), keep: null })
    await note(request, 'session_revoked')
    reply.code(204)
  })

  server.delete<{ Params: { id: string; session: string } }>('/api/users/:id/sessions/:session', { config: person }, async (request, reply) => {
    const { session } = request.params
    if (!isId(session) || !(await revokeSession(database, { id: session, userId: userIdOf(request) }))) throw notFound()
    await note(request, 'session_revoked')
    reply.code(204)
  })

  server.get<ById>('/api/users/:id/tokens', { config: admin }, async (request) => ({ tokens: await listApiTokens(database, userIdOf(request)) }))

  server.delete<{ Params: { id: string; token: string } }>('/api/users/:id/tokens/:token', { config: person }, async (request, reply) => {
    const { token } = request.params
    if (!isId(token) || !(await revokeApiToken(database, { id: token, userId: userIdOf(request) }))) throw notFound()
    await note(request, 'token_revoked')
    reply.code(204)
  })
}

function userIdOf({ params }: { params: { id: string } }): string {
  if (!isId(params.id)) throw notFound()
  return params.id
}

async function accountOf({ database }: Runtime, request: { params: { id: string } }): Promise<Account> {
  const account = await findAccountOf(database, userIdOf(request))
  if (!account) throw notFound()
  return account
}

function note(request: FastifyRequest<{ Params: { id: string } }>, action: AuditAction): Promise<void> {
  return writeAudit(contextOf(request), { action, module: 'users', record: request.params.id })
}
