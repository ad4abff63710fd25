import type { FieldValue } from '../contract/api.ts'
import { type NotificationPreferences, USUAL_PREFERENCES } from '../contract/collaboration.ts'
import type { Database } from '../storage/database.ts'
import { loadPreference, loadPreferences, savePreference } from '../storage/preferences.ts'

const KEY = 'notifications'

/** What a user wants to be told about and follows unasked; what they did not choose is as usual. */
export async function loadNotificationPreferences(database: Database, userId: string): Promise<NotificationPreferences> {
  return withUsual(await loadPreference(database, { userId, key: KEY }))
}

/** The same of many users, by user. */
export async function loadAllNotificationPreferences(database: Database, userIds: string[]): Promise<Map<string, NotificationPreferences>> {
  const chosen = await loadPreferences(database, { userIds, key: KEY })
  return new Map(userIds.map((id) => [id, withUsual(chosen.get(id) ?? null)]))
}

/** Keeps some choices; gives all of them. */
export async function saveNotificationPreferences(
  database: Database,
  { userId, change }: { userId: string; change: Partial<NotificationPreferences> },
): Promise<NotificationPreferences> {
  const preferences = { ...(await loadNotificationPreferences(database, userId)), ...change }
  await savePreference(database, { userId, key: KEY, value: preferences })
  return preferences
}

/** The general API of preferences takes anything: only what is known and a yes or no counts. */
function withUsual(chosen: FieldValue): NotificationPreferences {
  const given: Record<string, unknown> = typeof chosen === 'object' && chosen !== null ? { ...chosen } : {}
  const keys = Object.keys(USUAL_PREFERENCES) as (keyof NotificationPreferences)[]
  return Object.fromEntries(keys.map((key) => [key, typeof given[key] === 'boolean' ? given[key] : USUAL_PREFERENCES[key]])) as NotificationPreferences
}
