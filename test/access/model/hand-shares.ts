import { isMember } from './groups.ts'
import type { Reach, User, World, WorldRecord } from './world.ts'

/** Whether somebody shared a record with a user or one of its groups. Deleting is never shared. */
export function isSharedByHand(world: World, user: User, { record, reach }: { record: WorldRecord; reach: Reach }): boolean {
  if (reach === 'delete') return false
  return world.shares.some(
    (share) =>
      share.record === record.id && (reach === 'read' || share.access === 'write') && (share.principal === user.id || isMember(world, user, share.principal)),
  )
}
