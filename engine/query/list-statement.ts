import { sql, type RawBuilder } from 'kysely'
import { columnOf, linkTableOf, tableOf } from '../storage/sql-names.ts'
import { isSortedByOwner } from './indexed-sort.ts'
import { createJoins } from './joins.ts'
import { branchesOf, branchOrder, branchPredicate, type Branch, type CursorShape } from './keyset.ts'
import type { QueryScope } from './query-scope.ts'
import { BASE, compileRows, LINK, linkColumns, type RowsInput, type RowSource } from './row-source.ts'
import { selectFields, selectLink, type Decoder } from './row-columns.ts'
import { ownersSlot, slot } from './slots.ts'
import type { SortOrder } from './sort-keys.ts'

/** Up to so many owners, each is asked for its own rows in order; above, one ordered scan tests the owner of each row. */
export const MOST_OWNERS_ONE_BY_ONE = 50

export interface ListShape extends RowsInput {
  order: SortOrder
  fields: readonly string[]
  cursor: CursorShape | null
}

/** A list's text, and how its rows become records. The rows come in the direction of reading, one more than the page holds. */
export interface CompiledList {
  fragment: RawBuilder<Record<string, unknown>>
  decode: Decoder
}

/**
 * A page of a list in one statement. The inner select finds ids from an index alone; the outer one fetches
 * those rows and joins the labels. `k0`… are the sort values as text, for the cursor.
 */
export function compileList(scope: QueryScope, shape: ListShape): CompiledList {
  const reversed = shape.cursor?.direction === 'previous'
  const source = compileRows(scope, shape)
  const branches = branchesOf(shape.order, shape.cursor)
  const names = shape.order.keys.map((_, index) => columnOf(`s${index}`, 'k'))
  const [single, more] = branches
  const selects = branches.map((branch, index) => branchSelect(scope, shape, { source, branch, reversed, index }))

  const joins = createJoins(scope, BASE)
  const selection = selectFields(scope, { module: shape.module, paths: shape.fields, joins })
  const link = shape.linkedWith ? selectLink(scope, shape.linkedWith) : undefined
  const columns = sql.join([...names.map((name, index) => sql`${name}::text as ${sql.id(`k${index}`)}`), ...selection.columns, ...(link?.columns ?? [])])
  const tables = sql`join ${tableOf(shape.module)} as ${sql.id(BASE)} on ${columnOf('id', BASE)} = ${columnOf('id', 'k')}${linkJoin(shape)}${joins.clause()}`
  const orderOf = (branch: Branch) => branchOrder(shape.order, branch, { names, id: columnOf('id', 'k'), reversed })
  const decode: Decoder = (row) => ({ ...selection.decode(row), ...(link ? { link: link.decode(row) } : {}) })

  if (!more || !single) {
    const order = single ? orderOf(single) : columnOf('id', 'k')
    return { fragment: sql`select ${columns} from (${sql.join(selects, sql``)}) as k ${tables} order by ${order}`, decode }
  }
  const order = sql`k.branch, ${orderOf({ first: 'any', afterCursor: false })}`
  const both = sql`select 0 as branch, p0.* from p0 union all select 1, p1.* from p1`
  return {
    fragment: sql`with p0 as materialized (${selects[0]}), p1 as materialized (${selects[1]}) select ${columns} from (${both}) as k ${tables} order by ${order} limit ${limitSlot()}`,
    decode,
  }
}

interface BranchPlace {
  source: RowSource
  branch: Branch
  reversed: boolean
  index: number
}

/** `select id, s0 … limit n`. The second branch runs only when the first one has not filled the page. */
function branchSelect(scope: QueryScope, shape: ListShape, place: BranchPlace): RawBuilder<unknown> {
  const { source, branch, reversed, index } = place
  const keys = shape.order.keys
  const expressions = keys.map((key) => key.expression(source.joins))
  const onlyIfRoom = index > 0 ? sql` and (select count(*) from p0) < ${limitSlot()}` : sql``
  const predicate = sql`${source.live}${source.rest}${branchPredicate(shape.order, branch, { joins: source.joins, cursor: shape.cursor })}${onlyIfRoom}`
  const columns = sql.join([columnOf('id', BASE), ...expressions.map((expression, at) => sql`${expression} as ${sql.id(`s${at}`)}`)])
  const from = sql`${tableOf(shape.module)} as ${sql.id(BASE)}${source.joins.clause()}`
  const order = branchOrder(shape.order, branch, { names: expressions, id: columnOf('id', BASE), reversed })

  if (!readsOwnerByOwner(scope, shape)) {
    return sql`select ${columns} from ${from} where ${predicate}${source.scope} order by ${order} limit ${limitSlot()}`
  }
  const names = keys.map((_, at) => columnOf(`s${at}`, 'm'))
  const outerOrder = branchOrder(shape.order, branch, { names, id: columnOf('id', 'm'), reversed })
  const ofOwner = sql`select ${columns} from ${from} where ${columnOf('owner', BASE)} = o.owner and ${predicate} order by ${order} limit ${limitSlot()}`
  const owners = sql`unnest(${ownersSlot(shape.module, scope.action)}) as o(owner)`
  return sql`select ${sql.join([columnOf('id', 'm'), ...names])} from ${owners} cross join lateral (${ofOwner}) as m order by ${outerOrder} limit ${limitSlot()}`
}

/** Worth it where (owner, key, id) is an index. A search is found by its own index first, whatever the order. */
export function readsOwnerByOwner(scope: QueryScope, shape: Pick<ListShape, 'module' | 'order' | 'q' | 'deleted' | 'linkedWith'>): boolean {
  const rows = scope.rights.rowScope(shape.module, scope.action)
  if (rows.kind !== 'owners' || rows.owners.length > MOST_OWNERS_ONE_BY_ONE) return false
  if (shape.q || shape.deleted || shape.linkedWith || shape.order.keys.length > 1) return false
  return isSortedByOwner(scope, shape.module, shape.order.keys[0]?.field)
}

function linkJoin(shape: ListShape): RawBuilder<unknown> {
  if (!shape.linkedWith) return sql``
  const { listed, other } = linkColumns(shape.linkedWith)
  const on = sql`${columnOf(listed, LINK)} = ${columnOf('id', 'k')} and ${columnOf(other, LINK)} = ${shape.linkedWith.id}::uuid`
  return sql` join ${linkTableOf(shape.linkedWith.link)} as ${sql.id(LINK)} on ${on}`
}

const LIMIT = slot((run) => run.limit)
function limitSlot(): RawBuilder<unknown> {
  return sql`${LIMIT}::int`
}
