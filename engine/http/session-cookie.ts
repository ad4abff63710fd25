import type { FastifyReply } from 'fastify'
import type { Runtime } from './runtime.ts'

export const SESSION_COOKIE = 'mortise_session'

/** Gives the browser its token: out of reach of scripts, not sent along by other sites' forms, only by TLS where that is known to be there. */
export function setSessionCookie(runtime: Runtime, reply: FastifyReply, { token, expiresAt }: { token: string; expiresAt: Date }): void {
  const secure = runtime.config.baseUrl?.startsWith('https:') ?? false
  reply.setCookie(SESSION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, expires: expiresAt })
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, { path: '/' })
}
