import { isGroupOrWithin, isMember } from './groups.ts'
import { isRoleOrBelow } from './role-tree.ts'
import type { Reach, Rule, User, World, WorldRecord } from './world.ts'

/** Whether a sharing rule opens a record to a user: reading, or reading and changing, never deleting. */
export function isSharedByRule(world: World, user: User, { record, reach }: { record: WorldRecord; reach: Reach }): boolean {
  return world.rules.some((rule) => gives(rule, reach) && isFor(world, rule, user) && (covers(world, rule, record) || coversRelated(world, rule, record)))
}

function gives({ access }: Rule, reach: Reach): boolean {
  return reach === 'read' || (reach === 'update' && access === 'write')
}

function isFor(world: World, { to }: Rule, user: User): boolean {
  if (to.kind === 'group') return isMember(world, user, to.id)
  return to.kind === 'role' ? user.role === to.id : isRoleOrBelow(world, user.role, to.id)
}

function covers(world: World, { module, from }: Rule, record: WorldRecord): boolean {
  if (record.module !== module) return false
  if (from.kind === 'condition') return record.choices[from.field] === from.value
  if (from.kind === 'group' && isGroupOrWithin(world, record.owner, from.id)) return true
  const owner = world.users.find(({ id }) => id === record.owner)
  if (!owner) return false
  if (from.kind === 'group') return isMember(world, owner, from.id)
  return from.kind === 'role' ? owner.role === from.id : isRoleOrBelow(world, owner.role, from.id)
}

/** Records of related modules follow the one that they refer to. */
function coversRelated(world: World, rule: Rule, record: WorldRecord): boolean {
  if (!rule.related.includes(record.module)) return false
  return Object.values(record.references).some(({ module, id }) => {
    const target = world.records.find((other) => other.module === module && other.id === id)
    return target !== undefined && covers(world, rule, target)
  })
}
