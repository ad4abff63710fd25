import type { NotificationPage, NotificationPreferences, UnreadCount } from '../../engine/contract/collaboration.ts'
import { request } from './request.ts'

export const listNotifications = (query: { cursor?: string; limit?: number; unread?: boolean } = {}, signal?: AbortSignal) =>
  request<NotificationPage>('GET', '/api/notifications', { query, signal })
/** Some of them, or all. */
export const readNotifications = (which: { ids: string[] } | { all: true }) =>
  request<{ unread: UnreadCount }>('POST', '/api/notifications/read', { body: which })
export const unreadNotifications = (ids: string[]) => request<{ unread: UnreadCount }>('POST', '/api/notifications/unread', { body: { ids } })
export const loadNotificationPreferences = () => request<NotificationPreferences>('GET', '/api/notifications/preferences')
export const saveNotificationPreferences = (change: Partial<NotificationPreferences>) =>
  request<NotificationPreferences>('PUT', '/api/notifications/preferences', { body: change })
