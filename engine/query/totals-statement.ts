import { sql, type RawBuilder } from 'kysely'
import type { Context } from '../storage/context.ts'
import { tableOf } from '../storage/sql-names.ts'
import { refuse } from './errors.ts'
import { rowsPlan } from './kept-plan.ts'
import type { QueryScope } from './query-scope.ts'
import { resolvePath } from './resolve-path.ts'
import { BASE, compileRows, whereOf, type RowsInput } from './row-source.ts'
import { compileWithSlots, fillSlots, runOf } from './slots.ts'

const MOST_TOTALS = 20

/** One row with the sums `s0`, `s1` … of number fields over all records that match. */
export function compileTotals(scope: QueryScope, rows: RowsInput, paths: readonly string[]): RawBuilder<Record<string, string | null>> {
  if (paths.length > MOST_TOTALS) throw refuse({ field: 'totals', code: 'TOO_MANY', params: { max: MOST_TOTALS } })
  const source = compileRows(scope, rows)
  const sums = paths.map((path, index) => {
    const field = resolvePath(scope, rows.module, path)
    if (!field.summable) throw refuse({ field: path, code: 'NOT_SUMMABLE' })
    return sql`trim_scale(sum(${source.joins.columnOf(field)}))::text as ${sql.id(`s${index}`)}`
  })
  return sql`select ${sql.join(sums)} from ${tableOf(rows.module)} as ${sql.id(BASE)}${source.joins.clause()} where ${whereOf(source)}`
}

/** Sums as decimal strings, by path; `0` where nothing matches. */
export async function sumRecords(
  ctx: Context,
  scope: QueryScope,
  { rows, fields }: { rows: RowsInput; fields: readonly string[] },
): Promise<Record<string, string>> {
  const statement = rowsPlan(scope, { kind: ['totals', fields], rows }, () => compileWithSlots(compileTotals(scope, rows, fields)))
  const run = runOf(ctx, scope.rights, { linkedId: rows.linkedWith?.id ?? null })
  const [sums] = await ctx.database.query<Record<string, string | null>>(fillSlots(statement, run))
  return Object.fromEntries(fields.map((path, index) => [path, sums?.[`s${index}`] ?? '0']))
}
