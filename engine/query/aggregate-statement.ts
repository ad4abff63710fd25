import { sql, type RawBuilder } from 'kysely'
import type { AggregateQuery, AggregateResult } from '../contract/api.ts'
import type { RecordAction } from '../contract/model.ts'
import type { Context } from '../storage/context.ts'
import { tableOf } from '../storage/sql-names.ts'
import { isStable } from './condition/stable-filter.ts'
import { refuse } from './errors.ts'
import { groupColumn, type GroupColumn } from './columns/group-column.ts'
import type { Joins } from './joins.ts'
import { rowsPlan } from './kept-plan.ts'
import { queryScopeOf, type QueryRights, type QueryScope } from './query-scope.ts'
import { resolvePath, type ResolvedField } from './resolve-path.ts'
import { BASE, compileRows, whereOf } from './row-source.ts'
import { compileWithSlots, fillSlots, runOf, type SlottedStatement } from './slots.ts'

export const MOST_GROUPS = 3
export const MOST_MEASURES = 10
export const MOST_ROWS = 1_000
const USUAL_ROWS = 100

export interface AggregateInput extends AggregateQuery {
  action?: RecordAction
}

export interface CompiledAggregate {
  fragment: RawBuilder<Record<string, unknown>>
  decode(row: Record<string, unknown>): AggregateResult['rows'][number]
}

/** Groups and measures over the records that the actor may reach. Throws INVALID: UNKNOWN_FIELD, NOT_GROUPABLE, NOT_SUMMABLE, TOO_MANY, LIMIT. */
export async function aggregateRecords(ctx: Context, rights: QueryRights, input: AggregateInput): Promise<AggregateResult> {
  const { statement, decode } = aggregatePlan(queryScopeOf(ctx, rights, input.action), input)
  const rows = await ctx.database.query<Record<string, unknown>>(fillSlots(statement, runOf(ctx, rights)))
  return { rows: rows.map(decode) }
}

function aggregatePlan(scope: QueryScope, input: AggregateInput): { statement: SlottedStatement; decode: CompiledAggregate['decode'] } {
  const { groupBy, measures, having, sort, limit, q, filter } = input
  return rowsPlan(scope, { kind: ['aggregate', groupBy, measures, having, sort, limit], rows: input }, () => {
    const { fragment, decode } = compileAggregate(scope, input)
    return { statement: compileWithSlots(fragment, q === undefined && isStable(filter)), decode }
  })
}

/** `g0`… are the groups with their labels `n0`…, `m0`… the measures. */
export function compileAggregate(scope: QueryScope, input: AggregateInput): CompiledAggregate {
  const { groupBy = [], measures, limit = USUAL_ROWS } = input
  if (groupBy.length > MOST_GROUPS) throw refuse({ field: 'groupBy', code: 'TOO_MANY', params: { max: MOST_GROUPS } })
  if (measures.length === 0 || measures.length > MOST_MEASURES) throw refuse({ field: 'measures', code: 'TOO_MANY', params: { min: 1, max: MOST_MEASURES } })
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ROWS) throw refuse({ field: 'limit', code: 'LIMIT', params: { min: 1, max: MOST_ROWS } })

  const source = compileRows(scope, input)
  const groups = groupBy.map((group) => groupColumn(scope, { module: input.module, joins: source.joins }, group))
  const computed = measures.map((measure) => measureColumn(scope, { input, joins: source.joins }, measure))
  const columns = [
    ...groups.map(({ value }, index) => sql`${value} as ${sql.id(`g${index}`)}`),
    ...groups.flatMap(({ label }, index) => (label ? [sql`min(${label}) as ${sql.id(`n${index}`)}`] : [])),
    ...computed.map((measure, index) => sql`${measure} as ${sql.id(`m${index}`)}`),
  ]
  const grouped = groups.length === 0 ? sql`` : sql` group by ${sql.join(groups.map((_, index) => sql.raw(String(index + 1))))}`
  const from = sql`from ${tableOf(input.module)} as ${sql.id(BASE)}${source.joins.clause()} where ${whereOf(source)}`
  const inner = sql`select ${sql.join(columns)} ${from}${grouped}`
  return {
    fragment: sql`select * from (${inner}) as a${havingOf(input)} order by ${orderOf(input, groups)} limit ${limit}::int`,
    decode: (row) => decodeRow(row, groups, measures.length),
  }
}

function decodeRow(row: Record<string, unknown>, groups: GroupColumn[], measures: number): AggregateResult['rows'][number] {
  const group = groups.map((column, index) => column.read(row[`g${index}`]))
  return {
    group,
    labels: groups.map((column, index) => column.text(group[index] ?? null, row[`n${index}`])),
    measures: Array.from({ length: measures }, (_, index) => textOf(row[`m${index}`])),
  }
}

function textOf(cell: unknown): string | null {
  if (cell === null || cell === undefined) return null
  return cell instanceof Date ? cell.toISOString() : String(cell)
}

interface MeasurePlace {
  input: AggregateInput
  joins: Joins
}

function measureColumn(scope: QueryScope, { input, joins }: MeasurePlace, { fn, field: path }: AggregateQuery['measures'][number]): RawBuilder<unknown> {
  if (path === undefined) {
    if (fn !== 'count') throw refuse({ field: 'measures', code: 'REQUIRED' })
    return sql`count(*)`
  }
  const field = resolvePath(scope, input.module, path)
  const compute = MEASURES[fn]
  if (!compute || !isMeasured(fn, field)) throw refuse({ field: path, code: 'NOT_SUMMABLE', params: { fn } })
  return compute(joins.columnOf(field))
}

const MEASURES: Record<AggregateQuery['measures'][number]['fn'], (column: RawBuilder<unknown>) => RawBuilder<unknown>> = {
  count: (column) => sql`count(${column})`,
  sum: (column) => sql`trim_scale(sum(${column}))`,
  avg: (column) => sql`trim_scale(round(avg(${column}), 10))`,
  min: (column) => sql`min(${column})`,
  max: (column) => sql`max(${column})`,
}

const ORDERED: ReadonlySet<ResolvedField['family']> = new Set(['number', 'date', 'datetime', 'time', 'text'])

function isMeasured(fn: AggregateQuery['measures'][number]['fn'], field: ResolvedField): boolean {
  if (fn === 'count') return field.family !== 'none'
  if (fn === 'sum' || fn === 'avg') return field.summable
  return ORDERED.has(field.family) && field.sortable
}

const HAVING = { gt: sql`>`, gte: sql`>=`, lt: sql`<`, lte: sql`<=` }

function havingOf({ having = [], measures }: AggregateInput): RawBuilder<unknown> {
  if (having.length > MOST_MEASURES) throw refuse({ field: 'having', code: 'TOO_MANY', params: { max: MOST_MEASURES } })
  const tests = having.map(({ measure, op, value }) => {
    const operator = Object.hasOwn(HAVING, op) ? HAVING[op] : undefined
    if (!operator || !measures[measure] || !/^-?\d{1,30}(\.\d{1,20})?$/.test(value)) throw refuse({ field: 'having', code: 'TYPE' })
    if (measures[measure].fn === 'min' || measures[measure].fn === 'max') throw refuse({ field: 'having', code: 'OPERATOR' })
    return sql`${sql.ref(`m${measure}`)} ${operator} ${value}::numeric`
  })
  return tests.length === 0 ? sql`` : sql` where ${sql.join(tests, sql` and `)}`
}

/** The order that was asked for; then the groups, so that the same question always gives the same answer. */
function orderOf({ sort = [], measures }: AggregateInput, groups: GroupColumn[]): RawBuilder<unknown> {
  if (sort.length > MOST_GROUPS + MOST_MEASURES) throw refuse({ field: 'sort', code: 'TOO_MANY', params: { max: MOST_GROUPS + MOST_MEASURES } })
  const asked = sort.map(({ by, index, order }) => {
    const exists = by === 'group' ? groups[index] !== undefined : measures[index] !== undefined
    if (!exists) throw refuse({ field: 'sort', code: 'TYPE' })
    const column = by === 'measure' ? `m${index}` : groups[index]?.label ? `n${index}` : `g${index}`
    return sql`${sql.id(column)} ${sql.raw(order === 'desc' ? 'desc' : 'asc')} nulls last`
  })
  const rest = groups.map((_, index) => sql`${sql.id(`g${index}`)} asc nulls last`)
  const all = [...asked, ...rest]
  return all.length === 0 ? sql`1` : sql.join(all)
}
