import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Runtime } from '../runtime.ts'

export const SESSION_COOKIE = 'mortise_session'

/** Gives the browser its token: out of reach of scripts, not sent along by other sites' forms, only by TLS where that is known to be there. */
export function setSessionCookie(runtime: Runtime, reply: FastifyReply, { token, expiresAt }: { token: string; expiresAt: Date }): void {
  reply.setCookie(SESSION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(runtime), expires: expiresAt })
}

const STEP_COOKIE = 'mortise_sign_in'
const STEP_PATH = '/api/session/open-id'
const STEP_SECONDS = 600

/** Ties a sign-in at a provider to the browser that began it. */
export function setStepCookie(runtime: Runtime, reply: FastifyReply, token: string): void {
  reply.setCookie(STEP_COOKIE, token, { path: STEP_PATH, httpOnly: true, sameSite: 'lax', secure: isSecure(runtime), maxAge: STEP_SECONDS })
}

/** Takes it back: good for one return. */
export function takeStepCookie(request: FastifyRequest, reply: FastifyReply): string {
  reply.clearCookie(STEP_COOKIE, { path: STEP_PATH })
  return request.cookies[STEP_COOKIE] ?? ''
}

function isSecure({ config }: Runtime): boolean {
  return config.baseUrl?.startsWith('https:') ?? false
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, { path: '/' })
}
