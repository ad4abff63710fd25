import type { FastifyInstance } from 'fastify'
import { LOCALES } from '../../contract/label.ts'
import { forbidden, notFound, unauthenticated } from '../../kernel/errors.ts'
import { isId } from '../../kernel/uuid.ts'
import { createApiToken, listApiTokens, revokeApiToken } from '../../storage/sign-in/sessions.ts'
import { contextOf, identityOf, openCall } from '../call.ts'
import { identify } from '../identify.ts'
import { loadMe, type MeChange, saveMe } from '../me.ts'
import type { Runtime } from '../runtime.ts'

const user = { access: 'user' } as const

/** {locale?, timeZone?, theme?} */
export const meBody = {
  type: 'object',
  additionalProperties: false,
  properties: { locale: { enum: [...LOCALES, null] }, timeZone: { type: ['string', 'null'], maxLength: 60 }, theme: { enum: ['light', 'dark', 'system'] } },
} as const

/** {name, expiresAt?} */
export const tokenBody = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: { name: { type: 'string', minLength: 1, maxLength: 100 }, expiresAt: { type: ['string', 'null'], format: 'date-time' } },
} as const

/** The signed-in user: what the browser needs to know, own settings, and tokens for programs. */
export function meRoutes(server: FastifyInstance, runtime: Runtime): void {
  server.get('/api/me', { config: user }, (request) => loadMe(contextOf(request)))

  server.patch<{ Body: MeChange }>('/api/me', { config: user, schema: { body: meBody } }, async (request) => {
    await saveMe(contextOf(request), request.body)
    const identity = await identify(runtime, request)
    if (!identity) throw unauthenticated()
    return loadMe(await openCall(runtime, identity))
  })

  server.get('/api/me/tokens', { config: user }, async (request) => ({ tokens: await listApiTokens(runtime.database, identityOf(request).userId) }))

  server.post<{ Body: { name: string; expiresAt?: string | null } }>(
    '/api/me/tokens',
    { config: user, schema: { body: tokenBody } },
    async (request, reply) => {
      const { userId, kind } = identityOf(request)
      // A token that leaked must not make itself another that outlives it.
      if (kind !== 'session') throw forbidden()
      const { name, expiresAt } = request.body
      reply.code(201)
      return createApiToken(runtime.database, { userId, name, expiresAt: expiresAt ? new Date(expiresAt) : null })
    },
  )

  server.delete<{ Params: { id: string } }>('/api/me/tokens/:id', { config: user }, async (request, reply) => {
    if (!isId(request.params.id)) throw notFound()
    await revokeApiToken(runtime.database, { id: request.params.id, userId: identityOf(request).userId })
    reply.code(204)
  })
}
