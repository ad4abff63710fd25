import { isMember } from './groups.ts'
import { isBelow } from './role-tree.ts'
import type { User, World, WorldRecord } from './world.ts'

/** The owner itself, the members of a group that owns, and the superiors of a user who owns. */
export function ownsOrLeads(world: World, user: User, { owner }: WorldRecord): boolean {
  if (owner === user.id || isMember(world, user, owner)) return true
  const other = world.users.find(({ id }) => id === owner)
  return other !== undefined && isBelow(world, other.role, user.role)
}
