import type { ModuleModel } from '../contract/model.ts'
import type { Access } from './compile-access.ts'
import { isOpenToAll } from './scope-rule.ts'

/**
 * Whether the actor may give a record that it may change to another owner: who may do with it what its owner may. Who was only given
 * writing does not take it for themselves, and with it the right to delete it.
 */
export function mayGiveAway({ rights, team }: Access, { module, ownerId }: { module: ModuleModel; ownerId: string }): boolean {
  return rights.modifyAll(module) || isOpenToAll(module, 'delete') || team.includes(ownerId)
}
