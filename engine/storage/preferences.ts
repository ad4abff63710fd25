import { sql } from 'kysely'
import type { FieldValue } from '../contract/api.ts'
import type { Database } from './database.ts'

/** What a user set for themselves under a key (column widths, density, pinned views); null where nothing was set. */
export async function loadPreference(database: Database, input: { userId: string; key: string }): Promise<FieldValue> {
  const text = 'select value from app.preference where user_id = $1::uuid and key = $2'
  const rows = await database.query<{ value: FieldValue }>({ name: 'preference', text, values: [input.userId, input.key] })
  return rows[0]?.value ?? null
}

/** What each of these users set under a key, by user; who set nothing is missing. */
export async function loadPreferences(database: Database, { userIds, key }: { userIds: string[]; key: string }): Promise<Map<string, FieldValue>> {
  if (userIds.length === 0) return new Map()
  const text = 'select user_id as "userId", value from app.preference where user_id = any($1::uuid[]) and key = $2'
  const rows = await database.query<{ userId: string; value: FieldValue }>({ name: 'preferences-of', text, values: [userIds, key] })
  return new Map(rows.map(({ userId, value }) => [userId, value]))
}

/** Keeps a preference; null forgets it. */
export async function savePreference(database: Database, input: { userId: string; key: string; value: FieldValue }): Promise<void> {
  const { userId, key, value } = input
  if (value === null) {
    await database.query(sql`delete from app.preference where user_id = ${userId} and key = ${key}`)
    return
  }
  await database.query(sql`
    insert into app.preference (user_id, key, value) values (${userId}, ${key}, ${JSON.stringify(value)}::jsonb)
    on conflict (user_id, key) do update set value = excluded.value`)
}
