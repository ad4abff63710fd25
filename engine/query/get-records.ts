import { sql, type RawBuilder } from 'kysely'
import type { RecordAction } from '../contract/model.ts'
import type { Context } from '../storage/context.ts'
import { columnOf, tableOf } from '../storage/sql-names.ts'
import { keptPlan } from './kept-plan.ts'
import { queryScopeOf, type QueryRights, type QueryScope } from './query-scope.ts'
import { selectFields, type DecodedRow, type Decoder } from './columns/row-columns.ts'
import { andScope } from './scope/row-predicate.ts'
import { BASE } from './row-source.ts'
import { scopeShape } from './scope/scope-shape.ts'
import { compileWithSlots, fillSlots, runOf, slot, type SlottedStatement } from './slots.ts'
import { createJoins } from './visible-joins.ts'

export interface GetInput {
  module: string
  ids: readonly string[]
  fields: readonly string[]
  /** Which records: those that may be read (the default), updated, deleted … */
  action?: RecordAction
  /** `live` (the default), `deleted`: only the recycle bin, `both`. */
  in?: 'live' | 'deleted' | 'both'
  /** Locks the rows until the transaction ends, in the order of their ids. */
  lock?: boolean
}

/** Records by id, in the order of their ids; those that are not there or that the actor may not reach are left out. */
export async function getRecords(ctx: Context, rights: QueryRights, input: GetInput): Promise<DecodedRow[]> {
  if (input.ids.length === 0) return []
  const scope = queryScopeOf(ctx, rights, input.action)
  const { statement, decode } = planOf(scope, input)
  const rows = await ctx.database.query<Record<string, unknown>>(fillSlots(statement, runOf(ctx, rights, { ids: input.ids })))
  return rows.map(decode)
}

function planOf(scope: QueryScope, input: GetInput): { statement: SlottedStatement; decode: Decoder } {
  const { module, fields, in: where, lock, ids } = input
  const reach = scopeShape(scope.rights.rowScope(module, scope.action))
  return keptPlan(scope, ['get', module, fields, where, lock, ids.length === 1, reach], () => {
    const { fragment, decode } = compileGet(scope, input)
    return { statement: compileWithSlots(fragment, true), decode }
  })
}

const ONE = sql`${slot((run) => run.ids[0])}::uuid`
const MANY = sql`${slot((run) => run.ids)}::uuid[]`

/** By primary key, with the joins of the labels. */
export function compileGet(scope: QueryScope, input: GetInput): { fragment: RawBuilder<Record<string, unknown>>; decode: Decoder } {
  const joins = createJoins(scope, BASE)
  const selection = selectFields(scope, { module: input.module, paths: input.fields, joins, deleted: input.in === 'deleted' || input.in === 'both' })
  const id = columnOf('id', BASE)
  const found = input.ids.length === 1 ? sql`${id} = ${ONE}` : sql`${id} = any(${MANY})`
  const reach = andScope(scope, { module: input.module, alias: BASE, action: scope.action })
  const order = input.ids.length === 1 ? sql`` : sql` order by ${id}`
  const lock = input.lock ? sql` for no key update of ${sql.id(BASE)}` : sql``
  const from = sql`from ${tableOf(input.module)} as ${sql.id(BASE)}${joins.clause()}`
  return { fragment: sql`select ${sql.join(selection.columns)} ${from} where ${found}${inBin(input.in)}${reach}${order}${lock}`, decode: selection.decode }
}

function inBin(which: GetInput['in'] = 'live'): RawBuilder<unknown> {
  if (which === 'both') return sql``
  return sql` and ${columnOf('deleted_at', BASE)} is ${sql.raw(which === 'live' ? 'null' : 'not null')}`
}
