import type { RecordData } from '../contract/api.ts'
import type { RecordAction } from '../contract/model.ts'
import type { RowScope } from '../contract/row-scope.ts'
import type { Access } from './compile-access.ts'

/** What can be done with one record that is in sight. */
const ACTIONS_ON_A_RECORD: readonly RecordAction[] = ['read', 'update', 'delete', 'merge', 'convert']

/** What a row says of itself: its owner and, where the owner does not decide alone, what the statement found that the actor may do. */
export interface ReachedRow {
  ownerId: string
  reached?: Partial<Record<RecordAction, boolean>>
}

type Can = RecordData['can']

const known = new WeakMap<Access, Map<string, (row: ReachedRow) => Can>>()

/**
 * What the actor may do with records of a module that it can see; without a query, and worked out once for as long as the rights stand.
 * Records of one owner share one answer, which nobody may change.
 */
export function recordCanIn(access: Access, module: string): (row: ReachedRow) => Can {
  const ofAccess = known.get(access) ?? new Map<string, (row: ReachedRow) => Can>()
  known.set(access, ofAccess)
  const can = ofAccess.get(module) ?? canIn(access, module)
  ofAccess.set(module, can)
  return can
}

function canIn(access: Access, module: string): (row: ReachedRow) => Can {
  const rules = ACTIONS_ON_A_RECORD.map((action) => [action, testOf(action, access.rowScope(module, action))] as const)
  const canDo = (row: ReachedRow): Can => Object.freeze(Object.fromEntries(rules.map(([action, holds]) => [action, holds(row)])))
  const ofOwners = new Map<string, Can>()
  return (row) => {
    if (row.reached) return canDo(row)
    const can = ofOwners.get(row.ownerId) ?? canDo(row)
    ofOwners.set(row.ownerId, can)
    return can
  }
}

function testOf(action: RecordAction, scope: RowScope): (row: ReachedRow) => boolean {
  if (scope.kind === 'all' || scope.kind === 'none') return () => scope.kind === 'all'
  // What is in sight may be read.
  if (!isOwnersOnly(scope)) return ({ reached }) => action === 'read' || reached?.[action] === true
  const owners = new Set(scope.owners)
  return ({ ownerId }) => owners.has(ownerId)
}

/** Whether the owner of a record decides alone. */
export function isOwnersOnly(scope: RowScope): scope is Extract<RowScope, { kind: 'owners' }> {
  return scope.kind === 'owners' && (scope.also ?? []).length === 0
}
