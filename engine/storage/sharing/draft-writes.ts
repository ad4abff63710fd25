import { sql, type RawBuilder } from 'kysely'
import type { Principal } from '../../contract/access.ts'
import { newId } from '../../kernel/uuid.ts'
import type { Database } from '../database.ts'
import { linkTableOf, tableOf } from '../sql-names.ts'
import { GROUP_LINKS } from './user-groups.ts'

/** Puts a role under another. For a transaction that is not kept: no event, no check. */
export async function draftRoleParent(database: Database, { role, parent }: { role: string; parent: string | null }): Promise<void> {
  await database.query(sql`update ${tableOf('roles')} t set parent = ${parent}::uuid where t.id = ${role}::uuid`)
}

/** Gives a user another role, other profiles, or the rights of an administrator; what is absent stays. For a transaction that is not kept. */
export async function draftUserRights(
  database: Database,
  draft: { user: string; role?: string | null; profiles?: string[]; isAdmin?: boolean },
): Promise<void> {
  const { user, role, profiles = null, isAdmin = null } = draft
  await database.query(sql`
    update ${tableOf('users')} t set role = case when ${role === undefined} then t.role else ${role ?? null}::uuid end,
      profiles = coalesce(${profiles}::uuid[], t.profiles), is_admin = coalesce(${isAdmin}::boolean, t.is_admin)
    where t.id = ${user}::uuid`)
}

/** Gives a profile other rights to everything; what is absent stays. For a transaction that is not kept. */
export async function draftProfileRights(
  database: Database,
  {
    profile,
    viewAll = null,
    modifyAll = null,
    admin = null,
  }: { profile: string; viewAll?: boolean | null; modifyAll?: boolean | null; admin?: boolean | null },
): Promise<void> {
  await database.query(sql`
    update ${tableOf('profiles')} t set view_all = coalesce(${viewAll}::boolean, t.view_all), modify_all = coalesce(${modifyAll}::boolean, t.modify_all),
      admin = coalesce(${admin}::boolean, t.admin)
    where t.id = ${profile}::uuid`)
}

const LINK_OF: Record<Principal['kind'], string> = {
  user: GROUP_LINKS.members,
  role: GROUP_LINKS.roles,
  role_and_below: GROUP_LINKS.rolesBelow,
  group: GROUP_LINKS.subgroups,
}

/** Gives a group other members. For a transaction that is not kept. */
export async function draftGroupMembers(database: Database, { group, members }: { group: string; members: readonly Principal[] }): Promise<void> {
  for (const [kind, key] of Object.entries(LINK_OF)) {
    const link: RawBuilder<unknown> = linkTableOf({ from: 'groups', key })
    await database.query(sql`delete from ${link} l where l.left_id = ${group}::uuid`)
    for (const member of members.filter((each) => each.kind === kind))
      await database.query(
        sql`insert into ${link} (id, left_id, right_id, created_at) values (${newId()}, ${group}, ${member.id}, now()) on conflict do nothing`,
      )
  }
}
