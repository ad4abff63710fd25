import { sql } from 'kysely'
import type { PasswordLinkInfo } from '../../contract/sign-in.ts'
import type { Database } from '../database.ts'
import { hashToken, makeToken } from './token.ts'

export type PasswordLinkKind = PasswordLinkInfo['kind']

const HOURS: Record<PasswordLinkKind, number> = { reset: 1, invite: 7 * 24 }

/** Makes the token of a link; the links of this kind that were sent before are good no more. */
export async function createPasswordLink(database: Database, { userId, kind }: { userId: string; kind: PasswordLinkKind }): Promise<string> {
  const token = makeToken()
  await endPasswordLinks(database, userId)
  await database.query(sql`
    insert into app.password_link (token_hash, kind, user_id, created_at, expires_at)
    values (${hashToken(token)}, ${kind}, ${userId}, now(), now() + make_interval(hours => ${HOURS[kind]}))`)
  return token
}

/** What a link is for; null where it is unknown, used, old, or its user is gone. */
export async function findPasswordLink(database: Database, token: string): Promise<(PasswordLinkInfo & { userId: string }) | null> {
  const rows = await database.query<PasswordLinkInfo & { userId: string }>(sql`
    select l.kind, u.username, u.name, u.id as "userId" from app.password_link l join data.users u on u.id = l.user_id
    where l.token_hash = ${hashToken(token)} and l.used_at is null and l.expires_at > now() and u.deleted_at is null and u.active is not false`)
  return rows[0] ?? null
}

/** Uses a link up; false where it was used in the meantime. */
export async function usePasswordLink(database: Database, token: string): Promise<boolean> {
  const rows = await database.query(
    sql`update app.password_link set used_at = now() where token_hash = ${hashToken(token)} and used_at is null and expires_at > now() returning user_id`,
  )
  return rows.length > 0
}

/** Ends all links of a user, as after a change of the password. */
export async function endPasswordLinks(database: Database, userId: string): Promise<void> {
  await database.query(sql`update app.password_link set used_at = now() where user_id = ${userId} and used_at is null`)
}
