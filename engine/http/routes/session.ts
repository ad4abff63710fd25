import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SignInAnswer, SignInMethods } from '../../contract/sign-in.ts'
import { writeAudit } from '../../storage/audit/write-audit.ts'
import { revokeSession } from '../../storage/sign-in/sessions.ts'
import { loadPasswordPolicy } from '../../sign-in/password-policy.ts'
import { relyingPartyOf } from '../../sign-in/passkeys.ts'
import { type Credentials, signIn, signInWithCode } from '../../sign-in/sign-in.ts'
import { auditAs, type StartedSession } from '../../sign-in/sign-in-context.ts'
import { findSender } from '../sign-in/identify.ts'
import type { Runtime } from '../runtime.ts'
import { clearSessionCookie, setSessionCookie } from '../sign-in/session-cookie.ts'
import { signInContextOf } from '../sign-in/sign-in-context-of.ts'
import { codeBody, credentialsBody } from './sign-in/bodies.ts'

const open = { access: 'public' } as const

/** Sign-in by password, with a second step where the account asks for one, and sign-out. */
export function sessionRoutes(server: FastifyInstance, runtime: Runtime): void {
  server.get('/api/session/methods', { config: open }, async (request): Promise<SignInMethods> => {
    const { minLength, minScore } = await loadPasswordPolicy(runtime.database)
    const { openId } = runtime.config
    return {
      password: true,
      passkey: relyingPartyOf(runtime.config, request.headers.host) !== null,
      openId: openId && { label: openId.label },
      forgotPassword: true,
      policy: { minLength, minScore },
    }
  })

  server.post<{ Body: Credentials }>('/api/session', { config: open, schema: { body: credentialsBody } }, async (request, reply): Promise<SignInAnswer> => {
    const result = await signIn(signInContextOf(runtime, request), request.body)
    return 'challenge' in result ? { secondFactor: { challenge: result.challenge } } : enter(runtime, { request, reply }, result.session)
  })

  server.post<{ Body: { challenge: string; code: string } }>(
    '/api/session/second-factor',
    { config: open, schema: { body: codeBody } },
    async (request, reply): Promise<SignInAnswer> => enter(runtime, { request, reply }, await signInWithCode(signInContextOf(runtime, request), request.body)),
  )

  server.delete('/api/session', { config: open }, async (request, reply) => {
    await endSessionOf(runtime, request)
    clearSessionCookie(reply)
    reply.code(204)
  })
}

/** Gives the browser its new session; the one that it had ends. */
export async function enter(
  runtime: Runtime,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  session: StartedSession,
): Promise<SignInAnswer> {
  await endSessionOf(runtime, request)
  setSessionCookie(runtime, reply, session)
  return { user: { id: session.userId }, mustChangePassword: session.mustChangePassword }
}

/** The session that the browser has, if any. */
async function endSessionOf(runtime: Runtime, request: FastifyRequest): Promise<void> {
  const identity = await findSender(runtime, request)
  if (identity?.kind !== 'session') return
  const { sessionId: id, userId, name, impersonator } = identity
  await revokeSession(runtime.database, { id, userId })
  const as = auditAs(signInContextOf(runtime, request), { userId, name })
  await writeAudit({ ...as, actor: { ...as.actor, ...(impersonator && { impersonator }) } }, { action: 'sign_out' })
}
