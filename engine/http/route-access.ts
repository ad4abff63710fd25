import type { FastifyInstance, FastifyRequest } from 'fastify'
import { forbidden, unauthenticated } from '../kernel/errors.ts'
import { openCall } from './call.ts'
import { bearerOf, identify } from './sign-in/identify.ts'
import { localeOf } from './locale-of.ts'
import { prolongSession } from './sign-in/prolong-session.ts'
import type { Runtime } from './runtime.ts'
import { checkCredentials } from './sign-in/check-credentials.ts'
import { sourceOf } from './sign-in/source-of.ts'

/** Who may call a route. Every route says so. */
export type RouteAccess = 'public' | 'user' | 'admin'

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess
    /** Only the user in person: no token, no admin who acts as the user. For what secures an account. */
    person?: boolean
    /** Also before a password that must be changed was changed. */
    whenExpired?: boolean
    /** By which channel the route reads records; null: it tells nothing of any. For routes that channels.ts does not list. */
    channel?: string | null
    /** By which channel the route writes into fields; null: into none. For routes that channels.ts does not list. */
    writes?: string | null
  }
}

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** Only public routes are answered without an actor; every write must come from our own pages, or with a token. */
export function guardRoutes(server: FastifyInstance, runtime: Runtime): void {
  server.decorateRequest('identity', null)
  server.decorateRequest('recordContext', null)
  server.addHook('onRequest', async (request, reply) => {
    if (WRITES.has(request.method)) refuseForeignOrigin(request, runtime)
    const access = request.routeOptions.config.access
    if (access === 'public' || request.is404) return
    const identity = await identify(runtime, request)
    if (!identity) throw unauthenticated()
    request.identity = identity
    request.recordContext = await openCall(runtime, { ...identity, locale: identity.locale ?? localeOf(request.headers['accept-language']) }, sourceOf(request))
    checkCredentials(request, identity)
    prolongSession(runtime, identity, { request, reply })
    if (access === 'admin' && !request.recordContext.actor.isAdmin) throw forbidden()
  })
}

/**
 * A page of another site must not write with the cookie of this one. A bearer token is put in by code of the client's own; other
 * kinds of authorization are not: a browser adds the password of a proxy by itself.
 */
function refuseForeignOrigin(request: FastifyRequest, runtime: Runtime): void {
  if (bearerOf(request)) return
  const site = request.headers['sec-fetch-site']
  if (site && site !== 'same-origin' && site !== 'none') throw forbidden()
  const origin = request.headers.origin
  if (!origin) return
  const allowed = runtime.config.baseUrl ? new URL(runtime.config.baseUrl).host : request.headers.host
  if (!URL.canParse(origin) || new URL(origin).host !== allowed) throw forbidden()
}
