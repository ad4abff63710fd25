import type { RowGrant, RowScope } from '../../contract/row-scope.ts'

const known = new WeakMap<RowScope, string>()

/** What of a scope decides about the text of a statement: everything but the ids, which are bound. */
export function scopeShape(scope: RowScope): string {
  const shape = known.get(scope) ?? shapeOf(scope)
  known.set(scope, shape)
  return shape
}

function shapeOf(scope: RowScope): string {
  if (scope.kind === 'owners') return `owners${grantsOf(scope).length > 0 ? JSON.stringify(grantsOf(scope).map(shapeOfGrant)) : ''}`
  if (scope.kind !== 'parent') return scope.kind
  return JSON.stringify([scope.field, scope.action, scope.own && scopeShape(scope.own), scopeShape(scope.alone)])
}

function shapeOfGrant(grant: RowGrant): unknown {
  if (grant.kind === 'condition') return [grant.rule, grant.filter]
  if (grant.kind === 'related') return [grant.rule, grant.field, grant.module, grant.filter]
  return grant.kind === 'shares' ? [grant.kind, grant.write] : grant.kind
}

/** What opens records beside their owners. */
export function grantsOf(scope: RowScope): readonly RowGrant[] {
  return scope.kind === 'owners' ? (scope.also ?? []) : []
}
