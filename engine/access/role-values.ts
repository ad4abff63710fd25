import type { PicklistValueModel } from '../contract/model.ts'
import type { Actor } from '../kernel/actor.ts'

/** Whether somebody may choose a value of a picklist. One that names no roles is for all; admins and the system choose from all. */
export function mayChoose(actor: Actor, { roles = [] }: PicklistValueModel): boolean {
  return roles.length === 0 || actor.kind === 'system' || actor.isAdmin || (actor.roleKey !== null && roles.includes(actor.roleKey))
}
