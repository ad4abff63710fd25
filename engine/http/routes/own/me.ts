import type { FastifyInstance } from 'fastify'
import { LOCALES } from '../../../contract/label.ts'
import { unauthenticated } from '../../../kernel/errors.ts'
import { contextOf, identityOf, openCall } from '../../call.ts'
import { identify } from '../../sign-in/identify.ts'
import { loadMe, type MeChange, saveMe } from '../../me.ts'
import type { Runtime } from '../../runtime.ts'

const user = { access: 'user', whenExpired: true } as const

/** {locale?, timeZone?, theme?} */
export const meBody = {
  type: 'object',
  additionalProperties: false,
  properties: { locale: { enum: [...LOCALES, null] }, timeZone: { type: ['string', 'null'], maxLength: 60 }, theme: { enum: ['light', 'dark', 'system'] } },
} as const

/** The signed-in user: what the browser needs to know, and own settings. */
export function meRoutes(server: FastifyInstance, runtime: Runtime): void {
  server.get('/api/me', { config: user }, (request) => loadMe(contextOf(request), identityOf(request)))

  server.patch<{ Body: MeChange }>('/api/me', { config: user, schema: { body: meBody } }, async (request) => {
    await saveMe(contextOf(request), request.body)
    const identity = await identify(runtime, request)
    if (!identity) throw unauthenticated()
    return loadMe(await openCall(runtime, identity), identity)
  })
}
