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

/** Gives a user another role. For a transaction that is not kept. */
export async function draftUserRole(database: Database, { user, role }: { user: string; role: string | null }): Promise<void> {
  await database.query(sql`update ${tableOf('users')} t set role = ${role}::uuid where t.id = ${user}::uuid`)
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
