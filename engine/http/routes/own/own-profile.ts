import type { FastifyInstance } from 'fastify'
import type { Values } from '../../../contract/api.ts'
import { contextOf } from '../../call.ts'
import { loadOwnValues, OWN_FIELDS, saveOwnValues } from '../../own-values.ts'

const user = { access: 'user' } as const

/** {values}: fields of the user's own record, those that users may set themselves. */
export const ownProfileBody = {
  type: 'object',
  additionalProperties: false,
  required: ['values'],
  properties: { values: { type: 'object', additionalProperties: false, properties: Object.fromEntries(OWN_FIELDS.map((key) => [key, {}])) } },
} as const

/** The profile page: what users set of their own record, whatever rights they have to the records of users. */
export function ownProfileRoutes(server: FastifyInstance): void {
  server.get('/api/me/profile', { config: user }, (request) => loadOwnValues(contextOf(request)))

  server.patch<{ Body: { values: Values } }>('/api/me/profile', { config: user, schema: { body: ownProfileBody } }, (request) =>
    saveOwnValues(contextOf(request), request.body.values),
  )
}
