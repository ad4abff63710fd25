import { sql } from 'kysely'
import type { Database } from '../database.ts'

export interface Principal {
  id: string
  kind: 'user' | 'group' | 'system'
  label: string
  active: boolean
}

/** Users and groups by id; ids of nothing are left out. */
export function findPrincipals(database: Database, ids: string[]): Promise<Principal[]> {
  if (ids.length === 0) return Promise.resolve([])
  return database.query<Principal>(sql`select id, kind, label, active from app.principal where id = any(${ids}::uuid[])`)
}

/** The members of each of these groups, by the id of the group. */
export async function findGroupMembers(database: Database, groups: string[]): Promise<Map<string, string[]>> {
  if (groups.length === 0) return new Map()
  const rows = await database.query<{ group: string; member: string }>(sql`
    select m.left_id as "group", m.right_id as member from data.link_groups_members m where m.left_id = any(${groups}::uuid[])`)
  return new Map([...Map.groupBy(rows, (row) => row.group)].map(([group, members]) => [group, members.map(({ member }) => member)]))
}
