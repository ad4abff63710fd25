import { sql, type RawBuilder } from 'kysely'
import type { Count, CountMode } from '../contract/api.ts'
import type { Context } from '../storage/context.ts'
import { columnOf, tableOf } from '../storage/sql-names.ts'
import { rowsPlan } from './kept-plan.ts'
import type { QueryRights, QueryScope } from './query-scope.ts'
import { BASE, compileRows, whereOf, type RowsInput, type RowSource } from './row-source.ts'
import { grantParts, ownerParts } from './scope/scope-parts.ts'
import { grantsOf } from './scope/scope-shape.ts'
import { hasFewOwners, searchCandidates } from './search-candidates.ts'
import { isStable } from './condition/stable-filter.ts'
import { compileWithSlots, fillSlots, runOf } from './slots.ts'

/** Up to so many records are counted exactly; beyond, the planner's estimate stands. */
export const COUNT_CAP = 10_000

/** The number of records, counted up to one more than the cap, or to the end. */
export function compileCount(scope: QueryScope, rows: RowsInput, mode: Exclude<CountMode, 'none'>): RawBuilder<{ count: string }> {
  const source = compileRows(scope, rows)
  if (source.search && hasFewOwners(scope, rows.module)) return countFound(scope, { rows, mode }, source)
  return sql`select ${countOf(selectRows(rows, source, whereOf(source)), mode)} as count`
}

/** For who sees few owners' records: where the index finds few candidates, these are all; common words are looked for row by row. */
function countFound(scope: QueryScope, { rows, mode }: Counted, source: RowSource): RawBuilder<{ count: string }> {
  const { live, scope: owned, rest, search } = source
  const { select, most } = searchCandidates(scope, { module: rows.module, columns: sql`1 as one` }, source)
  const byRow = countOf(selectRows(rows, source, sql`${live}${owned}${rest} and ${search?.byRow}`), mode)
  return sql`with c as materialized (${select}) select case when (select count(*) from c) <= ${most} then (select count(*) from c where c.fits) else ${byRow} end as count`
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
export async function countRecords(ctx: Context, scope: QueryScope, counted: Counted): Promise<Count> {
  const { rows, mode } = counted
  const value = mode === 'capped' && isCountedPartByPart(scope, rows) ? await countPartByPart(ctx, scope, rows) : await countAtOnce(ctx, scope, counted)
  if (mode === 'exact' || value <= COUNT_CAP) return { value, exact: true }
  return { value: await recentEstimate(ctx, scope, rows), exact: false }
}

function countAtOnce(ctx: Context, scope: QueryScope, { rows, mode }: Counted): Promise<number> {
  const kind = ['count', mode, hasFewOwners(scope, rows.module)]
  return runCount(ctx, scope, { kind, rows, compile: () => compileCount(scope, rows, mode) })
}

/** Where something beside the owners opens records, one predicate over both fits no index. */
function isCountedPartByPart(scope: QueryScope, { module, q, linkedWith }: RowsInput): boolean {
  const isSearch = q !== undefined && q.trim() !== ''
  return grantsOf(scope.rights.rowScope(module, scope.action)).length > 0 && !isSearch && linkedWith === undefined
}

/**
 * The rows of the owners are counted from their index alone; where they fill the count, nothing else is looked at. What was granted
 * beside them comes on top.
 */
async function countPartByPart(ctx: Context, scope: QueryScope, rows: RowsInput): Promise<number> {
  const owned = await runCount(ctx, scope, { kind: ['count owned'], rows, compile: () => compileOwnedCount(scope, rows) })
  if (owned > COUNT_CAP) return owned
  return owned + (await runCount(ctx, scope, { kind: ['count granted'], rows, compile: () => compileGrantedCount(scope, rows) }))
}

/** The records of the owners of a scope, up to one more than the cap. */
function compileOwnedCount(scope: QueryScope, rows: RowsInput): RawBuilder<{ count: string }> {
  const source = compileRows(scope, rows)
  const owned = sql`${source.live} and ${ownerParts(scope, rows.module).owned}${source.rest}`
  return sql`select ${countOf(selectRows(rows, source, owned), 'capped')} as count`
}

/** What is granted beside the owners, each part up to the cap by its own index; what stands in two of these parts counts once. */
function compileGrantedCount(scope: QueryScope, rows: RowsInput): RawBuilder<{ count: string }> {
  const source = compileRows(scope, rows)
  const { notOwned } = ownerParts(scope, rows.module)
  const limit = sql`limit ${sql.raw(String(COUNT_CAP + 1))}`
  const parts = grantParts(scope, rows.module).map(
    (part) => sql`(select ${columnOf('id', BASE)} ${selectRows(rows, source, sql`${source.live} and ${notOwned} and ${part}${source.rest}`)} ${limit})`,
  )
  return sql`select (select count(*) from (select id from (${sql.join(parts, sql` union `)}) as u ${limit}) as n) as count`
}

interface CountRun {
  kind: unknown[]
  rows: RowsInput
  compile(): RawBuilder<{ count: string }>
}

async function runCount(ctx: Context, scope: QueryScope, { kind, rows, compile }: CountRun): Promise<number> {
  const statement = rowsPlan(scope, { kind, rows }, () => compileWithSlots(compile(), rows.q === undefined && isStable(rows.filter)))
  const [counted] = await ctx.database.query<{ count: string }>(fillSlots(statement, runOf(ctx, scope.rights, { linkedId: rows.linkedWith?.id ?? null })))
  return Number(counted?.count ?? 0)
}

/** Statistics move slowly: for so long an estimate stands. */
const ESTIMATE_STANDS_MS = 30_000
const MOST_ESTIMATES = 50
/** Of everybody's rights, by what was counted. New rights are a new object, and nothing of the old ones is told any more. */
const estimates = new WeakMap<QueryRights, Map<string, { value: number; until: number }>>()

/** {@link estimateAbove}, asked for once in half a minute: people scroll and page through the same list. */
async function recentEstimate(ctx: Context, scope: QueryScope, rows: RowsInput): Promise<number> {
  const { module, filter, q, deleted, linkedWith } = rows
  const key = JSON.stringify([scope.action, module, filter, q, deleted, linkedWith && [linkedWith.link.key, linkedWith.side, linkedWith.id]])
  const now = ctx.clock.now().getTime()
  const mine = estimates.get(scope.rights) ?? new Map<string, { value: number; until: number }>()
  estimates.set(scope.rights, mine)
  const known = mine.get(key)
  if (known && known.until > now) return known.value

  const value = await estimateAbove(ctx, scope, rows)
  mine.delete(key)
  mine.set(key, { value, until: now + ESTIMATE_STANDS_MS })
  if (mine.size > MOST_ESTIMATES) mine.delete(mine.keys().next().value ?? key)
  return value
}

/** What the planner believes, but not less than what was seen. About a millisecond, whatever the size. */
async function estimateAbove(ctx: Context, scope: QueryScope, rows: RowsInput): Promise<number> {
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
