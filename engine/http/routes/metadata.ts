import type { FastifyInstance } from 'fastify'
import { clientModelFor } from '../client-model.ts'
import { contextOf } from '../call.ts'
import type { Runtime } from '../runtime.ts'

/** The metadata as the actor may see it. The ETag is made of what it depends on, so that an unchanged answer costs nothing. */
export function metadataRoutes(server: FastifyInstance, runtime: Runtime): void {
  server.get('/api/metadata', { config: { access: 'user', whenExpired: true } }, async (request, reply) => {
    const context = contextOf(request)
    const tag = `"${context.model.version}-${context.actor.rightsVersion}-${context.actor.userId ?? ''}"`
    reply.header('etag', tag).header('cache-control', 'private, no-cache')
    if (request.headers['if-none-match'] === tag) return reply.code(304).send()
    return reply.send(await clientModelFor(context, runtime.fieldTypes))
  })
}
