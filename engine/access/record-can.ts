import type { RecordData } from '../contract/api.ts'
import type { RecordAction } from '../contract/model.ts'
import type { RowScope } from '../contract/row-scope.ts'
import type { Access } from './compile-access.ts'

const ACTIONS_ON_A_RECORD: readonly RecordAction[] = ['read', 'update', 'delete', 'merge', 'convert']

/** Whether an action may be done with a record of this owner. The rule for one record; lists use the row scope in SQL. */
export function canDo(access: Access, subject: { module: string; action: RecordAction; ownerId: string }): boolean {
  return reaches(access.rowScope(subject.module, subject.action), subject.ownerId)
}

/** What the actor may do with a record that it can see; without a query. */
export function recordCan(access: Access, module: string, ownerId: string): RecordData['can'] {
  return recordCanIn(access, module)(ownerId)
}

/** The same for many records of one module: the scopes are looked up once, and owners are found in a set. */
export function recordCanIn(access: Access, module: string): (ownerId: string) => RecordData['can'] {
  const rules = ACTIONS_ON_A_RECORD.map((action) => [action, memberTest(access.rowScope(module, action))] as const)
  return (ownerId) => Object.fromEntries(rules.map(([action, holds]) => [action, holds(ownerId)]))
}

function reaches(scope: RowScope, ownerId: string): boolean {
  return scope.kind === 'all' || (scope.kind === 'owners' && scope.owners.includes(ownerId))
}

function memberTest(scope: RowScope): (ownerId: string) => boolean {
  if (scope.kind !== 'owners') return () => scope.kind === 'all'
  const owners = new Set(scope.owners)
  return (ownerId) => owners.has(ownerId)
}
