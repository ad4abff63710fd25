import { sql } from 'kysely'
import type { Principal } from '../../contract/access.ts'
import type { Database } from '../database.ts'
import { tableOf } from '../sql-names.ts'
import { principalKey } from './principal-owners.ts'

/** What people call roles, groups and users, by `kind id`; what is not there or in the recycle bin is not in it. */
export async function namePrincipals(database: Database, principals: readonly Principal[]): Promise<Map<string, string>> {
  if (principals.length === 0) return new Map()
  const rows = await database.query<{ key: string; name: string }>(sql`
    with asked(key, kind, id) as (
      select a.key, a.kind, a.id from unnest(${principals.map(principalKey)}::text[], ${principals.map(({ kind }) => kind)}::text[], ${principals.map(({ id }) => id)}::uuid[]) as a(key, kind, id)
    )
    select a.key, r.name from asked a join ${tableOf('roles')} r on r.id = a.id where a.kind in ('role', 'role_and_below') and r.deleted_at is null
    union all select a.key, g.name from asked a join ${tableOf('groups')} g on g.id = a.id where a.kind = 'group' and g.deleted_at is null
    union all select a.key, u.name from asked a join ${tableOf('users')} u on u.id = a.id where a.kind = 'user' and u.deleted_at is null`)
  return new Map(rows.map(({ key, name }) => [key, name]))
}

/** The active user or group of an id, or null: whom something can be shared with. */
export async function findSharePrincipal(database: Database, id: string): Promise<{ kind: 'user' | 'group' } | null> {
  const rows = await database.query<{ kind: 'user' | 'group' }>(
    sql`select p.kind from app.principal p where p.id = ${id}::uuid and p.kind in ('user', 'group') and p.active`,
  )
  return rows[0] ?? null
}
