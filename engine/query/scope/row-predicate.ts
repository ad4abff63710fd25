import { sql, type RawBuilder } from 'kysely'
import type { RecordAction } from '../../contract/model.ts'
import type { OwnersScope, ParentScope, RowScope } from '../../contract/row-scope.ts'
import { columnOf, tableOf } from '../../storage/sql-names.ts'
import { moduleIn, type QueryScope } from '../query-scope.ts'
import { grantPredicate } from './grant-predicate.ts'
import { ownersSlot, type ScopePlace } from './scope-slots.ts'

export interface RowsOf {
  module: string
  alias: string
  action: RecordAction
  /** The statement goes through many rows in their order: what lets them pass is put into hash tables once. */
  inOrder?: boolean
}

/** A record that belongs to a record that belongs to a record …: no further than this. The check of the metadata allows no circles. */
const DEEPEST_PARENT = 4

/** The rows of a module that are not in the recycle bin and that the actor may reach. */
export function visibleRows(scope: QueryScope, rows: RowsOf): RawBuilder<boolean> {
  return sql<boolean>`${columnOf('deleted_at', rows.alias)} is null${andScope(scope, rows)}`
}

/** ` and …` for the actor's row scope; nothing for who sees all. */
export function andScope(scope: QueryScope, { module, alias, action, inOrder = false }: RowsOf): RawBuilder<unknown> {
  const rows = scope.rights.rowScope(module, action)
  if (rows.kind === 'all') return sql``
  return sql` and ${reachable(scope, rows, { module, action, alias, path: [], depth: 0, inOrder })}`
}

interface Rows extends ScopePlace {
  alias: string
  /** How many parents away from the row that the statement is about. */
  depth: number
  inOrder: boolean
}

/** Whether the row under an alias is within a scope; null counts as no. */
function reachable(scope: QueryScope, rows: RowScope, place: Rows): RawBuilder<boolean> {
  if (rows.kind === 'all' || rows.kind === 'none') return sql<boolean>`${sql.raw(String(rows.kind === 'all'))}`
  return rows.kind === 'owners' ? ownedOrGranted(scope, rows, place) : asParent(scope, rows, place)
}

function ownedOrGranted(scope: QueryScope, { owners, also = [] }: OwnersScope, place: Rows): RawBuilder<boolean> {
  const grants = also.map((_, index) => grantPredicate(scope, place, { ...place, index }))
  const owned = ownedBy(place, grants.length > 0)
  if (grants.length === 0) return owned
  return owners.length === 0 && grants.length === 1 && grants[0] ? grants[0] : sql<boolean>`(${sql.join([owned, ...grants], sql` or `)})`
}

/**
 * Beside something else, hundreds of owners are put into a hash table once: as constants each would be weighed by the planner, every time
 * and for every index, which takes longer than reading a page.
 */
function ownedBy(place: Rows, isBesideOthers: boolean): RawBuilder<boolean> {
  const owner = columnOf('owner', place.alias)
  return place.inOrder && isBesideOthers ? sql<boolean>`${owner} in (select unnest(${ownersSlot(place)}))` : sql<boolean>`${owner} = any(${ownersSlot(place)})`
}

/** As the parent, where there is one; otherwise as it stands alone. */
function asParent(scope: QueryScope, rows: ParentScope, place: Rows): RawBuilder<boolean> {
  const reference = columnOf(rows.field, place.alias)
  const own = rows.own ? sql`${reachable(scope, rows.own, { ...place, path: [...place.path, 'own'] })} and ` : sql``
  const alone = reachable(scope, rows.alone, { ...place, path: [...place.path, 'alone'] })
  return sql<boolean>`(case when ${reference} is null then ${alone} else (${own}${parentReached(scope, rows, place)}) end)`
}

function parentReached(scope: QueryScope, { field: key, action }: ParentScope, place: Rows): RawBuilder<boolean> {
  const field = moduleIn(scope, place.module).fields.find((each) => each.key === key)
  const targets = place.depth >= DEEPEST_PARENT ? [] : (field?.to ?? [])
  const reached = targets.map((target) => [target, oneParentReached(scope, { target, action, key }, place)] as const)
  if (reached.length === 0) return sql<boolean>`false`
  const [only] = reached
  // A reference to one of several modules keeps the module's key beside the id; only its branch is looked at.
  if (only && reached.length === 1 && field?.toCapability === undefined) return only[1]
  const branches = reached.map(([target, predicate]) => sql`when ${target} then ${predicate}`)
  return sql<boolean>`(case ${columnOf(`${key}_module`, place.alias)} ${sql.join(branches, sql` `)} else false end)`
}

function oneParentReached(scope: QueryScope, { target, action, key }: { target: string; action: RecordAction; key: string }, place: Rows): RawBuilder<boolean> {
  const rows = scope.rights.rowScope(target, action)
  if (rows.kind === 'all' || rows.kind === 'none') return sql<boolean>`${sql.raw(String(rows.kind === 'all'))}`
  const alias = `${place.alias}_p`
  const within = reachable(scope, rows, { module: target, action, alias, path: [], depth: place.depth + 1, inOrder: place.inOrder })
  return sql<boolean>`exists (select from ${tableOf(target)} as ${sql.id(alias)} where ${columnOf('id', alias)} = ${columnOf(key, place.alias)} and ${within})`
}
