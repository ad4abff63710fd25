import { sql, type RawBuilder } from 'kysely'
import { columnOf, linkTableOf, tableOf } from '../../storage/sql-names.ts'
import { branchOrder, type Branch, type KeyNames } from './keyset.ts'
import { selectPage, type PageSelect } from './page-select.ts'
import { rowLimit, type PageShape } from './page-shape.ts'
import type { QueryScope } from '../query-scope.ts'
import { selectFields, selectLink, type Decoder } from '../columns/row-columns.ts'
import { BASE, LINK, LINKED_ID, linkColumns } from '../row-source.ts'
import { createJoins } from '../visible-joins.ts'

export interface ListShape extends PageShape {
  fields: readonly string[]
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
  const page = selectPage(scope, shape)
  const joins = createJoins(scope, BASE)
  const selection = selectFields(scope, { module: shape.module, paths: shape.fields, joins, deleted: shape.deleted })
  const link = shape.linkedWith ? selectLink(scope, shape.linkedWith) : undefined

  const inK: KeyNames = { names: shape.order.keys.map((_, index) => columnOf(`s${index}`, 'k')), id: columnOf('id', 'k') }
  const columns = sql.join([...inK.names.map((name, index) => sql`${name}::text as ${sql.id(`k${index}`)}`), ...selection.columns, ...(link?.columns ?? [])])
  const tables = sql`join ${tableOf(shape.module)} as ${sql.id(BASE)} on ${columnOf('id', BASE)} = ${columnOf('id', 'k')}${linkJoin(shape)}${joins.clause()}`
  const select = sql`select ${columns} from ${pageTable(page)} as k ${tables} order by ${pageOrder(shape, page, inK)}`
  return {
    fragment:
      page.tables.length === 0
        ? sql`${select}`
        : sql`with ${sql.join(page.tables.map(({ name, select: inner }) => sql`${sql.id(name)} as materialized (${inner})`))} ${select} limit ${rowLimit(shape)}`,
    decode: link ? (row) => ({ ...selection.decode(row), link: link.decode(row) }) : selection.decode,
  }
}

/** One select, or the parts of the page one under the other. */
function pageTable({ parts }: PageSelect): RawBuilder<unknown> {
  if (!Array.isArray(parts)) return sql`(${parts})`
  return sql`(${sql.join(
    parts.map((name, at) => sql`select ${sql.raw(String(at))} as part, ${sql.id(name)}.* from ${sql.id(name)}`),
    sql` union all `,
  )})`
}

function pageOrder(shape: ListShape, { parts, branches, reversed }: PageSelect, inK: KeyNames): RawBuilder<unknown> {
  const [only] = branches
  const whole: Branch = { first: 'any', afterCursor: false }
  const order = branchOrder(shape.order, Array.isArray(parts) ? whole : (only ?? whole), { ...inK, reversed })
  return Array.isArray(parts) ? sql`k.part, ${order}` : order
}

function linkJoin(shape: ListShape): RawBuilder<unknown> {
  if (!shape.linkedWith) return sql``
  const { listed, other } = linkColumns(shape.linkedWith)
  const on = sql`${columnOf(listed, LINK)} = ${columnOf('id', 'k')} and ${columnOf(other, LINK)} = ${LINKED_ID}`
  return sql` join ${linkTableOf(shape.linkedWith.link)} as ${sql.id(LINK)} on ${on}`
}
