import type { FastifyInstance, RouteOptions } from 'fastify'
import type { RouteAccess } from './route-access.ts'

/** A route of this process. */
export interface DeclaredRoute {
  method: string
  /** `/api/records/:module` */
  url: string
  access: RouteAccess
  /** The channel by which a plugin's route reads, as the route declares it; see channels.ts. */
  channel?: string | null
  /** The channel by which a plugin's route writes into fields. */
  writes?: string | null
  schema: { querystring?: unknown; body?: unknown; summary?: unknown }
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route, in the order of registration. */
    declaredRoutes: DeclaredRoute[]
  }
}

const NO_QUERY = { type: 'object', additionalProperties: false, properties: {} } as const
const NO_BODY = { type: 'null' } as const
const WITH_BODY = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Denies by default: a route that does not declare who may use it does not boot; one of the API that declares no query takes
 * none, and one that declares no body takes none.
 */
export function checkRoutes(server: FastifyInstance): void {
  const declared: DeclaredRoute[] = []
  server.decorate('declaredRoutes', declared)
  server.addHook('onRoute', (route) => {
    const access = route.config?.access
    if (!access) throw new Error(`The route ${String(route.method)} ${route.url} does not declare who may use it.`)
    const methods = [route.method].flat().map((method) => method.toUpperCase())
    if (route.url.startsWith('/api/')) route.schema = strict(route, methods)
    for (const method of methods)
      declared.push({ method, url: route.url, access, channel: route.config?.channel, writes: route.config?.writes, schema: route.schema ?? {} })
  })
}

function strict({ schema }: RouteOptions, methods: string[]): RouteOptions['schema'] {
  const takesBody = methods.some((method) => WITH_BODY.has(method))
  return { querystring: NO_QUERY, ...(takesBody && { body: NO_BODY }), ...schema }
}
