import type { FastifyInstance } from 'fastify'
import { type NotificationPreferences, USUAL_PREFERENCES } from '../../contract/collaboration.ts'
import { countUnread, listNotifications, type NotificationQuery } from '../../collaboration/notices/list-notifications.ts'
import { loadNotificationPreferences, saveNotificationPreferences } from '../../collaboration/preferences.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { markNotifications } from '../../storage/collaboration/notifications.ts'
import { contextOf, identityOf } from '../call.ts'

const user = { access: 'user' } as const
const ids = { type: 'array', minItems: 1, maxItems: 1000, items: { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' } } as const

export const notificationsQuery = {
  type: 'object',
  additionalProperties: false,
  properties: { cursor: { type: 'string', maxLength: 4000 }, limit: { type: 'integer', minimum: 1, maximum: 100 }, unread: { type: 'boolean' } },
} as const
/** {ids} or {all: true} */
export const readBody = {
  type: 'object',
  additionalProperties: false,
  properties: { ids, all: { const: true } },
  minProperties: 1,
  maxProperties: 1,
} as const
/** {ids} */
export const unreadBody = { type: 'object', additionalProperties: false, required: ['ids'], properties: { ids } } as const
/** Any of the kinds, with yes or no. */
export const preferencesBody = {
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(Object.keys(USUAL_PREFERENCES).map((key) => [key, { type: 'boolean' }])),
} as const

/** What the signed-in user was told, and what they want to be told. */
export function notificationRoutes(server: FastifyInstance): void {
  server.get<{ Querystring: NotificationQuery }>('/api/notifications', { config: user, schema: { querystring: notificationsQuery } }, (request) =>
    listNotifications(contextOf(request), request.query),
  )

  server.post<{ Body: { ids?: string[]; all?: true } }>('/api/notifications/read', { config: user, schema: { body: readBody } }, (request) =>
    mark(contextOf(request), { userId: identityOf(request).userId, ids: request.body.ids ?? 'all', isRead: true }),
  )

  server.post<{ Body: { ids: string[] } }>('/api/notifications/unread', { config: user, schema: { body: unreadBody } }, (request) =>
    mark(contextOf(request), { userId: identityOf(request).userId, ids: request.body.ids, isRead: false }),
  )

  server.get('/api/notifications/preferences', { config: user }, (request) =>
    loadNotificationPreferences(contextOf(request).database, identityOf(request).userId),
  )

  server.put<{ Body: Partial<NotificationPreferences> }>('/api/notifications/preferences', { config: user, schema: { body: preferencesBody } }, (request) =>
    saveNotificationPreferences(contextOf(request).database, { userId: identityOf(request).userId, change: request.body }),
  )
}

async function mark(ctx: RecordContext, { userId, ids: which, isRead }: { userId: string; ids: string[] | 'all'; isRead: boolean }) {
  await markNotifications(ctx.database, { userId, ids: which, readAt: isRead ? ctx.clock.now() : null })
  return { unread: await countUnread(ctx) }
}
