import type { FieldValue, Problem } from '../../../contract/api.ts'
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

async function checkManaged({ ctx }: ModuleCall, item: SaveItem, below: readonly string[]): Promise<Problem[]> {
  const { before, values } = item
  const role = idsIn(values.role ?? null)
  const given = idsIn(values.profiles ?? null)
  const wasAdmin =
    before !== null &&
    (before.is_admin === true || (await givesAdmin(ctx.database, { profiles: idsIn(before.profiles ?? null), roles: idsIn(before.role ?? null) })))
  const isAdmin = values.is_admin === true || (await givesAdmin(ctx.database, { profiles: given, roles: role }))
  if (wasAdmin || isAdmin) return [{ field: 'is_admin', code: 'READ_ONLY' }]

  const added = given.filter((id) => !idsIn(before?.profiles ?? null).includes(id))
  const held = await findHeldProfiles(ctx.database, { ids: added, codes: ctx.actor.profiles })
  return [
    ...(role.length === 1 && below.includes(role[0] ?? '') ? [] : [{ field: 'role', code: 'ROLE_NOT_BELOW' }]),
    ...(added.every((id) => held.includes(id)) ? [] : [{ field: 'profiles', code: 'PROFILE_NOT_HELD' }]),
  ]
}

function isGiven({ action, changed, values }: SaveItem, field: string): boolean {
  if (action === 'update') return changed.has(field)
  const value = values[field] ?? null
  return value !== null && value !== false && idsIn(value).length + Number(value === true) > 0
}

function idsIn(value: FieldValue): string[] {
  return [value].flat().filter((id) => typeof id === 'string')
}
