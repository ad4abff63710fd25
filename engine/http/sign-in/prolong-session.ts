import type { FastifyReply, FastifyRequest } from 'fastify'
import { touchApiToken } from '../../storage/sign-in/api-tokens.ts'
import type { Identity } from '../../storage/sign-in/identity.ts'
import { SESSION_LIFETIME_MS, touchSession } from '../../storage/sign-in/sessions.ts'
import type { Runtime } from '../runtime.ts'
import { SESSION_COOKIE, setSessionCookie } from './session-cookie.ts'

const EVERY_MS = 60_000
const MOST_KNOWN = 10_000
const prolongedAt = new Map<string, number>()

/** A session in use lives on, and so does its cookie; at most once a minute, for a request need not become a write. */
export function prolongSession(
  runtime: Runtime,
  { kind, sessionId: id, impersonator }: Identity,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): void {
  const now = runtime.clock.now()
  if (now.getTime() - (prolongedAt.get(id) ?? 0) < EVERY_MS) return
  if (prolongedAt.size > MOST_KNOWN) prolongedAt.clear()
  prolongedAt.set(id, now.getTime())

  if (kind === 'token') return inBackground(runtime, touchApiToken(runtime.database, id))
  const token = request.cookies[SESSION_COOKIE]
  if (token && impersonator === null) setSessionCookie(runtime, reply, { token, expiresAt: new Date(now.getTime() + SESSION_LIFETIME_MS) })
  inBackground(runtime, touchSession(runtime.database, { id, now }))
}

function inBackground(runtime: Runtime, work: Promise<void>): void {
  work.catch((error: unknown) => runtime.log.warn({ err: error }, 'A session could not be prolonged'))
}
