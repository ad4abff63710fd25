import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { accountKey } from './credentials.ts'

export interface FoundUser {
  userId: string
  name: string
}

/** The id of the active user with a username, without regard to case; null where there is none. */
export async function findUserByName(database: Database, username: string): Promise<string | null> {
  const rows = await database.query<{ id: string }>(sql`
    select id from data.users where lower(username) = ${accountKey(username)} and deleted_at is null and active is not false`)
  return rows[0]?.id ?? null
}

/** The active user whose username or e-mail address another system vouches for: a username is looked for among usernames alone, and so are addresses. */
export async function findVouchedUser(database: Database, { username, email }: { username: string | null; email: string | null }): Promise<FoundUser | null> {
  const rows = await database.query<FoundUser>(sql`
    select id as "userId", name from data.users
    where deleted_at is null and active is not false
      and (lower(username) = ${username === null ? null : accountKey(username)}::text or lower(email) = ${email === null ? null : accountKey(email)}::text)
    order by (lower(username) = ${username === null ? null : accountKey(username)}::text) desc nulls last limit 1`)
  return rows[0] ?? null
}

/** Whether a username or an e-mail address belongs to anybody, also to who is deactivated or in the recycle bin. */
export async function isNameTaken(database: Database, { username, email }: { username: string | null; email: string | null }): Promise<boolean> {
  const rows = await database.query(sql`
    select 1 from data.users
    where lower(username) = ${username === null ? null : accountKey(username)}::text or lower(email) = ${email === null ? null : accountKey(email)}::text limit 1`)
  return rows.length > 0
}
