import type { FieldValue, Problem, Values } from '../../../contract/api.ts'
import { MANAGED_MODULE } from '../../../access/delegated-rights.ts'
import { findHeldProfiles, givesAdmin } from '../../../storage/sharing/managed-users.ts'
import { findRolesBelow } from '../../../storage/role-tree.ts'
import type { ModuleCall } from '../../call/module-call.ts'
import type { SaveItem } from '../save-request.ts'

/** What decides about rights in the record of a user. */
const RIGHTS_FIELDS = ['is_admin', 'role', 'profiles'] as const

/**
 * Who is no admin gives nobody more than they have: those who manage users put them below their own role, with profiles that they
 * hold themselves, and never touch an admin. Others change nothing of anybody's rights.
 */
export async function checkManagedUsers(call: ModuleCall, items: SaveItem[]): Promise<void> {
  const { ctx, module, access } = call
  if (module.key !== MANAGED_MODULE || ctx.actor.kind !== 'user' || ctx.actor.isAdmin) return
  const below = access.rights.manageUsers && ctx.actor.roleId !== null ? await findRolesBelow(ctx.database, ctx.actor.roleId) : []
  for (const item of items) item.problems.push(...(access.rights.manageUsers ? await checkManaged(call, item, below) : checkUnmanaged(item)))
}

function checkUnmanaged(item: SaveItem): Problem[] {
  return RIGHTS_FIELDS.filter((field) => isGiven(item, field)).map((field) => ({ field, code: 'READ_ONLY' }))
}

async function checkManaged({ ctx }: ModuleCall, { before, values }: SaveItem, below: readonly string[]): Promise<Problem[]> {
  const states = before === null ? [values] : [before, values]
  for (const state of states) if (await isAdmin(ctx, state)) return [{ field: 'is_admin', code: 'READ_ONLY' }]

  const known = idsIn(before?.profiles)
  const added = idsIn(values.profiles).filter((id) => !known.includes(id))
  const held = await findHeldProfiles(ctx.database, { ids: added, codes: ctx.actor.profiles })
  const [role] = idsIn(values.role)
  return [
    ...(role !== undefined && below.includes(role) ? [] : [{ field: 'role', code: 'ROLE_NOT_BELOW' }]),
    ...(added.every((id) => held.includes(id)) ? [] : [{ field: 'profiles', code: 'PROFILE_NOT_HELD' }]),
  ]
}

/** By the flag, or by a profile of the user or of the role. */
async function isAdmin({ database }: ModuleCall['ctx'], { is_admin, profiles, role }: Values): Promise<boolean> {
  return is_admin === true || givesAdmin(database, { profiles: idsIn(profiles), roles: idsIn(role) })
}

function isGiven({ action, changed, values }: SaveItem, field: string): boolean {
  if (action === 'update') return changed.has(field)
  const value = values[field] ?? null
  return value !== null && value !== false && idsIn(value).length + Number(value === true) > 0
}

function idsIn(value: FieldValue | undefined): string[] {
  return [value ?? null].flat().filter((id) => typeof id === 'string')
}
