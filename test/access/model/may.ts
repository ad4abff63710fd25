import { isSharedByHand } from './hand-shares.ts'
import { isOpenToAll } from './organisation.ts'
import { ownsOrLeads } from './owners.ts'
import { allows, fieldRight, reachesEverything } from './profiles.ts'
import { isSharedByRule } from './sharing-rules.ts'
import { type Action, type Cell, PARENT_FIELD, REACH, type Reach, type User, type World, type WorldRecord } from './world.ts'

interface Question {
  record: WorldRecord
  action: Action
}

/** Whether a user may do something with a record: profile, organisation default, role tree, groups, rules, shares, parent. */
export function may(world: World, user: User, { record, action }: Question): boolean {
  const { module } = record
  const reach = REACH[action]
  if (!allows(world, user, { module, action })) return false
  if (reachesEverything(world, user, { module, reading: reach === 'read' })) return true
  if (PARENT_FIELD[module] !== undefined) return isReachedThroughParent(world, user, { record, reach })
  return isOpenToAll(world, module, reach) || isOwnOrShared(world, user, { record, reach })
}

/** Whether a user may read one value. */
export function maySee(world: World, user: User, { record, cell }: { record: WorldRecord; cell: Cell }): boolean {
  return may(world, user, { record, action: 'read' }) && fieldRight(world, user, { module: record.module, field: cell.field }) !== 'hidden'
}

function isOwnOrShared(world: World, user: User, { record, reach }: { record: WorldRecord; reach: Reach }): boolean {
  return ownsOrLeads(world, user, record) || isSharedByRule(world, user, { record, reach }) || isSharedByHand(world, user, { record, reach })
}

/** Read as the parent is. What the default opens follows the right to change the parent; the rest is for who wrote it, while the parent can be read. */
function isReachedThroughParent(world: World, user: User, { record, reach }: { record: WorldRecord; reach: Reach }): boolean {
  const link = record.references[PARENT_FIELD[record.module] ?? '']
  const parent = world.records.find(({ id }) => id === link?.id)
  if (!parent) return isOwnOrShared(world, user, { record, reach })
  if (reach === 'read') return may(world, user, { record: parent, action: 'read' })
  if (isOpenToAll(world, record.module, reach)) return may(world, user, { record: parent, action: 'update' })
  return may(world, user, { record: parent, action: 'read' }) && isOwnOrShared(world, user, { record, reach })
}
