import { sql } from 'kysely'
import type { Database } from './database.ts'

/** Channels that tell other processes what changed; the payload is the new version. */
export const METADATA_CHANNEL = 'mortise_metadata'
export const RIGHTS_CHANNEL = 'mortise_rights'

/** Sends a notification; in a transaction it goes out when that commits. */
export async function notify(database: Database, channel: string, payload = ''): Promise<void> {
  await database.query(sql`select pg_notify(${channel}, ${payload})`)
}

/** Sends several, in one statement. */
export async function notifyAll(database: Database, channel: string, payloads: string[]): Promise<void> {
  await database.query(sql`select pg_notify(${channel}, payload) from unnest(${payloads}::text[]) as sent(payload)`)
}
