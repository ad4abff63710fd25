import { pathsIn } from '../../contract/condition-paths.ts'
import type { RowGrant } from '../../contract/row-scope.ts'
import { columnsOf } from '../../storage/columns.ts'
import { moduleIn, type QueryScope } from '../query-scope.ts'
import { hasFewOwners } from '../search-candidates.ts'
import { grantsOf } from '../scope/scope-shape.ts'
import { isSortedByOwner } from './indexed-sort.ts'
import type { PageShape } from './page-select.ts'

/**
 * How a page is found among the rows of other owners.
 * `in order`: one scan in the order of the list tests each row.
 * `owner by owner`: each owner is asked for its own page; worth it for few owners where (owner, key, id) is an index of the table.
 * `look first`: the same, after a look at the next rows of the list.
 */
export type OwnerReading = 'in order' | 'owner by owner' | 'look first'

/** So many rows are looked at for each one of the page. Up to so many owners are asked sooner for a page of each. */
const LOOKED_AT_FOR_ONE = 32

/** Part of what decides about the text of a list. */
export function ownerReading(scope: QueryScope, shape: PageShape): OwnerReading {
  if (!hasFewOwners(scope, shape.module) || shape.deleted || shape.linkedWith || shape.order.keys.length > 1) return 'in order'
  if (!isSortedByOwner(scope, shape.module, shape.order.keys[0]?.field)) return 'in order'
  return isWorthALook(scope, shape) ? 'look first' : 'owner by owner'
}

/** How many rows of the list are looked at. */
export function rowsLookedAt({ rows }: Pick<PageShape, 'rows'>): number {
  return rows * LOOKED_AT_FOR_ONE
}

/** The columns that tell whether such a row is in sight, and where it stands. */
export function columnsLookedAt(scope: QueryScope, { module, order }: PageShape): string[] {
  const conditions = grantsOf(scope.rights.rowScope(module, scope.action)).flatMap((grant) => (grant.kind === 'condition' ? pathsIn(grant.filter) : []))
  const fields = moduleIn(scope, module).fields.filter(({ key }) => conditions.includes(key))
  const told = fields.flatMap((field) => columnsOf(field, scope.fieldTypes).map(({ name }) => name))
  return [...new Set(['id', 'owner', ...order.keys.map(({ field }) => field.column.name), ...told])]
}

/** Rows that a filter lets pass may be rare, and what has to be looked up for each row is too dear for so many. */
function isWorthALook(scope: QueryScope, { module, filter, q }: PageShape): boolean {
  const rows = scope.rights.rowScope(module, scope.action)
  const isWhole = filter === undefined && (q === undefined || q.trim() === '')
  return isWhole && rows.kind === 'owners' && rows.owners.length > LOOKED_AT_FOR_ONE && grantsOf(rows).every(isToldByTheRow)
}

function isToldByTheRow(grant: RowGrant): boolean {
  if (grant.kind === 'condition') return pathsIn(grant.filter).every((path) => !path.includes('.'))
  return grant.kind !== 'related'
}
