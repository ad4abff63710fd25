import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { accessOf } from '../../access/access-of.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { contextOf } from '../call.ts'
import { describeApi } from '../openapi/describe-api.ts'

/** A document is up to some megabytes. */
const MOST_KEPT = 12

/** The description of the API, as the actor may use it. Made once for each version of the metadata, set of rights and language. */
export function openApiRoutes(server: FastifyInstance): void {
  const kept = new Map<string, Promise<string>>()

  server.get('/api/openapi.json', { config: { access: 'user' } }, async (request, reply) => {
    const context = contextOf(request)
    const key = await keyOf(context)
    const tag = `"${createHash('sha256').update(key).digest('base64url').slice(0, 22)}"`
    reply.header('etag', tag).header('cache-control', 'private, no-cache')
    if (request.headers['if-none-match'] === tag) return reply.code(304).send()

    const document = kept.get(key) ?? describeApi(context, server.declaredRoutes).then((made) => JSON.stringify(made))
    if (kept.size >= MOST_KEPT && !kept.has(key)) kept.delete(kept.keys().next().value ?? '')
    kept.set(key, document)
    document.catch(() => kept.delete(key))
    return reply.type('application/json; charset=utf-8').send(await document)
  })
}

async function keyOf(context: RecordContext): Promise<string> {
  const { actor, model } = context
  return JSON.stringify([model.version, (await accessOf(context)).key, actor.isAdmin, actor.locale])
}
