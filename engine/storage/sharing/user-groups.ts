import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { linkTableOf, tableOf } from '../sql-names.ts'
import { rolesAbove } from '../role-tree.ts'

/** The links of the module of groups, by what they hold. */
export const GROUP_LINKS = { members: 'members', roles: 'roles', rolesBelow: 'roles_below', subgroups: 'subgroups' } as const

const linkOf = (key: string) => linkTableOf({ from: 'groups', key })

/**
 * Ids of the groups that a user belongs to: as a member, by the own role, by a role at or below a named one, or as part of a group
 * in a group, at any depth. Groups that hold each other end all the same; groups in the recycle bin have no members.
 */
export async function findGroupsOf(database: Database, user: { id: string; roleId: string | null }): Promise<string[]> {
  const rows = await database.query<{ id: string }>(sql`
    with recursive ${rolesAbove(sql`select ${user.roleId}::uuid where ${user.roleId}::uuid is not null`)},
    mine(id) as (
      select direct.id from (
        select m.left_id as id from ${linkOf(GROUP_LINKS.members)} m where m.right_id = ${user.id}::uuid
        union select m.left_id from ${linkOf(GROUP_LINKS.roles)} m where m.right_id = ${user.roleId}::uuid
        union select m.left_id from ${linkOf(GROUP_LINKS.rolesBelow)} m join above a on m.right_id = a.id
      ) as direct join ${tableOf('groups')} g on g.id = direct.id where g.deleted_at is null
      union
      select g.id from ${linkOf(GROUP_LINKS.subgroups)} m join mine on m.right_id = mine.id join ${tableOf('groups')} g on g.id = m.left_id where g.deleted_at is null
    )
    select id from mine order by id`)
  return rows.map((row) => row.id)
}
