import { sql, type RawBuilder } from 'kysely'
import { columnOf, tableOf } from '../../storage/sql-names.ts'
import { branchesOf, branchOrder, branchPredicate, type Branch, type KeyNames } from './keyset.ts'
import { columnsLookedAt, ownerReading, rowsLookedAt } from './owner-reading.ts'
import { rowLimit, type PageShape } from './page-shape.ts'
import { readOwners } from './read-owners.ts'
import type { QueryScope } from '../query-scope.ts'
import { BASE, compileRows, type RowSource } from '../row-source.ts'
import { hasFewOwners, searchCandidates } from '../search-candidates.ts'
import { andScope } from '../scope/row-predicate.ts'
import { grantParts, isReadPartByPart } from '../scope/scope-parts.ts'
import { ownersSlot } from '../scope/scope-slots.ts'

/** The ids of a page with their sort values `s0` …, as parts that are read one after the other until the page is full. */
export interface PageSelect {
  /** Common table expressions, in order; empty where one select is enough. */
  tables: { name: string; select: RawBuilder<unknown> }[]
  /** The parts of the page: names of tables, or one select. */
  parts: string[] | RawBuilder<unknown>
  reversed: boolean
  branches: Branch[]
}

/** Compiles the inner part of a list: only ids and sort values, so that an index alone can answer. */
export function selectPage(scope: QueryScope, shape: PageShape): PageSelect {
  const source = compileRows(scope, shape)
  const reversed = shape.cursor?.direction === 'previous'
  const branches = branchesOf(shape.order, shape.cursor)
  const ordered = (extra: (index: number) => RawBuilder<unknown>) =>
    branches.map((branch, index) => orderedSelect(scope, shape, { source, branch, reversed, extra: extra(index) }))

  const attempt = attemptOf(scope, shape, { source, branches, reversed })
  if (attempt) {
    const rest = ordered((index) => (index === 0 ? sql`` : onlyIfRoom(shape, 'p1'))).map(
      (select) => sql`select r.* from (${select}) as r where ${attempt.failed}`,
    )
    const tables = [...attempt.tables, ...rest.map((select, index) => ({ name: `p${index + 1}`, select }))]
    return { tables, parts: ['p0', ...rest.map((_, index) => `p${index + 1}`)], reversed, branches: [WHOLE] }
  }
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

const WHOLE: Branch = { first: 'any', afterCursor: false }

/** A way that is short where it leads to the page, and is known at once to be in vain where it does not. */
interface Attempt {
  /** The last one, `p0`, is the page, or nothing. */
  tables: PageSelect['tables']
  /** Tested once, before anything else is read. */
  failed: RawBuilder<unknown>
}

interface AttemptPlace {
  source: RowSource
  branches: Branch[]
  reversed: boolean
}

function attemptOf(scope: QueryScope, shape: PageShape, place: AttemptPlace): Attempt | undefined {
  if (place.source.search) return searchByIndex(scope, shape, place)
  return ownerReading(scope, shape).looksFirst ? lookFirst(scope, shape, place) : undefined
}

/**
 * A search asks its index for the first candidates. If these are all, those that match are sorted; if there are more,
 * the words are common, and going through the list in its own order meets them soon.
 */
function searchByIndex(scope: QueryScope, shape: PageShape, { source, reversed }: AttemptPlace): Attempt {
  const { select: candidates, most } = searchCandidates(scope, { module: shape.module, columns: idAndKeys(shape, source) }, source)
  const whole: Branch = { first: 'any', afterCursor: shape.cursor !== null }
  const inC: KeyNames = { names: shape.order.keys.map((_, index) => columnOf(`s${index}`, 'c')), id: columnOf('id', 'c') }
  const after = branchPredicate(shape.order, whole, { ...inC, cursor: shape.cursor })
  const found = sql`(select count(*) from c)`
  const page = sql`select ${sql.join([inC.id, ...inC.names])} from c where c.fits and ${found} <= ${most}${after} order by ${branchOrder(shape.order, whole, { ...inC, reversed })} limit ${rowLimit(shape)}`
  return {
    tables: [
      { name: 'c', select: candidates },
      { name: 'p0', select: page },
    ],
    failed: sql`${found} > ${most}`,
  }
}

/** The next rows of the list, whoever owns them: often enough of them are in sight to fill the page. */
function lookFirst(scope: QueryScope, shape: PageShape, { source, branches: [branch = WHOLE], reversed }: AttemptPlace): Attempt {
  const here: KeyNames = { names: shape.order.keys.map((key) => key.expression(source.joins)), id: columnOf('id', BASE) }
  const order = branchOrder(shape.order, branch, { ...here, reversed })
  const after = branchPredicate(shape.order, branch, { ...here, cursor: shape.cursor })
  const columns = columnsLookedAt(scope, shape).map((name) => columnOf(name, BASE))
  const next = sql`select ${sql.join(columns)} ${fromRows(shape, source)} where ${source.live}${after} order by ${order} limit ${sql.raw(String(rowsLookedAt(shape)))}`
  const reached = andScope(scope, { module: shape.module, alias: BASE, action: scope.action, inOrder: true })
  const seen = sql`select ${idAndKeys(shape, source)} from (${next}) as ${sql.id(BASE)} where true${reached} order by ${order} limit ${rowLimit(shape)}`
  return {
    tables: [
      { name: 'c', select: seen },
      { name: 'p0', select: sql`select c.* from c where (select count(*) from c) = ${rowLimit(shape)}` },
    ],
    failed: sql`(select count(*) from c) < ${rowLimit(shape)}`,
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
  const reading = ownerReading(scope, shape)
  if (reading.way === 'in order') {
    const { module } = shape
    const reached = andScope(scope, { module, alias: BASE, action: scope.action, inOrder: !hasFewOwners(scope, module) })
    return sql`${select} where ${predicate}${reached} order by ${order} limit ${rowLimit(shape)}`
  }

  const inM: KeyNames = { names: shape.order.keys.map((_, at) => columnOf(`s${at}`, 'm')), id: columnOf('id', 'm') }
  const owned = readOwners(shape, {
    owners: ownersSlot({ module: shape.module, action: scope.action, path: [] }),
    ofOwner: sql`${select} where ${columnOf('owner', BASE)} = o.owner and ${predicate} order by ${order}`,
    inOrder: sql`order by ${branchOrder(shape.order, branch, { ...inM, reversed })} limit ${rowLimit(shape)}`,
    headsFirst: reading.headsFirst,
  })
  if (!isReadPartByPart(scope, shape)) return owned

  // What rules and people shared is found by indexes of its own; a row that is found twice stands in the page once.
  const granted = grantParts(scope, shape.module).map((part) => sql`(${select} where ${predicate} and ${part} order by ${order} limit ${rowLimit(shape)})`)
  return sql`select m.* from (${sql.join([sql`(${owned})`, ...granted], sql` union `)}) as m order by ${branchOrder(shape.order, branch, { ...inM, reversed })} limit ${rowLimit(shape)}`
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
