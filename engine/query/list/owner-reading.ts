import { pathsIn } from '../../contract/condition-paths.ts'
import type { OwnersScope, RowGrant } from '../../contract/row-scope.ts'
import { columnsOf } from '../../storage/columns.ts'
import { moduleIn, type QueryScope } from '../query-scope.ts'
import { hasFewOwners } from '../search-candidates.ts'
import { grantsOf } from '../scope/scope-shape.ts'
import { isSortedByOwner } from './indexed-sort.ts'
import type { PageShape } from './page-shape.ts'

/** How a page is found among the rows of other owners. */
export interface OwnerReading {
  /**
   * `in order`: one scan in the order of the list tests each row.
   * `owner by owner`: each owner is asked for its rows; worth it for few owners where (owner, key, id) is an index of the table.
   */
  way: 'in order' | 'owner by owner'
  /** The next rows of the list are looked at before that: see lookFirst in page-select.ts. */
  looksFirst: boolean
  /** Owners are asked for few rows before they are asked for many: see read-owners.ts. */
  headsFirst: boolean
}

const IN_ORDER: OwnerReading = { way: 'in order', looksFirst: false, headsFirst: false }

/** So many rows are looked at for each one of the page. Up to so many owners are asked sooner for a page of each. */
const LOOKED_AT_FOR_ONE = 32

/** Part of what decides about the text of a list. */
export function ownerReading(scope: QueryScope, shape: PageShape): OwnerReading {
  const rows = scope.rights.rowScope(shape.module, scope.action)
  if (rows.kind !== 'owners' || !hasFewOwners(scope, shape.module) || shape.deleted || shape.linkedWith || shape.order.keys.length > 1) return IN_ORDER
  if (!isSortedByOwner(scope, shape.module, shape.order.keys[0]?.field)) return IN_ORDER
  return { way: 'owner by owner', looksFirst: isWorthALook(rows, shape), headsFirst: rows.owners.length > headRows(shape) }
}

/** Of n rows of a page at most the root of n owners have so many or more: neither the first nor the second question reads many rows. */
export function headRows({ rows }: Pick<PageShape, 'rows'>): number {
  return Math.ceil(Math.sqrt(rows))
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
function isWorthALook(scope: OwnersScope, { filter, q }: PageShape): boolean {
  const isWhole = filter === undefined && (q === undefined || q.trim() === '')
  return isWhole && scope.owners.length > LOOKED_AT_FOR_ONE && grantsOf(scope).every(isToldByTheRow)
}

function isToldByTheRow(grant: RowGrant): boolean {
  if (grant.kind === 'condition') return pathsIn(grant.filter).every((path) => !path.includes('.'))
  return grant.kind !== 'related'
}
