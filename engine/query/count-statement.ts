import { sql, type RawBuilder } from 'kysely'
import type { Count, CountMode } from '../contract/api.ts'
import type { Context } from '../storage/context.ts'
import { columnOf, tableOf } from '../storage/sql-names.ts'
import { rowsPlan } from './kept-plan.ts'
import type { QueryScope } from './query-scope.ts'
import { BASE, compileRows, whereOf, type RowsInput, type RowSource } from './row-source.ts'
import { isReadPartByPart, scopeParts } from './scope/scope-parts.ts'
import { hasFewOwners, searchCandidates } from './search-candidates.ts'
import { isStable } from './condition/stable-filter.ts'
import { compileWithSlots, fillSlots, runOf } from './slots.ts'

/** Up to so many records are counted exactly; beyond, the planner's estimate stands. */
export const COUNT_CAP = 10_000

/** The number of records, counted up to one more than the cap, or to the end. */
export function compileCount(scope: QueryScope, rows: RowsInput, mode: Exclude<CountMode, 'none'>): RawBuilder<{ count: string }> {
  const source = compileRows(scope, rows)
  if (source.search && hasFewOwners(scope, rows.module)) return countFound(scope, { rows, mode }, source)
  if (mode === 'capped' && isReadPartByPart(scope, rows)) return countPartByPart(scope, rows, source)
  return sql`select ${countOf(selectRows(rows, source, whereOf(source)), mode)} as count`
}

/** For who sees few owners' records: where the index finds few candidates, these are all; common words are looked for row by row. */
function countFound(scope: QueryScope, { rows, mode }: Counted, source: RowSource): RawBuilder<{ count: string }> {
  const { live, scope: owned, rest, search } = source
  const { select, most } = searchCandidates(scope, { module: rows.module, columns: sql`1 as one` }, source)
  const byRow = countOf(selectRows(rows, source, sql`${live}${owned}${rest} and ${search?.byRow}`), mode)
  return sql`with c as materialized (${select}) select case when (select count(*) from c) <= ${most} then (select count(*) from c where c.fits) else ${byRow} end as count`
}

/** Each part is counted up to the cap by its own index; what stands in two parts counts once. */
function countPartByPart(scope: QueryScope, rows: RowsInput, source: RowSource): RawBuilder<{ count: string }> {
  const most = sql.raw(String(COUNT_CAP + 1))
  const id = columnOf('id', BASE)
  const parts = scopeParts(scope, rows.module).map(
    (part) => sql`(select ${id} ${selectRows(rows, source, sql`${source.live} and ${part}${source.rest}`)} limit ${most})`,
  )
  return sql`select (select count(*) from (select id from (${sql.join(parts, sql` union `)}) as u limit ${most}) as n) as count`
}

interface Counted {
  rows: RowsInput
  mode: Exclude<CountMode, 'none'>
}

function countOf(selected: RawBuilder<unknown>, mode: Counted['mode']): RawBuilder<unknown> {
  if (mode === 'exact') return sql`(select count(*) ${selected})`
  return sql`(select count(*) from (select ${selected} limit ${sql.raw(String(COUNT_CAP + 1))}) as n)`
}

/** Counts the records that the actor may reach. `capped`: exact up to 10,000, an estimate marked as one above. */
export async function countRecords(ctx: Context, scope: QueryScope, { rows, mode }: Counted): Promise<Count> {
  const statement = rowsPlan(scope, { kind: ['count', mode, hasFewOwners(scope, rows.module)], rows }, () =>
    compileWithSlots(compileCount(scope, rows, mode), rows.q === undefined && isStable(rows.filter)),
  )
  const [counted] = await ctx.database.query<{ count: string }>(fillSlots(statement, runOf(ctx, scope.rights, { linkedId: rows.linkedWith?.id ?? null })))
  const value = Number(counted?.count ?? 0)
  if (mode === 'exact' || value <= COUNT_CAP) return { value, exact: true }
  return { value: await estimateAbove(ctx, scope, rows), exact: false }
}

/** What the planner believes, but not less than what was seen. About a millisecond, whatever the size. */
export async function estimateAbove(ctx: Context, scope: QueryScope, rows: RowsInput): Promise<number> {
  const statement = rowsPlan(scope, { kind: ['estimate'], rows }, () => compileWithSlots(explainRows(scope, rows)))
  const [row] = await ctx.database.query<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(
    fillSlots(statement, runOf(ctx, scope.rights, { linkedId: rows.linkedWith?.id ?? null })),
  )
  return Math.max(COUNT_CAP + 1, Math.round(row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0))
}

function explainRows(scope: QueryScope, rows: RowsInput): RawBuilder<unknown> {
  const source = compileRows(scope, rows)
  return sql`explain (format json) select ${selectRows(rows, source, whereOf(source))}`
}

function selectRows({ module }: RowsInput, source: RowSource, where: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`from ${tableOf(module)} as ${sql.id(BASE)}${source.joins.clause()} where ${where}`
}
