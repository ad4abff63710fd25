import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { accountKey } from './credentials.ts'

/** The id of the active user with a username, without regard to case; null where there is none. */
export async function findUserByName(database: Database, username: string): Promise<string | null> {
  const rows = await database.query<{ id: string }>(sql`
    select id from data.users where lower(username) = ${accountKey(username)} and deleted_at is null and active is not false`)
  return rows[0]?.id ?? null
}
