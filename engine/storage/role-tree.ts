import { sql, type RawBuilder } from 'kysely'
import type { Database } from './database.ts'
import { tableOf } from './sql-names.ts'

/**
 * Ids of all users whose role stands below a role, at any depth; the role itself is not part of it.
 * Users in the recycle bin are: what they own is still somebody's to see. A tree with a circle ends all the same.
 */
export async function findUsersBelow(database: Database, roleId: string): Promise<string[]> {
  const rows = await database.query<{ id: string }>(sql`
    with recursive ${rolesBelow(roleId)}
    select u.id from ${tableOf('users')} u join below b on u.role = b.id
    where b.id <> ${roleId}::uuid
    order by u.id`)
  return rows.map((row) => row.id)
}

/** Ids of all roles below a role, at any depth; itself is not part of it, not even in a circle. */
export async function findRolesBelow(database: Database, roleId: string): Promise<string[]> {
  const rows = await database.query<{ id: string }>(sql`with recursive ${rolesBelow(roleId)} select id from below where id <> ${roleId}::uuid order by id`)
  return rows.map((row) => row.id)
}

function rolesBelow(roleId: string): RawBuilder<unknown> {
  return sql`below(id) as (
      select r.id from ${tableOf('roles')} r where r.parent = ${roleId}::uuid and r.deleted_at is null
      union
      select r.id from ${tableOf('roles')} r join below b on r.parent = b.id where r.deleted_at is null
    )`
}

/** `with recursive` part: the roles from some role upwards, itself included, as `above(id)`. `start` selects ids. */
export function rolesAbove(start: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`above(id) as (
      ${start}
      union
      select r.parent from ${tableOf('roles')} r join above a on r.id = a.id where r.parent is not null and r.deleted_at is null
    )`
}

/** A role and all roles above it. */
export async function findRolesFrom(database: Database, roleId: string): Promise<string[]> {
  const rows = await database.query<{ id: string }>(sql`with recursive ${rolesAbove(sql`select ${roleId}::uuid`)} select id from above order by id`)
  return rows.map((row) => row.id)
}
