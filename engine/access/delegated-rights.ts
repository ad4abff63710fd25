import type { RecordAction } from '../contract/model.ts'
import type { ProfileRights } from './profile-rights.ts'

/** The module whose records somebody with the right to manage users may add and change. */
export const MANAGED_MODULE = 'users'
const MANAGES: readonly RecordAction[] = ['read', 'create', 'update']

/** Who manages users may add and change them; which ones, the row scope says, and {@link checkGivenRights} to what. */
export function delegatedRights(rights: ProfileRights): ProfileRights {
  if (!rights.manageUsers || rights.admin) return rights
  return {
    ...rights,
    actions(module) {
      const given = rights.actions(module)
      return module.key === MANAGED_MODULE ? new Set([...given, ...MANAGES]) : given
    },
  }
}

/** Whether an action on users is allowed only because the actor manages those below. */
export function isDelegated(rights: ProfileRights, module: string): boolean {
  return module === MANAGED_MODULE && rights.manageUsers && !rights.admin
}
