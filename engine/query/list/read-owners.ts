import { sql, type RawBuilder } from 'kysely'
import { columnOf } from '../../storage/sql-names.ts'
import { headRows } from './owner-reading.ts'
import { rowLimit, type PageShape } from './page-shape.ts'

export interface OwnersRead {
  /** The parameter with the owners. */
  owners: RawBuilder<unknown>
  /** `select id, s0 … order by …`: the rows of `o.owner`. */
  ofOwner: RawBuilder<unknown>
  /** `order by … limit n` over `m`, for the rows of all. */
  inOrder: RawBuilder<unknown>
  headsFirst: boolean
}

/**
 * A page of the rows of some owners, each read in order from an index that begins with the owner. A page is shared by many: first each
 * is asked for its first few rows, and then only those for more whose few all stand in the page.
 */
export function readOwners(shape: PageShape, { owners, ofOwner, inOrder, headsFirst }: OwnersRead): RawBuilder<unknown> {
  const all = sql`unnest(${owners}) as o(owner)`
  if (!headsFirst) return sql`select m.* from ${all} cross join lateral (${ofOwner} limit ${rowLimit(shape)}) as m ${inOrder}`

  const few = sql.raw(String(headRows(shape)))
  const heads = sql`select o.owner, m.* from ${all} cross join lateral (${ofOwner} limit ${few}) as m ${inOrder}`
  const columns = ['id', ...shape.order.keys.map((_, at) => `s${at}`)].map((name) => columnOf(name, 'h'))
  const unfinished = sql`(select h.owner from h group by h.owner having count(*) = ${few}) as o`
  const more = sql`select m.* from ${unfinished} cross join lateral (${ofOwner} limit ${rowLimit(shape)} offset ${few}) as m`
  return sql`with h as materialized (${heads}) select m.* from (select ${sql.join(columns)} from h union all ${more}) as m ${inOrder}`
}
