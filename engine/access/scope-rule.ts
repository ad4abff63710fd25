import type { ModuleModel, OrganisationDefault, RecordAction } from '../contract/model.ts'
import type { ProfileRights } from './profile-rights.ts'

/** Which rule decides on which records an action may be done. */
export interface ScopeRule {
  rule: 'no_right' | 'admin' | 'view_all' | 'modify_all' | 'organisation' | 'owner' | 'parent'
  grants: 'all' | 'owners' | 'parent' | 'none'
}

/** What an action does to records that exist: it looks at them, changes them or takes them away. */
export type Reach = 'read' | 'update' | 'delete'

export const REACH: Record<RecordAction, Reach> = {
  read: 'read',
  export: 'read',
  create: 'read',
  import: 'update',
  update: 'update',
  convert: 'update',
  merge: 'delete',
  delete: 'delete',
}

const OPEN_TO_ALL: Record<OrganisationDefault, readonly Reach[]> = {
  private: [],
  public_read: ['read'],
  public_read_write: ['read', 'update'],
  public_delete: ['read', 'update', 'delete'],
}

/** Whether everybody may do this with the records of everybody else. */
export function isOpenToAll(module: ModuleModel, reach: Reach): boolean {
  return OPEN_TO_ALL[module.access.organisation].includes(reach)
}

/** What of the record that it belongs to is asked of who puts a record there: the same as for changing it, where the default opens that to all. */
export function rightOnParent(module: ModuleModel): 'read' | 'update' {
  return isOpenToAll(module, 'update') ? 'update' : 'read'
}

/** The first rule that applies, in the order of evaluation: profile, the parent, organisation default, owners and what is shared. */
export function ruleOfScope(rights: ProfileRights, module: ModuleModel, action: RecordAction): ScopeRule {
  const reach = REACH[action]
  if (!rights.actions(module).has(action)) return { rule: 'no_right', grants: 'none' }
  if (rights.admin) return { rule: 'admin', grants: 'all' }
  if (rights.modifyAll(module)) return { rule: 'modify_all', grants: 'all' }
  if (rights.viewAll(module) && reach === 'read') return { rule: 'view_all', grants: 'all' }
  if (module.access.throughParent !== undefined) return { rule: 'parent', grants: 'parent' }
  if (isOpenToAll(module, reach)) return { rule: 'organisation', grants: 'all' }
  return { rule: 'owner', grants: 'owners' }
}
