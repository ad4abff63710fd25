import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** A person as another system knows them: who says so, and under what name that never changes. */
export interface ExternalIdentity {
  issuer: string
  subject: string
}

/** The user whom another system's name was tied to, whatever became of them; null where it was never tied. */
export async function findLink(database: Database, { issuer, subject }: ExternalIdentity): Promise<string | null> {
  const rows = await database.query<{ user_id: string }>(sql`select user_id from app.external_identity where issuer = ${issuer} and subject = ${subject}`)
  return rows[0]?.user_id ?? null
}

/** Ties a name of another system to a user; false where another name of the same system is tied already: names are handed on, people are not. */
export async function linkIdentity(database: Database, { issuer, subject, userId }: ExternalIdentity & { userId: string }): Promise<boolean> {
  const rows = await database.query(sql`
    insert into app.external_identity (issuer, subject, user_id, created_at)
    select ${issuer}, ${subject}, ${userId}, now()
    where not exists (select 1 from app.external_identity where issuer = ${issuer} and user_id = ${userId})
    on conflict do nothing returning user_id`)
  return rows.length > 0
}
