import { mayGiveAway } from '../../../access/may-give-away.ts'
import type { ModuleCall } from '../../call/module-call.ts'
import type { SaveItem } from '../save-request.ts'

/** A record is given to another owner by who may do with it what its owner may, not by everybody who may change it. */
export function checkOwner({ access, module }: Pick<ModuleCall, 'access' | 'module'>, items: SaveItem[]): void {
  for (const { action, before, changed, problems } of items) {
    if (action !== 'update' || !changed.has('owner')) continue
    if (!mayGiveAway(access, { module, ownerId: String(before?.owner ?? '') })) problems.push({ field: 'owner', code: 'NOT_YOURS_TO_GIVE' })
  }
}
