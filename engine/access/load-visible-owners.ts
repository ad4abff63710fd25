import type { Actor } from '../kernel/actor.ts'
import type { Database } from '../storage/database.ts'
import { findUsersBelow } from '../storage/role-tree.ts'

/** Whose records an actor sees as its own: itself, its groups, and every user whose role lies below the actor's. One statement at most. */
export async function loadVisibleOwners(database: Database, actor: Actor): Promise<string[]> {
  if (actor.kind !== 'user' || actor.userId === null) return []
  const below = actor.roleId === null ? [] : await findUsersBelow(database, actor.roleId)
  return [...new Set([actor.userId, ...actor.groupIds, ...below])]
}
