import type { Problem } from '../../../contract/api.ts'
import { MANAGED_MODULE } from '../../../access/delegated-rights.ts'
import { findHeldProfiles } from '../../../storage/sharing/managed-users.ts'
import { findRolesBelow } from '../../../storage/role-tree.ts'
import type { ModuleCall } from '../../call/module-call.ts'
import type { SaveItem } from '../save-request.ts'
import { idsIn, isAdminRecord } from './is-admin-record.ts'

/** What decides about rights in the records that rights hang on. Who belongs to a group is no field: it is a link. */
const RIGHTS_FIELDS: Readonly<Record<string, readonly string[]>> = {
  users: ['is_admin', 'role', 'profiles'],
  roles: ['parent', 'profiles'],
  profiles: ['admin', 'view_all', 'modify_all', 'manage_users', 'login_from', 'login_until', 'login_days', 'login_time_zone', 'allowed_addresses'],
}
/** By what somebody is known at the sign-in: who changes it lets themselves be sent a new password, and comes in as them. */
const SIGN_IN_FIELDS = ['username', 'email'] as const

/**
 * Who is no admin gives nobody more than they have, whatever else they may change in these modules: those who manage users put them
 * below their own role, with profiles that they hold themselves; others change nobody's rights and nobody's sign-in. None of them
 * touches an admin.
 */
export async function checkGivenRights(call: ModuleCall, items: SaveItem[]): Promise<void> {
  const { ctx, module, access } = call
  const fields = Object.hasOwn(RIGHTS_FIELDS, module.key) ? RIGHTS_FIELDS[module.key] : undefined
  if (!fields || ctx.actor.kind !== 'user' || ctx.actor.isAdmin) return
  if (module.key !== MANAGED_MODULE) return items.forEach((item) => item.problems.push(...readOnly(item, fields)))

  const { manageUsers } = access.rights
  const below = manageUsers && ctx.actor.roleId !== null ? await findRolesBelow(ctx.database, ctx.actor.roleId) : []
  for (const item of items) item.problems.push(...(manageUsers ? await checkManaged(call, item, below) : await checkUnmanaged(call, item, fields)))
}

async function checkUnmanaged({ ctx }: ModuleCall, item: SaveItem, fields: readonly string[]): Promise<Problem[]> {
  if (item.before !== null && (await isAdminRecord(ctx.database, item.before))) return [{ field: 'is_admin', code: 'READ_ONLY' }]
  return readOnly(item, item.action === 'update' ? [...fields, ...SIGN_IN_FIELDS] : fields)
}

async function checkManaged({ ctx }: ModuleCall, item: SaveItem, below: readonly string[]): Promise<Problem[]> {
  const { before, values } = item
  const states = before === null ? [values] : [before, values]
  for (const state of states) if (await isAdminRecord(ctx.database, state)) return [{ field: 'is_admin', code: 'READ_ONLY' }]

  const known = idsIn(before?.profiles)
  const wanted = idsIn(values.profiles)
  const held = await findHeldProfiles(ctx.database, { ids: [...known, ...wanted], codes: ctx.actor.profiles })
  const isHeld = (id: string) => held.includes(id)
  const [role] = idsIn(values.role)
  return [
    ...(role !== undefined && below.includes(role) ? [] : [{ field: 'role', code: 'ROLE_NOT_BELOW' }]),
    ...(wanted.every((id) => known.includes(id) || isHeld(id)) ? [] : [{ field: 'profiles', code: 'PROFILE_NOT_HELD' }]),
    ...(known.every(isHeld) ? [] : SIGN_IN_FIELDS.filter((field) => item.changed.has(field)).map((field) => ({ field, code: 'RIGHTS_NOT_HELD' }))),
  ]
}

function readOnly(item: SaveItem, fields: readonly string[]): Problem[] {
  return fields.filter((field) => isGiven(item, field)).map((field) => ({ field, code: 'READ_ONLY' }))
}

function isGiven({ action, changed, values }: SaveItem, field: string): boolean {
  if (action === 'update') return changed.has(field)
  const value = values[field] ?? null
  return value !== null && value !== false && idsIn(value).length + Number(value === true) > 0
}
