import { sql } from 'kysely'
import type { ApiTokenInfo } from '../../contract/sign-in.ts'
import { newId } from '../../kernel/uuid.ts'
import type { Database } from '../database.ts'
import type { TokenScope } from './identity.ts'
import { hashToken, makeToken } from './token.ts'

const USED_EVERY_SECONDS = 60

export interface NewApiToken extends TokenScope {
  userId: string
  name: string
  expiresAt: Date | null
}

/** Makes an API token; it is shown once. */
export async function createApiToken(database: Database, { userId, name, expiresAt, readOnly, modules }: NewApiToken): Promise<{ token: string; id: string }> {
  const token = `mt_${makeToken()}`
  const id = newId()
  await database.query(sql`
    insert into app.api_token (token_hash, id, user_id, name, created_at, expires_at, read_only, modules)
    values (${hashToken(token)}, ${id}, ${userId}, ${name}, now(), ${expiresAt}, ${readOnly}, ${modules}::text[])`)
  return { token, id }
}

type Times = 'createdAt' | 'expiresAt' | 'lastUsedAt'
/** A token as the database has it. */
export type StoredApiToken = Omit<ApiTokenInfo, Times> & { createdAt: Date; expiresAt: Date | null; lastUsedAt: Date | null }

/** The API tokens of a user that were not revoked. */
export async function listApiTokens(database: Database, userId: string): Promise<StoredApiToken[]> {
  return database.query<StoredApiToken>(sql`
    select id, name, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt", read_only as "readOnly", modules from app.api_token
    where user_id = ${userId} and revoked_at is null order by created_at desc`)
}

/** Ends an API token at once. False: there was none to end. */
export async function revokeApiToken(database: Database, input: { id: string; userId: string }): Promise<boolean> {
  const rows = await database.query(
    sql`update app.api_token set revoked_at = now() where id = ${input.id} and user_id = ${input.userId} and revoked_at is null returning id`,
  )
  return rows.length > 0
}

/** Notes that a token is in use, at most once a minute. */
export async function touchApiToken(database: Database, id: string): Promise<void> {
  await database.query(sql`
    update app.api_token set last_used_at = now()
    where id = ${id} and (last_used_at is null or last_used_at < now() - make_interval(secs => ${USED_EVERY_SECONDS}))`)
}
