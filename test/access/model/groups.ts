import { isRoleOrBelow } from './role-tree.ts'
import type { User, World } from './world.ts'

/** Whether a user is in a group: itself, by its role, or by a group within, at any depth. Groups may hold each other in a circle. */
export function isMember(world: World, user: User, group: string): boolean {
  return holdsUser(world, user, { group, seen: new Set() })
}

function holdsUser(world: World, user: User, { group, seen }: { group: string; seen: Set<string> }): boolean {
  const found = world.groups.find(({ id }) => id === group)
  if (!found || seen.has(group)) return false
  seen.add(group)
  return (
    found.members.includes(user.id) ||
    (user.role !== null && found.roles.includes(user.role)) ||
    found.rolesBelow.some((top) => isRoleOrBelow(world, user.role, top)) ||
    found.subgroups.some((inner) => holdsUser(world, user, { group: inner, seen }))
  )
}

/** Whether a group is another one or stands within it, at any depth. */
export function isGroupOrWithin(world: World, group: string, outer: string): boolean {
  const seen = new Set([outer])
  // A set that grows is gone through to its new end.
  for (const each of seen) for (const inner of world.groups.find(({ id }) => id === each)?.subgroups ?? []) seen.add(inner)
  return seen.has(group)
}
