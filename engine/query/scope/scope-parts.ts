import { sql, type RawBuilder } from 'kysely'
import { columnOf } from '../../storage/sql-names.ts'
import type { QueryScope } from '../query-scope.ts'
import { BASE, type RowsInput } from '../row-source.ts'
import { hasFewOwners } from '../search-candidates.ts'
import { grantPredicate } from './grant-predicate.ts'
import { grantsOf } from './scope-shape.ts'
import { ownersSlot } from './scope-slots.ts'

/**
 * Whether the rows of few owners and those that are shared are best looked for apart: one predicate over both fits no index.
 * Who sees the rows of many owners meets them soon enough row by row.
 */
export function isReadPartByPart(scope: QueryScope, { module, q, linkedWith }: Pick<RowsInput, 'module' | 'q' | 'linkedWith'>): boolean {
  const isSearch = q !== undefined && q.trim() !== ''
  return hasFewOwners(scope, module) && grantsOf(scope.rights.rowScope(module, scope.action)).length > 0 && !isSearch && linkedWith === undefined
}

/** The rows of the owners over {@link BASE}, and all others. */
export function ownerParts(scope: QueryScope, module: string): Record<'owned' | 'notOwned', RawBuilder<boolean>> {
  const owners = ownersSlot({ module, action: scope.action, path: [] })
  const owner = columnOf('owner', BASE)
  return { owned: sql<boolean>`${owner} = any(${owners})`, notOwned: sql<boolean>`${owner} <> all(${owners})` }
}

/** The parts beside the owners: each kind of grant finds its rows in its own way, and those of a kind are looked for together. */
export function grantParts(scope: QueryScope, module: string): RawBuilder<boolean>[] {
  const grants = grantsOf(scope.rights.rowScope(module, scope.action)).map((grant, index) => ({ kind: grant.kind, index }))
  const place = { module, action: scope.action, alias: BASE, path: [] } as const
  return [...Map.groupBy(grants, ({ kind }) => kind).values()].map((alike) => {
    const predicates = alike.map(({ index }) => grantPredicate(scope, place, { index }))
    return sql<boolean>`(${sql.join(predicates, sql` or `)})`
  })
}
