import type { FastifyInstance } from 'fastify'
import type { JsonSchema } from '../../fields/field-type.ts'
import { contextOf } from '../call.ts'
import { describeApi } from '../openapi/describe-api.ts'

const KEPT = 50

/** The description of the API, as the actor may use it. Kept by versions of metadata and rights. */
export function openApiRoutes(server: FastifyInstance): void {
  const kept = new Map<string, Promise<JsonSchema>>()
  server.get('/api/openapi.json', { config: { access: 'user' } }, (request) => {
    const context = contextOf(request)
    const key = `${context.model.version} ${context.actor.rightsVersion} ${context.actor.userId} ${context.actor.locale}`
    const document = kept.get(key) ?? describeApi(context)
    if (kept.size > KEPT) kept.clear()
    kept.set(key, document)
    return document
  })
}
