import { sql } from 'kysely'
import type { PasskeyInfo } from '../../contract/sign-in.ts'
import { newId } from '../../kernel/uuid.ts'
import type { Database } from '../database.ts'

/** A public key of a user's device. */
export interface StoredPasskey {
  id: string
  credentialId: string
  userId: string
  publicKey: Buffer
  counter: number
  transports: string[]
  /** The host name for which it was made. */
  relyingParty: string
}

const COLUMNS = sql`id, credential_id as "credentialId", user_id as "userId", public_key as "publicKey", counter::float8 as counter, transports, relying_party as "relyingParty"`

export async function findPasskey(database: Database, credentialId: string): Promise<StoredPasskey | null> {
  const rows = await database.query<StoredPasskey>(sql<StoredPasskey>`select ${COLUMNS} from app.passkey where credential_id = ${credentialId}`)
  return rows[0] ?? null
}

export function findPasskeysOf(database: Database, userId: string): Promise<StoredPasskey[]> {
  return database.query<StoredPasskey>(sql<StoredPasskey>`select ${COLUMNS} from app.passkey where user_id = ${userId} order by created_at`)
}

/** What people see of the passkeys of a user. */
export async function listPasskeys(database: Database, userId: string): Promise<PasskeyInfo[]> {
  const rows = await database.query<{ id: string; name: string; created_at: Date; last_used_at: Date | null }>(sql`
    select id, name, created_at, last_used_at from app.passkey where user_id = ${userId} order by created_at`)
  return rows.map(({ id, name, created_at, last_used_at }) => ({
    id,
    name,
    createdAt: created_at.toISOString(),
    lastUsedAt: last_used_at?.toISOString() ?? null,
  }))
}

/** Gives the id of the new passkey; null where the device was registered before. */
export async function savePasskey(database: Database, passkey: Omit<StoredPasskey, 'id'> & { name: string }): Promise<string | null> {
  const rows = await database.query<{ id: string }>(sql`
    insert into app.passkey (id, credential_id, user_id, name, public_key, counter, transports, relying_party, created_at)
    values (${newId()}, ${passkey.credentialId}, ${passkey.userId}, ${passkey.name}, ${passkey.publicKey}, ${passkey.counter}::bigint,
      ${passkey.transports}::text[], ${passkey.relyingParty}, now())
    on conflict (credential_id) do nothing returning id`)
  return rows[0]?.id ?? null
}

/** Notes the use of a passkey. False where its counter went back: somebody has a copy. */
export async function usePasskey(database: Database, { id, counter }: { id: string; counter: number }): Promise<boolean> {
  const rows = await database.query(sql`
    update app.passkey set counter = ${counter}::bigint, last_used_at = now()
    where id = ${id} and (counter < ${counter}::bigint or (counter = 0 and ${counter}::bigint = 0)) returning id`)
  return rows.length > 0
}

export async function removePasskey(database: Database, { id, userId }: { id: string; userId: string }): Promise<boolean> {
  const rows = await database.query(sql`delete from app.passkey where id = ${id} and user_id = ${userId} returning id`)
  return rows.length > 0
}

export async function removePasskeysOf(database: Database, userId: string): Promise<void> {
  await database.query(sql`delete from app.passkey where user_id = ${userId}`)
}
