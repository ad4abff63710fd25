import { sql } from 'kysely'
import type { RecordAction } from '../contract/model.ts'
import type { Context } from '../storage/context.ts'
import { columnOf, tableOf } from '../storage/sql-names.ts'
import { createJoins } from './joins.ts'
import { queryScopeOf, type QueryRights } from './query-scope.ts'
import { selectFields, type DecodedRow } from './row-columns.ts'
import { andScope } from './row-predicate.ts'
import { BASE } from './row-source.ts'
import { runOf, statementOf } from './slots.ts'

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
  const joins = createJoins(scope, BASE)
  const selection = selectFields(scope, { module: input.module, paths: input.fields, joins })
  const id = columnOf('id', BASE)
  const found = input.ids.length === 1 ? sql`${id} = ${input.ids[0]}::uuid` : sql`${id} = any(${input.ids}::uuid[])`
  const reach = andScope(scope, { module: input.module, alias: BASE, action: scope.action })
  const lock = input.lock ? sql` for no key update of ${sql.id(BASE)}` : sql``
  const fragment = sql`select ${sql.join(selection.columns)} from ${tableOf(input.module)} as ${sql.id(BASE)}${joins.clause()} where ${found}${inBin(input.in)}${reach} order by ${id}${lock}`
  const rows = await ctx.database.query<Record<string, unknown>>(statementOf(fragment, runOf(ctx, rights)))
  return rows.map(selection.decode)
}

function inBin(which: GetInput['in'] = 'live') {
  if (which === 'both') return sql``
  return sql` and ${columnOf('deleted_at', BASE)} is ${sql.raw(which === 'live' ? 'null' : 'not null')}`
}
