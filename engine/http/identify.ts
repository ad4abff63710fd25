import type { FastifyRequest } from 'fastify'
import { findApiToken, findSession, touchSession, type Identity } from '../storage/sign-in/sessions.ts'
import type { Runtime } from './runtime.ts'

export const SESSION_COOKIE = 'mortise_session'

const TOUCH_EVERY_MS = 60_000
const touchedAt = new Map<string, number>()

/** Who sends a request: by bearer token, else by cookie, else nobody. One statement. */
export async function identify(runtime: Runtime, request: FastifyRequest): Promise<Identity | null> {
  const bearer = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1]
  if (bearer) return findApiToken(runtime.database, bearer)
  const cookie = request.cookies[SESSION_COOKIE]
  if (!cookie) return null
  const identity = await findSession(runtime.database, cookie)
  if (identity) touchNowAndThen(runtime, identity.sessionId)
  return identity
}

/** Sessions in use are prolonged, but not with a write for every request. */
function touchNowAndThen(runtime: Runtime, id: string): void {
  const now = runtime.clock.now()
  if (now.getTime() - (touchedAt.get(id) ?? 0) < TOUCH_EVERY_MS) return
  if (touchedAt.size > 10_000) touchedAt.clear()
  touchedAt.set(id, now.getTime())
  touchSession(runtime.database, { id, now }).catch((error: unknown) => runtime.log.warn({ error }, 'A session could not be prolonged'))
}
