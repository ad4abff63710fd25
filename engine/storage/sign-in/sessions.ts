import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { notFound } from '../../kernel/errors.ts'
import { newId } from '../../kernel/uuid.ts'
import type { Database } from '../database.ts'
import { lookUpTogether } from '../look-up-together.ts'

/** How long a session lives without being used. */
export const SESSION_LIFETIME_MS = 14 * 24 * 3600 * 1000

/** What the statement that opens every request answers: who, and the versions of rights and metadata. */
export interface Identity {
  sessionId: string
  kind: 'session' | 'token'
  userId: string
  name: string
  username: string
  isAdmin: boolean
  locale: string | null
  timeZone: string | null
  metadataVersion: number
  rightsVersion: number
}

interface IdentityRow {
  session_id: string
  user_id: string
  name: string
  username: string
  is_admin: boolean | null
  locale: string | null
  time_zone: string | null
  metadata_version: string
  rights_version: string
}

/** Makes a session for a user; the token is known to the browser alone, the database keeps its SHA-256. */
export async function createSession(
  database: Database,
  input: { userId: string; address: string; agent: string; now: Date },
): Promise<{ token: string; id: string; expiresAt: Date }> {
  const token = randomBytes(32).toString('base64url')
  const id = newId()
  const expiresAt = new Date(input.now.getTime() + SESSION_LIFETIME_MS)
  await database.query(sql`
    insert into app.session (token_hash, id, user_id, created_at, last_seen_at, expires_at, address, agent)
    values (${hashToken(token)}, ${id}, ${input.userId}, ${input.now}, ${input.now}, ${expiresAt}, ${input.address}, ${input.agent.slice(0, 300)})`)
  return { token, id, expiresAt }
}

const USER = 'u.id as user_id, u.name, u.username, u.is_admin, u.locale, u.time_zone, st.metadata_version, st.rights_version'
const ACTIVE = 'u.deleted_at is null and u.active is not false'

/** The user behind a session token, or null when it is unknown, revoked, expired, or its user was deactivated. */
export function findSession(database: Database, token: string): Promise<Identity | null> {
  return findSessions(database, tokenKey(token))
}

/** The user behind an API token, or null. */
export function findApiToken(database: Database, token: string): Promise<Identity | null> {
  return findApiTokens(database, tokenKey(token))
}

const findSessions = lookUpTogether((database, tokens) =>
  readIdentities(database, {
    kind: 'session',
    tokens,
    text: `select encode(s.token_hash, 'hex') as token, s.id as session_id, ${USER}
      from app.session s join data.users u on u.id = s.user_id cross join app.state st
      where s.token_hash = any($1::bytea[]) and s.revoked_at is null and s.expires_at > now() and ${ACTIVE}`,
  }),
)

const findApiTokens = lookUpTogether((database, tokens) =>
  readIdentities(database, {
    kind: 'token',
    tokens,
    text: `select encode(t.token_hash, 'hex') as token, t.id as session_id, ${USER}
      from app.api_token t join data.users u on u.id = t.user_id cross join app.state st
      where t.token_hash = any($1::bytea[]) and t.revoked_at is null and (t.expires_at is null or t.expires_at > now()) and ${ACTIVE}`,
  }),
)

/** Opens every request: prepared once in each connection. Keys are the tokens' hashes in hex. */
async function readIdentities(
  database: Database,
  { kind, tokens, text }: { kind: Identity['kind']; tokens: string[]; text: string },
): Promise<Map<string, Identity>> {
  const values = [tokens.map((token) => Buffer.from(token, 'hex'))]
  const rows = await database.query<IdentityRow & { token: string }>({ name: `identity-by-${kind}`, text, values })
  return new Map(rows.map((row) => [row.token, toIdentity(row, kind)]))
}

/** The identity of a user without a session, for work that goes on in the background. Throws NOT_FOUND for a user who is gone or deactivated. */
export async function findIdentityOf(database: Database, userId: string): Promise<Identity> {
  const rows = await database.query<IdentityRow>(sql`
    select u.id as session_id, u.id as user_id, u.name, u.username, u.is_admin, u.locale, u.time_zone, st.metadata_version, st.rights_version
    from data.users u cross join app.state st where u.id = ${userId} and u.deleted_at is null and u.active is not false`)
  if (!rows[0]) throw notFound()
  return toIdentity(rows[0], 'session')
}

/** Ends a session at once; the next request with its token is not signed in. */
export async function revokeSession(database: Database, input: { id: string; userId: string }): Promise<void> {
  await database.query(sql`update app.session set revoked_at = now() where id = ${input.id} and user_id = ${input.userId} and revoked_at is null`)
}

/** Ends all sessions of a user but one, as after a change of the password. */
export async function revokeOtherSessions(database: Database, input: { userId: string; keep: string | null }): Promise<void> {
  await database.query(
    sql`update app.session set revoked_at = now() where user_id = ${input.userId} and revoked_at is null and id is distinct from ${input.keep}`,
  )
}

export interface SessionInfo {
  id: string
  createdAt: Date
  lastSeenAt: Date
  address: string | null
  agent: string | null
}

/** The sessions of a user that still live, newest first. */
export async function listSessions(database: Database, userId: string): Promise<SessionInfo[]> {
  return database.query<SessionInfo>(sql`
    select id, created_at as "createdAt", last_seen_at as "lastSeenAt", address, agent from app.session
    where user_id = ${userId} and revoked_at is null and expires_at > now() order by last_seen_at desc`)
}

/** Prolongs a session that is in use; called at most once a minute for each session. */
export async function touchSession(database: Database, input: { id: string; now: Date }): Promise<void> {
  const expiresAt = new Date(input.now.getTime() + SESSION_LIFETIME_MS)
  await database.query(sql`update app.session set last_seen_at = ${input.now}, expires_at = ${expiresAt} where id = ${input.id}`)
}

/** Makes an API token; it is shown once. */
export async function createApiToken(
  database: Database,
  input: { userId: string; name: string; expiresAt: Date | null },
): Promise<{ token: string; id: string }> {
  const token = `mt_${randomBytes(32).toString('base64url')}`
  const id = newId()
  await database.query(
    sql`insert into app.api_token (token_hash, id, user_id, name, created_at, expires_at) values (${hashToken(token)}, ${id}, ${input.userId}, ${input.name}, now(), ${input.expiresAt})`,
  )
  return { token, id }
}

export interface ApiTokenInfo {
  id: string
  name: string
  createdAt: Date
  expiresAt: Date | null
}

/** The API tokens of a user that were not revoked. */
export async function listApiTokens(database: Database, userId: string): Promise<ApiTokenInfo[]> {
  return database.query<ApiTokenInfo>(sql`
    select id, name, created_at as "createdAt", expires_at as "expiresAt" from app.api_token
    where user_id = ${userId} and revoked_at is null order by created_at desc`)
}

/** Ends an API token at once. */
export async function revokeApiToken(database: Database, input: { id: string; userId: string }): Promise<void> {
  await database.query(sql`update app.api_token set revoked_at = now() where id = ${input.id} and user_id = ${input.userId}`)
}

function tokenKey(token: string): string {
  return hashToken(token).toString('hex')
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

function toIdentity(row: IdentityRow, kind: 'session' | 'token'): Identity {
  return {
    sessionId: row.session_id,
    kind,
    userId: row.user_id,
    name: row.name,
    username: row.username,
    isAdmin: row.is_admin === true,
    locale: row.locale,
    timeZone: row.time_zone,
    metadataVersion: Number(row.metadata_version),
    rightsVersion: Number(row.rights_version),
  }
}
