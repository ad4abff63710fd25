import { sql, type RawBuilder } from 'kysely'
import { columnOf, tableOf } from '../../storage/sql-names.ts'
import { isSortedByOwner } from './indexed-sort.ts'
import { branchesOf, branchOrder, branchPredicate, type Branch, type CursorShape, type KeyNames } from './keyset.ts'
import type { QueryScope } from '../query-scope.ts'
import { BASE, compileRows, type RowsInput, type RowSource } from '../row-source.ts'
import { hasFewOwners, searchCandidates } from '../search-candidates.ts'
import { andScope } from '../scope/row-predicate.ts'
import { grantParts, isReadPartByPart } from '../scope/scope-parts.ts'
import { ownersSlot } from '../scope/scope-slots.ts'
import type { SortOrder } from './sort-keys.ts'

export interface PageShape extends RowsInput {
  order: SortOrder
  cursor: CursorShape | null
  /** How many rows are read: one more than the page holds tells whether there is another page. */
  rows: number
}

/** The ids of a page with their sort values `s0` …, as parts that are read one after the other until the page is full. */
export interface PageSelect {
  /** Common table expressions, in order; empty where one select is enough. */
  tables: { name: string; select: RawBuilder<unknown> }[]
  /** The parts of the page: names of tables, or one select. */
  parts: string[] | RawBuilder<unknown>
  reversed: boolean
  branches: Branch[]
}

/** How many rows are read. It stands in the text: a planner that does not know it expects a tenth of the table. */
export function rowLimit({ rows }: Pick<PageShape, 'rows'>): RawBuilder<unknown> {
  return sql.raw(String(rows))
}

/** Compiles the inner part of a list: only ids and sort values, so that an index alone can answer. */
export function selectPage(scope: QueryScope, shape: PageShape): PageSelect {
  const source = compileRows(scope, shape)
  const reversed = shape.cursor?.direction === 'previous'
  const branches = branchesOf(shape.order, shape.cursor)
  const ordered = (extra: (index: number) => RawBuilder<unknown>) =>
    branches.map((branch, index) => orderedSelect(scope, shape, { source, branch, reversed, extra: extra(index) }))

  if (source.search) return searchedPage(scope, shape, { source, reversed, branches })
  if (branches.length === 1)
    return {
      tables: [],
      parts: sql.join(
        ordered(() => sql``),
        sql``,
      ),
      reversed,
      branches,
    }
  const tables = ordered((index) => (index === 0 ? sql`` : onlyIfRoom(shape, 'p0'))).map((select, index) => ({ name: `p${index}`, select }))
  return { tables, parts: ['p0', 'p1'], reversed, branches }
}

/**
 * A search asks its index for the first candidates. If these are all, those that match are sorted; if there are more,
 * the words are common, and going through the list in its own order meets them soon.
 */
function searchedPage(scope: QueryScope, shape: PageShape, place: { source: RowSource; reversed: boolean; branches: Branch[] }): PageSelect {
  const { source, reversed, branches } = place
  const { select: candidates, most } = searchCandidates(scope, { module: shape.module, columns: idAndKeys(shape, source) }, source)
  const whole: Branch = { first: 'any', afterCursor: shape.cursor !== null }
  const inC: KeyNames = { names: shape.order.keys.map((_, index) => columnOf(`s${index}`, 'c')), id: columnOf('id', 'c') }
  const after = branchPredicate(shape.order, whole, { ...inC, cursor: shape.cursor })
  const found = sql`(select count(*) from c)`
  const many = sql` and ${found} > ${most}`

  const rare = sql`select ${sql.join([inC.id, ...inC.names])} from c where c.fits and ${found} <= ${most}${after} order by ${branchOrder(shape.order, whole, { ...inC, reversed })} limit ${rowLimit(shape)}`
  const common = branches.map((branch, index) =>
    orderedSelect(scope, shape, { source, branch, reversed, extra: index === 0 ? many : sql`${many}${onlyIfRoom(shape, 'p1')}` }),
  )
  return {
    tables: [{ name: 'c', select: candidates }, { name: 'p0', select: rare }, ...common.map((select, index) => ({ name: `p${index + 1}`, select }))],
    parts: ['p0', ...common.map((_, index) => `p${index + 1}`)],
    reversed,
    branches: [whole],
  }
}

interface OrderedPlace {
  source: RowSource
  branch: Branch
  reversed: boolean
  extra: RawBuilder<unknown>
}

/** `select id, s0 … order by … limit n` for one branch. */
function orderedSelect(scope: QueryScope, shape: PageShape, { source, branch, reversed, extra }: OrderedPlace): RawBuilder<unknown> {
  const here: KeyNames = { names: shape.order.keys.map((key) => key.expression(source.joins)), id: columnOf('id', BASE) }
  const search = source.search ? sql` and ${source.search.byRow}` : sql``
  const after = branchPredicate(shape.order, branch, { ...here, cursor: shape.cursor })
  const predicate = sql`${source.live}${source.rest}${after}${search}${extra}`
  const select = sql`select ${idAndKeys(shape, source)} ${fromRows(shape, source)}`
  const order = branchOrder(shape.order, branch, { ...here, reversed })
  if (!readsOwnerByOwner(scope, shape)) {
    const { module } = shape
    const reached = andScope(scope, { module, alias: BASE, action: scope.action, inOrder: !hasFewOwners(scope, module) })
    return sql`${select} where ${predicate}${reached} order by ${order} limit ${rowLimit(shape)}`
  }

  const inM: KeyNames = { names: shape.order.keys.map((_, at) => columnOf(`s${at}`, 'm')), id: columnOf('id', 'm') }
  const ofOwner = sql`${select} where ${columnOf('owner', BASE)} = o.owner and ${predicate} order by ${order} limit ${rowLimit(shape)}`
  const owners = sql`unnest(${ownersSlot({ module: shape.module, action: scope.action, path: [] })}) as o(owner)`
  const inOrder = sql` order by ${branchOrder(shape.order, branch, { ...inM, reversed })} limit ${rowLimit(shape)}`
  const owned = sql`select m.* from ${owners} cross join lateral (${ofOwner}) as m${inOrder}`
  if (!isReadPartByPart(scope, shape)) return owned

  // What rules and people shared is found by indexes of its own; a row that is found twice stands in the page once.
  const granted = grantParts(scope, shape.module).map((part) => sql`(${select} where ${predicate} and ${part} order by ${order} limit ${rowLimit(shape)})`)
  return sql`select m.* from (${sql.join([sql`(${owned})`, ...granted], sql` union `)}) as m${inOrder}`
}

/** Worth it where (owner, key, id) is an index of the table. */
function readsOwnerByOwner(scope: QueryScope, shape: PageShape): boolean {
  if (!hasFewOwners(scope, shape.module) || shape.deleted || shape.linkedWith || shape.order.keys.length > 1) return false
  return isSortedByOwner(scope, shape.module, shape.order.keys[0]?.field)
}

function idAndKeys(shape: PageShape, source: RowSource): RawBuilder<unknown> {
  return sql.join([columnOf('id', BASE), ...shape.order.keys.map((key, at) => sql`${key.expression(source.joins)} as ${sql.id(`s${at}`)}`)])
}

function fromRows(shape: PageShape, source: RowSource): RawBuilder<unknown> {
  return sql`from ${tableOf(shape.module)} as ${sql.id(BASE)}${source.joins.clause()}`
}

function onlyIfRoom(shape: PageShape, before: string): RawBuilder<unknown> {
  return sql` and (select count(*) from ${sql.id(before)}) < ${rowLimit(shape)}`
}
