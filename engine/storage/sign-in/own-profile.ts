import { sql } from 'kysely'
import type { Database } from '../database.ts'

export interface OwnProfile {
  username: string
  email: string | null
  locale: string | null
  theme: 'light' | 'dark' | 'system'
}

/** What a user's own record says of how the screens look to them. */
export async function loadProfileOf(database: Database, userId: string): Promise<OwnProfile> {
  const rows = await database.query<{ username: string; email: string | null; locale: string | null; theme: string | null }>(
    sql`select username, email, locale, theme from data.users where id = ${userId}`,
  )
  const row = rows[0]
  return {
    username: row?.username ?? '',
    email: row?.email ?? null,
    locale: row?.locale ?? null,
    theme: row?.theme === 'light' || row?.theme === 'dark' ? row.theme : 'system',
  }
}
