import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** The code app of a user; the secret is sealed. */
export interface StoredTotp {
  secret: string
  confirmedAt: Date | null
  lastStep: number
}

/** The code app of a user, confirmed or not yet; null where there is none. */
export async function findTotp(database: Database, userId: string): Promise<StoredTotp | null> {
  const rows = await database.query<{ secret: string; confirmed_at: Date | null; last_step: string }>(
    sql`select secret, confirmed_at, last_step from app.totp where user_id = ${userId}`,
  )
  return rows[0] ? { secret: rows[0].secret, confirmedAt: rows[0].confirmed_at, lastStep: Number(rows[0].last_step) } : null
}

/** Keeps the secret of an app that is not confirmed yet. False: the user has one that is. */
export async function saveTotp(database: Database, { userId, secret }: { userId: string; secret: string }): Promise<boolean> {
  const rows = await database.query(sql`
    insert into app.totp (user_id, secret, created_at) values (${userId}, ${secret}, now())
    on conflict (user_id) do update set secret = excluded.secret, created_at = excluded.created_at, last_step = 0 where app.totp.confirmed_at is null
    returning user_id`)
  return rows.length > 0
}

/** Uses up the code of a time step, and with it all earlier ones; false where it was used before. The first one confirms the app. */
export async function useTotpStep(database: Database, { userId, step }: { userId: string; step: number }): Promise<boolean> {
  const rows = await database.query(sql`
    update app.totp set last_step = ${step}::bigint, confirmed_at = coalesce(confirmed_at, now()) where user_id = ${userId} and last_step < ${step}::bigint
    returning user_id`)
  return rows.length > 0
}

export async function removeTotp(database: Database, userId: string): Promise<void> {
  await database.query(sql`delete from app.totp where user_id = ${userId}`)
  await database.query(sql`delete from app.recovery_code where user_id = ${userId}`)
}

/** Keeps new recovery codes; the ones before are good no more. */
export async function saveRecoveryCodes(database: Database, { userId, hashes }: { userId: string; hashes: Buffer[] }): Promise<void> {
  await database.query(sql`delete from app.recovery_code where user_id = ${userId}`)
  await database.query(sql`insert into app.recovery_code (user_id, code_hash) select ${userId}, unnest(${hashes}::bytea[])`)
}

/** Uses up a recovery code; false where it is unknown or was used. */
export async function useRecoveryCode(database: Database, { userId, hash }: { userId: string; hash: Buffer }): Promise<boolean> {
  const rows = await database.query(
    sql`update app.recovery_code set used_at = now() where user_id = ${userId} and code_hash = ${hash} and used_at is null returning user_id`,
  )
  return rows.length > 0
}

export async function countRecoveryCodes(database: Database, userId: string): Promise<number> {
  const rows = await database.query<{ n: number }>(sql`select count(*)::int as n from app.recovery_code where user_id = ${userId} and used_at is null`)
  return rows[0]?.n ?? 0
}
