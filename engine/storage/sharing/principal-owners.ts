import { sql } from 'kysely'
import type { Principal } from '../../contract/access.ts'
import type { Database } from '../database.ts'
import { linkTableOf, tableOf } from '../sql-names.ts'
import { GROUP_LINKS } from './user-groups.ts'

const linkOf = (key: string) => linkTableOf({ from: 'groups', key })

/**
 * Who owns what a principal owns: the users of a role, of a role and all below it, or of a group with everything in it, and the
 * groups themselves. By `kind id`. Users in the recycle bin are among them: what they owned is still shared. One statement.
 */
export async function findOwnersOf(database: Database, principals: readonly Principal[]): Promise<Map<string, string[]>> {
  const owners = new Map(principals.map((principal) => [principalKey(principal), [] as string[]]))
  if (principals.length === 0) return owners
  const rows = await database.query<{ key: string; owner: string }>(sql`
    with recursive asked(key, kind, id) as (
      select a.key, a.kind, a.id from unnest(${principals.map(principalKey)}::text[], ${principals.map(({ kind }) => kind)}::text[], ${principals.map(({ id }) => id)}::uuid[]) as a(key, kind, id)
    ),
    within(key, id) as (
      select a.key, g.id from asked a join ${tableOf('groups')} g on g.id = a.id where a.kind = 'group' and g.deleted_at is null
      union
      select w.key, g.id from within w join ${linkOf(GROUP_LINKS.subgroups)} m on m.left_id = w.id join ${tableOf('groups')} g on g.id = m.right_id where g.deleted_at is null
    ),
    whole(key, role, below) as (
      select a.key, a.id, a.kind = 'role_and_below' from asked a where a.kind in ('role', 'role_and_below')
      union select w.key, m.right_id, false from within w join ${linkOf(GROUP_LINKS.roles)} m on m.left_id = w.id
      union select w.key, m.right_id, true from within w join ${linkOf(GROUP_LINKS.rolesBelow)} m on m.left_id = w.id
    ),
    tree(key, role, below) as (
      select key, role, below from whole
      union
      select t.key, r.id, true from tree t join ${tableOf('roles')} r on r.parent = t.role where t.below and r.deleted_at is null
    )
    select key, id as owner from asked where kind = 'user'
    union select key, id from within
    union select w.key, m.right_id from within w join ${linkOf(GROUP_LINKS.members)} m on m.left_id = w.id
    union select t.key, u.id from tree t join ${tableOf('users')} u on u.role = t.role
    order by 1, 2`)
  for (const { key, owner } of rows) owners.get(key)?.push(owner)
  return owners
}

/** A principal as a key of a map. */
export function principalKey({ kind, id }: Principal): string {
  return `${kind} ${id}`
}
