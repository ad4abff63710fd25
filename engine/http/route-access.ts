import type { FastifyInstance, FastifyRequest } from 'fastify'
import { forbidden, unauthenticated } from '../kernel/errors.ts'
import { openCall } from './call.ts'
import { identify } from './identify.ts'
import { localeOf } from './locale-of.ts'
import type { Runtime } from './runtime.ts'

/** Who may call a route. Every route says so; one that does not is refused at start. */
export type RouteAccess = 'public' | 'user' | 'admin'

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess
  }
}

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** Denies by default: a route without a declared access does not boot, and only public routes are answered without an actor. */
export function guardRoutes(server: FastifyInstance, runtime: Runtime): void {
  server.decorateRequest('identity', null)
  server.decorateRequest('recordContext', null)
  server.addHook('onRoute', (route) => {
    if (!route.config?.access) throw new Error(`The route ${String(route.method)} ${route.url} does not declare who may use it.`)
  })
  server.addHook('onRequest', async (request) => {
    if (WRITES.has(request.method)) refuseForeignOrigin(request, runtime)
    const access = request.routeOptions.config.access
    if (access === 'public' || request.is404) return
    const identity = await identify(runtime, request)
    if (!identity) throw unauthenticated()
    request.identity = identity
    request.recordContext = await openCall(runtime, { ...identity, locale: identity.locale ?? localeOf(request.headers['accept-language']) })
    if (access === 'admin' && !request.recordContext.actor.isAdmin) throw forbidden()
  })
}

/** A page of another site must not write with the cookie of this one. Requests with a bearer token carry no cookie's power. */
function refuseForeignOrigin(request: FastifyRequest, runtime: Runtime): void {
  if (request.headers.authorization) return
  const site = request.headers['sec-fetch-site']
  if (site && site !== 'same-origin' && site !== 'none') throw forbidden()
  const origin = request.headers.origin
  if (!origin) return
  const allowed = runtime.config.baseUrl ? new URL(runtime.config.baseUrl).host : request.headers.host
  if (!URL.canParse(origin) || new URL(origin).host !== allowed) throw forbidden()
}
