import type { FormatChoices } from '../../contract/formats.ts'
import { notFound } from '../../kernel/errors.ts'
import type { Database } from '../database.ts'
import { FORMAT_COLUMNS, type FormatRow, formatsOf } from './format-columns.ts'
import { lookUpTogether } from '../connection/look-up-together.ts'
import { hashToken } from './token.ts'

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
  formats: FormatChoices
  metadataVersion: number
  rightsVersion: number
  /** The admin who acts as the user. */
  impersonator: { id: string; name: string; isAdmin: boolean } | null
  /** Nothing else may be done before a new password is chosen. */
  mustChangePassword: boolean
  /** What a token is good for; null: for everything that its user may do. */
  scope: TokenScope | null
}

/** To what an API token is limited. */
export interface TokenScope {
  readOnly: boolean
  /** Null: all modules. */
  modules: string[] | null
}

interface IdentityRow extends FormatRow {
  session_id: string
  user_id: string
  name: string
  username: string | null
  is_admin: boolean | null
  locale: string | null
  time_zone: string | null
  metadata_version: string
  rights_version: string
  impersonator: string | null
  impersonator_name: string | null
  impersonator_is_admin: boolean | null
  must_change: boolean
  read_only: boolean
  modules: string[] | null
}

const USER = `u.id as user_id, u.name, u.username, u.is_admin, u.locale, u.time_zone, ${FORMAT_COLUMNS}, st.metadata_version, st.rights_version`
const ACTIVE = 'u.deleted_at is null and u.active is not false'
const WITHOUT_SESSION = `select u.id as session_id, ${USER}, null as impersonator, null as impersonator_name, null as impersonator_is_admin, false as must_change,
    false as read_only, null as modules
  from data.users u cross join app.state st where ${ACTIVE}`

/**
 * The user behind a session token, or null when it is unknown, revoked, expired, or its user was deactivated. One in which an
 * admin acts as somebody ends with the admin's own account.
 */
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
    text: `select encode(s.token_hash, 'hex') as token, s.id as session_id, ${USER}, s.impersonator, i.name as impersonator_name, i.is_admin as impersonator_is_admin, s.must_change,
        false as read_only, null as modules
      from app.session s join data.users u on u.id = s.user_id cross join app.state st
      left join data.users i on i.id = s.impersonator and i.deleted_at is null and i.active is not false
      where s.token_hash = any($1::bytea[]) and s.revoked_at is null and s.expires_at > now() and ${ACTIVE} and (s.impersonator is null or i.id is not null)`,
  }),
)

const findApiTokens = lookUpTogether((database, tokens) =>
  readIdentities(database, {
    kind: 'token',
    tokens,
    text: `select encode(t.token_hash, 'hex') as token, t.id as session_id, ${USER}, null as impersonator, null as impersonator_name, null as impersonator_is_admin, false as must_change,
        t.read_only, t.modules
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
  const rows = await database.query<IdentityRow>({ name: 'identity-of-user', text: `${WITHOUT_SESSION} and u.id = $1`, values: [userId] })
  if (!rows[0]) throw notFound()
  return toIdentity(rows[0], 'session')
}

/** Identities of active users without a session, in the order of their names: to ask what each may do. */
export async function findActiveIdentities(database: Database, limit: number): Promise<Identity[]> {
  const text = `${WITHOUT_SESSION} order by u.name, u.id limit $1`
  const rows = await database.query<IdentityRow>({ name: 'active-identities', text, values: [limit] })
  return rows.map((row) => toIdentity(row, 'session'))
}

function tokenKey(token: string): string {
  return hashToken(token).toString('hex')
}

function toIdentity(row: IdentityRow, kind: 'session' | 'token'): Identity {
  return {
    sessionId: row.session_id,
    kind,
    userId: row.user_id,
    name: row.name,
    username: row.username ?? '',
    isAdmin: row.is_admin === true,
    locale: row.locale,
    timeZone: row.time_zone,
    formats: formatsOf(row),
    metadataVersion: Number(row.metadata_version),
    rightsVersion: Number(row.rights_version),
    impersonator: row.impersonator === null ? null : { id: row.impersonator, name: row.impersonator_name ?? '', isAdmin: row.impersonator_is_admin === true },
    mustChangePassword: row.must_change,
    scope: row.read_only || row.modules !== null ? { readOnly: row.read_only, modules: row.modules } : null,
  }
}
