import type { FastifyInstance, FastifyRequest } from 'fastify'
import { invalid, notFound } from '../../kernel/errors.ts'
import { isId } from '../../kernel/uuid.ts'
import { claimSignIn, confirmSignIn } from '../../storage/sign-in/attempts.ts'
import { checkOwnPassword, checkPassword, setPassword } from '../../storage/sign-in/credentials.ts'
import { createSession, listSessions, revokeOtherSessions, revokeSession } from '../../storage/sign-in/sessions.ts'
import { identityOf } from '../call.ts'
import { signInFailed } from '../errors.ts'
import { identify } from '../identify.ts'
import type { Runtime } from '../runtime.ts'
import { clearSessionCookie, setSessionCookie } from '../session-cookie.ts'

const MIN_PASSWORD_LENGTH = 8

/** {name, password, code?} */
export const credentialsBody = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'password'],
  properties: { name: { type: 'string', maxLength: 320 }, password: { type: 'string', maxLength: 1000 }, code: { type: 'string', maxLength: 20 } },
} as const

/** {current, password} */
export const passwordBody = {
  type: 'object',
  additionalProperties: false,
  required: ['current', 'password'],
  properties: { current: { type: 'string', maxLength: 1000 }, password: { type: 'string', maxLength: 1000 } },
} as const

/** Sign-in, sign-out, own password and sessions. */
export function sessionRoutes(server: FastifyInstance, runtime: Runtime): void {
  server.post<{ Body: { name: string; password: string } }>(
    '/api/session',
    { config: { access: 'public' }, schema: { body: credentialsBody } },
    async (request, reply) => {
      const { name, password } = request.body
      const attempt = { name, address: request.ip }
      const account = (await claimSignIn(runtime.database, attempt)) ? await checkPassword(runtime.database, { name, password }) : null
      if (!account) throw signInFailed()

      await confirmSignIn(runtime.database, attempt)
      await endSessionOf(runtime, request)
      const session = await createSession(runtime.database, {
        userId: account.userId,
        address: request.ip,
        agent: request.headers['user-agent'] ?? '',
        now: runtime.clock.now(),
      })
      setSessionCookie(runtime, reply, session)
      return { user: { id: account.userId }, mustChangePassword: account.mustChange }
    },
  )

  server.delete('/api/session', { config: { access: 'public' } }, async (request, reply) => {
    await endSessionOf(runtime, request)
    clearSessionCookie(reply)
    reply.code(204)
  })

  server.post<{ Body: { current: string; password: string } }>(
    '/api/me/password',
    { config: { access: 'user' }, schema: { body: passwordBody } },
    async (request, reply) => {
      const { userId, sessionId } = identityOf(request)
      const { current, password } = request.body
      if ([...password].length < MIN_PASSWORD_LENGTH)
        throw invalid({ problems: [{ field: 'password', code: 'PASSWORD_SHORT', params: { min: MIN_PASSWORD_LENGTH } }] })
      const attempt = { name: userId, address: request.ip }
      const isRight = (await claimSignIn(runtime.database, attempt)) && (await checkOwnPassword(runtime.database, { userId, password: current }))
      if (!isRight) throw invalid({ problems: [{ field: 'current', code: 'PASSWORD_WRONG' }] })

      await confirmSignIn(runtime.database, attempt)
      await setPassword(runtime.database, { userId, password })
      await revokeOtherSessions(runtime.database, { userId, keep: sessionId })
      reply.code(204)
    },
  )

  server.get('/api/me/sessions', { config: { access: 'user' } }, async (request) => {
    const identity = identityOf(request)
    const sessions = await listSessions(runtime.database, identity.userId)
    return { sessions: sessions.map((session) => ({ ...session, current: session.id === identity.sessionId })) }
  })

  server.delete<{ Params: { id: string } }>('/api/me/sessions/:id', { config: { access: 'user' } }, async (request, reply) => {
    if (!isId(request.params.id)) throw notFound()
    await revokeSession(runtime.database, { id: request.params.id, userId: identityOf(request).userId })
    reply.code(204)
  })
}

/** The session that the browser has, if any. */
async function endSessionOf(runtime: Runtime, request: FastifyRequest): Promise<void> {
  const identity = await identify(runtime, request)
  if (identity?.kind === 'session') await revokeSession(runtime.database, { id: identity.sessionId, userId: identity.userId })
}
