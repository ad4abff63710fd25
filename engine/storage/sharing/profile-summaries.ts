import { sql } from 'kysely'
import type { ProfileSummary } from '../../contract/access.ts'
import type { Database } from '../database.ts'
import { tableOf } from '../sql-names.ts'

/** The profiles that are records, in the order of their names, with the number of active users who hold each by themselves or by their role. */
export async function loadProfileSummaries(database: Database): Promise<ProfileSummary[]> {
  return database.query<ProfileSummary>(sql`
    select p.id, p.code, p.name, p.description, coalesce(p.view_all, false) as "viewAll", coalesce(p.modify_all, false) as "modifyAll",
      coalesce(p.admin, false) as admin, coalesce(p.manage_users, false) as "manageUsers",
      (select count(*)::int from ${tableOf('users')} u left join ${tableOf('roles')} r on r.id = u.role and r.deleted_at is null
        where u.deleted_at is null and u.active is not false and (p.id = any(u.profiles) or p.id = any(r.profiles))) as users
    from ${tableOf('profiles')} p where p.deleted_at is null and p.code is not null order by p.name, p.id`)
}

/** What the profiles are called, by their codes; also those that were deleted. */
export async function loadProfileNames(database: Database): Promise<Map<string, string>> {
  const rows = await database.query<{ code: string; name: string }>(sql`select p.code, p.name from ${tableOf('profiles')} p where p.code is not null`)
  return new Map(rows.map(({ code, name }) => [code, name]))
}
