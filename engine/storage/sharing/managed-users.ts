import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { tableOf } from '../sql-names.ts'

/** Whether one of these profiles, or one that comes with these roles, sets the system up. */
export async function givesAdmin(database: Database, { profiles, roles }: { profiles: readonly string[]; roles: readonly string[] }): Promise<boolean> {
  if (profiles.length + roles.length === 0) return false
  const rows = await database.query(sql`
    select p.id from ${tableOf('profiles')} p
    where p.admin and p.deleted_at is null and (
      p.id = any(${profiles}::uuid[]) or exists (select from ${tableOf('roles')} r where r.id = any(${roles}::uuid[]) and p.id = any(r.profiles)))
    limit 1`)
  return rows.length > 0
}

/** Which of these profiles have one of these codes. */
export async function findHeldProfiles(database: Database, { ids, codes }: { ids: readonly string[]; codes: readonly string[] }): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await database.query<{ id: string }>(
    sql`select p.id from ${tableOf('profiles')} p where p.id = any(${ids}::uuid[]) and p.code = any(${codes}::text[]) and p.deleted_at is null`,
  )
  return rows.map((row) => row.id)
}
