import { sql, type RawBuilder } from 'kysely'
import type { LookupOption } from '../contract/api.ts'
import type { Condition } from '../contract/condition.ts'
import type { ModuleModel } from '../contract/model.ts'
import type { Context } from '../storage/context.ts'
import { columnOf, tableOf } from '../storage/sql-names.ts'
import { ilikePattern } from './condition/ilike-pattern.ts'
import { labelColumn, nameColumn } from './columns/label-column.ts'
import { moduleIn, queryScopeOf, type QueryRights, type QueryScope } from './query-scope.ts'
import { resolvePath } from './resolve-path.ts'
import { BASE, compileRows, whereOf, type RowSource } from './row-source.ts'
import { runOf, statementOf } from './slots.ts'

export interface LookupInput {
  module: string
  q?: string
  filter?: Condition
  /** 1 to 50, 10 if absent. */
  limit?: number
}

/** Of the records that contain the words, so many are looked at to find the best names. */
const MOST_CANDIDATES = 500
const LONGEST_LOOKUP = 50
const USUAL_LOOKUP = 10

/** Type-ahead: records whose name begins with the text first, then those that contain it anywhere. Without text the newest. */
export async function lookupRecords(ctx: Context, rights: QueryRights, input: LookupInput): Promise<LookupOption[]> {
  const scope = queryScopeOf(ctx, rights)
  const fragment = compileLookup(scope, input)
  if (!fragment) return []
  const rows = await ctx.database.query<LookupRow>(statementOf(fragment, runOf(ctx, rights)))
  return rows.map(({ id, label, hint }) => ({ id, module: input.module, label: label ?? '', ...(hint ? { hint } : {}) }))
}

interface LookupRow {
  id: string
  label: string | null
  hint: string | null
}

/** undefined where the actor may not read the names. */
export function compileLookup(scope: QueryScope, input: LookupInput): RawBuilder<LookupRow> | undefined {
  const module = moduleIn(scope, input.module)
  const name = nameColumn(scope, module.key)
  if (!name) return undefined
  const q = input.q?.trim() ?? ''
  const source = compileRows(scope, { module: module.key, filter: input.filter, q })
  const label = name(BASE)
  const hint = hintColumn(scope, module, source)
  const candidates = sql`select ${columnOf('id', BASE)}, ${label} as label, ${hint} as hint from ${tableOf(module.key)} as ${sql.id(BASE)}${source.joins.clause()} where ${whereOf(source)}`
  const limit = sql`limit ${sql.raw(String(Math.min(Math.max(Math.trunc(input.limit ?? USUAL_LOOKUP), 1), LONGEST_LOOKUP)))}`
  if (q === '') return sql<LookupRow>`${candidates} order by ${columnOf('id', BASE)} desc ${limit}`
  const begins = sql`(label ilike ${ilikePattern(q, 'end')})`
  const contains = sql`(label ilike ${ilikePattern(q, 'both')})`
  return sql<LookupRow>`select id, label, hint from (${candidates} limit ${sql.raw(String(MOST_CANDIDATES))}) as c order by ${begins} desc nulls last, ${contains} desc nulls last, label, id ${limit}`
}

/** What tells two records of one name apart: number, e-mail, telephone, or what the record belongs to. */
function hintColumn(scope: QueryScope, module: ModuleModel, source: RowSource): RawBuilder<unknown> {
  const keys = [module.number?.field, module.emailField, module.phoneField, module.parentField, module.portal?.account]
  const key = keys.find((each) => each !== undefined && each !== module.nameField && scope.rights.canRead(module.key, each))
  if (key === undefined) return sql`null::text`
  const field = resolvePath(scope, module.key, key)
  const label = labelColumn(scope, field)
  return label ? label(source.joins) : sql`${source.joins.columnOf(field)}::text`
}
