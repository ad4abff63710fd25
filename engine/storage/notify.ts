import type { Database } from './database.ts'

/** Channels that tell other processes what changed; the payload is the new version. */
export const METADATA_CHANNEL = 'mortise_metadata'
export const RIGHTS_CHANNEL = 'mortise_rights'

/** Sends a notification; in a transaction it goes out when that commits. */
export async function notify(database: Database, channel: string, payload = ''): Promise<void> {
  await database.send({ name: 'notify', text: 'select pg_notify($1, $2)', values: [channel, payload] })
}

/** Sends several, in one statement. */
export async function notifyAll(database: Database, channel: string, payloads: string[]): Promise<void> {
  const text = 'select pg_notify($1, payload) from unnest($2::text[]) as sent(payload)'
  await database.send({ name: 'notify-all', text, values: [channel, payloads] })
}
