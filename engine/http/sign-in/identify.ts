import type { FastifyRequest } from 'fastify'
import { findApiToken, findSession, type Identity } from '../../storage/sign-in/identity.ts'
import { refuseEntry } from '../../storage/sign-in/refuse-entry.ts'
import type { Runtime } from '../runtime.ts'
import { SESSION_COOKIE } from './session-cookie.ts'

/**
 * Who sends a request: by bearer token, else by cookie, else nobody. One statement. Throws SIGN_IN_RESTRICTED for somebody who may not
 * come in at this hour or from this address.
 */
export async function identify(runtime: Runtime, request: FastifyRequest): Promise<Identity | null> {
  const identity = await findSender(runtime, request)
  if (!identity || !(await mayGoOn(runtime, identity))) return null
  await refuseEntry(runtime.database, identity, { now: runtime.clock.now(), address: request.ip })
  return identity
}

/** Who acts as somebody else must still be an admin. */
async function mayGoOn(runtime: Runtime, { impersonator, ...identity }: Identity): Promise<boolean> {
  if (impersonator === null) return true
  const actor = await runtime.loadActor({ ...identity, impersonator: null, userId: impersonator.id, name: impersonator.name, isAdmin: impersonator.isAdmin })
  return actor.isAdmin
}

/** Who a request says to come from, whether they may come in or not: also who may not any more signs out. */
export async function findSender(runtime: Runtime, request: FastifyRequest): Promise<Identity | null> {
  const bearer = bearerOf(request)
  if (bearer) return findApiToken(runtime.database, bearer)
  const cookie = request.cookies[SESSION_COOKIE]
  return cookie ? findSession(runtime.database, cookie) : null
}

/** The token of a client that is no browser. */
export function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer ([\w-]{20,200})$/i.exec(request.headers.authorization ?? '')?.[1]
}
