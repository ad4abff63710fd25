import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { FORMAT_COLUMNS, type FormatRow, formatsOf } from './format-columns.ts'
import type { Identity } from './identity.ts'

interface IdentityRow extends FormatRow {
  id: string
  name: string
  username: string | null
  is_admin: boolean | null
  locale: string | null
  time_zone: string | null
  metadata_version: string
  rights_version: string
}

/** Identities of active users without a session, in the order of their names: to ask what each may do. */
export async function findActiveIdentities(database: Database, limit: number): Promise<Identity[]> {
  const rows = await database.query<IdentityRow>(sql`
    select u.id, u.name, u.username, u.is_admin, u.locale, u.time_zone, ${sql.raw(FORMAT_COLUMNS)}, st.metadata_version, st.rights_version
    from data.users u cross join app.state st where u.deleted_at is null and u.active is not false order by u.name, u.id limit ${limit}`)
  return rows.map((row) => ({
    sessionId: row.id,
    kind: 'session',
    userId: row.id,
    name: row.name,
    username: row.username ?? '',
    isAdmin: row.is_admin === true,
    locale: row.locale,
    timeZone: row.time_zone,
    formats: formatsOf(row),
    metadataVersion: Number(row.metadata_version),
    rightsVersion: Number(row.rights_version),
    impersonator: null,
    mustChangePassword: false,
    scope: null,
  }))
}
