import { sql } from 'kysely'
import type { FieldValue } from '../../contract/api.ts'
import type { Database } from '../database.ts'

/** What an admin set for the whole installation under a key; null where nothing was set. */
export async function loadSetting(database: Database, key: string): Promise<FieldValue> {
  const rows = await database.query<{ value: FieldValue }>(sql`select value from app.setting where key = ${key}`)
  return rows[0]?.value ?? null
}

export async function saveSetting(database: Database, key: string, value: FieldValue): Promise<void> {
  await database.query(sql`
    insert into app.setting (key, value) values (${key}, ${JSON.stringify(value)}::jsonb) on conflict (key) do update set value = excluded.value`)
}
