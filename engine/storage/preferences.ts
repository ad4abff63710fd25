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

/** How large a preference of many parts may grow, in bytes of its JSON. */
const LARGEST = 262_144

/**
 * Changes parts of a preference that is an object and leaves the others: several windows of one user may do so at once. null takes a part
 * away. False, and nothing is kept, where the whole would be larger than 256 kB.
 */
export async function changePreference(database: Database, input: { userId: string; key: string; changes: Record<string, FieldValue> }): Promise<boolean> {
  const { userId, key, changes } = input
  const isSet = (part: string) => changes[part] !== null
  const gone = Object.keys(changes).filter((part) => !isSet(part))
  const set = Object.fromEntries(Object.entries(changes).filter(([part]) => isSet(part)))
  const kept = await database.query(sql`
    insert into app.preference as p (user_id, key, value) values (${userId}, ${key}, ${JSON.stringify(set)}::jsonb)
    on conflict (user_id, key) do update
      set value = (case when jsonb_typeof(p.value) = 'object' then p.value else '{}'::jsonb end || excluded.value) - ${gone}::text[]
      where octet_length((p.value || excluded.value)::text) <= ${LARGEST}
    returning 1`)
  return kept.length > 0
}
