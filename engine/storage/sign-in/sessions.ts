import { sql } from 'kysely'
import type { SessionInfo, SignInMethod } from '../../contract/sign-in.ts'
import { newId } from '../../kernel/uuid.ts'
import type { Database } from '../database.ts'
import { hashToken, makeToken } from './token.ts'

/** How long a session lives without being used. */
export const SESSION_LIFETIME_MS = 14 * 24 * 3600 * 1000
/** How long an admin may act as somebody else at a stretch; such a session is not prolonged. */
const IMPERSONATION_LIFETIME_MS = 3600 * 1000

export interface NewSession {
  userId: string
  address: string
  agent: string
  now: Date
  /** `password` if absent. */
  method?: SignInMethod
  mustChange?: boolean
  /** The admin who acts as the user, and the session to go back to. */
  impersonator?: { id: string; session: string }
}

/** Makes a session for a user; the token is known to the browser alone, the database keeps its SHA-256. */
export async function createSession(database: Database, input: NewSession): Promise<{ token: string; id: string; expiresAt: Date }> {
  const { userId, now, address, agent, impersonator, method = 'password', mustChange = false } = input
  const token = makeToken()
  const id = newId()
  const expiresAt = new Date(now.getTime() + (impersonator ? IMPERSONATION_LIFETIME_MS : SESSION_LIFETIME_MS))
  await database.query(sql`
    insert into app.session (token_hash, id, user_id, created_at, last_seen_at, expires_at, address, agent, method, must_change, impersonator, returns_to)
    values (${hashToken(token)}, ${id}, ${userId}, ${now}, ${now}, ${expiresAt}, ${address}, ${agent.slice(0, 300)}, ${method}, ${mustChange},
      ${impersonator?.id ?? null}, ${impersonator?.session ?? null})`)
  return { token, id, expiresAt }
}

/** Ends a session at once; the next request with its token is not signed in. False: there was none to end. */
export async function revokeSession(database: Database, input: { id: string; userId: string }): Promise<boolean> {
  const rows = await database.query(
    sql`update app.session set revoked_at = now() where id = ${input.id} and user_id = ${input.userId} and revoked_at is null returning id`,
  )
  return rows.length > 0
}

/** Ends all sessions of a user but one, as after a change of the password. Gives how many. */
export async function revokeOtherSessions(database: Database, input: { userId: string; keep: string | null }): Promise<number> {
  const rows = await database.query(
    sql`update app.session set revoked_at = now() where user_id = ${input.userId} and revoked_at is null and id is distinct from ${input.keep} returning id`,
  )
  return rows.length
}

/** The user of a session has chosen a new password. */
export async function freeSession(database: Database, id: string): Promise<void> {
  await database.query(sql`update app.session set must_change = false where id = ${id}`)
}

/** The session of the admin that an impersonation goes back to; null where it ended in the meantime. */
export async function findSessionBehind(database: Database, id: string): Promise<{ id: string; userId: string } | null> {
  const rows = await database.query<{ id: string; userId: string }>(sql`
    select b.id, b.user_id as "userId" from app.session s join app.session b on b.id = s.returns_to
    where s.id = ${id} and b.revoked_at is null and b.expires_at > now()`)
  return rows[0] ?? null
}

/** A session as the database has it. */
export type StoredSession = Omit<SessionInfo, 'createdAt' | 'lastSeenAt'> & { createdAt: Date; lastSeenAt: Date }

/** The sessions of a user that still live, newest first. `current`: the session that asks. */
export async function listSessions(database: Database, { userId, current }: { userId: string; current: string }): Promise<StoredSession[]> {
  return database.query<StoredSession>(sql`
    select id, created_at as "createdAt", last_seen_at as "lastSeenAt", address, agent, method, id = ${current}::uuid as current from app.session
    where user_id = ${userId} and revoked_at is null and expires_at > now() order by last_seen_at desc`)
}

/** Prolongs a session that is in use; called at most once a minute for each session. */
export async function touchSession(database: Database, input: { id: string; now: Date }): Promise<void> {
  const expiresAt = new Date(input.now.getTime() + SESSION_LIFETIME_MS)
  await database.query(sql`
    update app.session set last_seen_at = ${input.now}, expires_at = case when impersonator is null then ${expiresAt}::timestamptz else expires_at end
    where id = ${input.id}`)
}

/** Forgets sessions that ended long ago. */
export async function sweepSessions(database: Database): Promise<void> {
  await database.query(sql`delete from app.session where expires_at < now() - interval '30 days' or revoked_at < now() - interval '30 days'`)
}
