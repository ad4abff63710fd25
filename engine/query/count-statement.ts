import { sql, type RawBuilder } from 'kysely'
import type { Count, CountMode } from '../contract/api.ts'
import type { Context } from '../storage/context.ts'
import { tableOf } from '../storage/sql-names.ts'
import { rowsPlan } from './kept-plan.ts'
import type { QueryScope } from './query-scope.ts'
import { BASE, compileRows, whereOf, type RowsInput } from './row-source.ts'
import { isStable } from './condition/stable-filter.ts'
import { compileWithSlots, fillSlots, runOf } from './slots.ts'

/** Up to so many records are counted exactly; beyond, the planner's estimate stands. */
export const COUNT_CAP = 10_000

/** The number of records, counted up to one more than the cap, or to the end. */
export function compileCount(scope: QueryScope, rows: RowsInput, mode: Exclude<CountMode, 'none'>): RawBuilder<{ count: string }> {
  const selected = selectRows(scope, rows)
  if (mode === 'exact') return sql`select count(*) as count ${selected}`
  return sql`select count(*) as count from (select ${selected} limit ${sql.raw(String(COUNT_CAP + 1))}) as c`
}

/** Counts the records that the actor may reach. `capped`: exact up to 10,000, an estimate marked as one above. */
export async function countRecords(ctx: Context, scope: QueryScope, { rows, mode }: { rows: RowsInput; mode: Exclude<CountMode, 'none'> }): Promise<Count> {
  const statement = rowsPlan(scope, { kind: ['count', mode], rows }, () =>
    compileWithSlots(compileCount(scope, rows, mode), rows.q === undefined && isStable(rows.filter)),
  )
  const [counted] = await ctx.database.query<{ count: string }>(fillSlots(statement, runOf(ctx, scope.rights, { linkedId: rows.linkedWith?.id ?? null })))
  const value = Number(counted?.count ?? 0)
  if (mode === 'exact' || value <= COUNT_CAP) return { value, exact: true }
  return { value: await estimateAbove(ctx, scope, rows), exact: false }
}

/** What the planner believes, but not less than what was seen. About a millisecond, whatever the size. */
export async function estimateAbove(ctx: Context, scope: QueryScope, rows: RowsInput): Promise<number> {
  const statement = rowsPlan(scope, { kind: ['estimate'], rows }, () => compileWithSlots(sql`explain (format json) select ${selectRows(scope, rows)}`))
  const [row] = await ctx.database.query<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(
    fillSlots(statement, runOf(ctx, scope.rights, { linkedId: rows.linkedWith?.id ?? null })),
  )
  return Math.max(COUNT_CAP + 1, Math.round(row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0))
}

function selectRows(scope: QueryScope, rows: RowsInput): RawBuilder<unknown> {
  const source = compileRows(scope, rows)
  return sql`from ${tableOf(rows.module)} as ${sql.id(BASE)}${source.joins.clause()} where ${whereOf(source)}`
}
