import { sql } from 'kysely'
import type { FieldValue } from '../../contract/api.ts'
import type { Database } from '../database.ts'
import { hashToken, makeToken } from './token.ts'

export type ChallengeKind = 'second-factor' | 'passkey-sign-in' | 'passkey-registration' | 'open-id'

/** A step of a sign-in that is under way. */
export interface Challenge {
  userId: string | null
  data: { [key: string]: FieldValue }
}

const LIFETIME_MINUTES = 10
const MOST_TRIES = 5

/** Opens a step; the token is for the browser alone. */
export async function openChallenge(database: Database, kind: ChallengeKind, { userId, data }: Challenge): Promise<string> {
  const token = makeToken()
  await database.query(sql`
    insert into app.sign_in_challenge (token_hash, kind, user_id, data, expires_at)
    values (${hashToken(token)}, ${kind}, ${userId}::uuid, ${JSON.stringify(data)}::jsonb, now() + make_interval(mins => ${LIFETIME_MINUTES}))`)
  return token
}

/** Counts a try; null for a step that is not there, is over, or was tried too often. It stays open: see {@link closeChallenge}. */
export async function tryChallenge(database: Database, kind: ChallengeKind, token: string): Promise<Challenge | null> {
  const rows = await database.query<Challenge>(sql`
    update app.sign_in_challenge set tries = tries + 1
    where token_hash = ${hashToken(token)} and kind = ${kind} and expires_at > now() and tries < ${MOST_TRIES}::int
    returning user_id as "userId", data`)
  return rows[0] ?? null
}

/** Ends a step; false where another request was faster. */
export async function closeChallenge(database: Database, token: string): Promise<boolean> {
  const rows = await database.query(sql`delete from app.sign_in_challenge where token_hash = ${hashToken(token)} returning kind`)
  return rows.length > 0
}

/** Takes a step that is good for one try. */
export async function takeChallenge(database: Database, kind: ChallengeKind, token: string): Promise<Challenge | null> {
  const rows = await database.query<Challenge>(sql`
    delete from app.sign_in_challenge where token_hash = ${hashToken(token)} and kind = ${kind} and expires_at > now() returning user_id as "userId", data`)
  return rows[0] ?? null
}

/** Forgets steps that are over. */
export async function sweepChallenges(database: Database): Promise<void> {
  await database.query(sql`delete from app.sign_in_challenge where expires_at < now()`)
}
