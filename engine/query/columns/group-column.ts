import { sql, type RawBuilder } from 'kysely'
import type { AggregateQuery, DateBucket, FieldValue } from '../../contract/api.ts'
import { refuse } from '../errors.ts'
import type { Joins } from '../joins.ts'
import { labelColumn } from './label-column.ts'
import type { QueryScope } from '../query-scope.ts'
import { resolvePath, type ResolvedField } from '../resolve-path.ts'
import { slot } from '../slots.ts'

/** One group: what rows are grouped by, and how it is shown. */
export interface GroupColumn {
  value: RawBuilder<unknown>
  /** SQL of a reference's text; one value for each group. */
  label?: RawBuilder<unknown>
  read(cell: unknown): FieldValue
  text(value: FieldValue, label: unknown): string | null
}

const BUCKETS: readonly DateBucket[] = ['day', 'week', 'month', 'quarter', 'year']

/** Dates by the day, or by the first day of a week (the actor's), month, quarter or year, as clocks show it where the actor is. */
export function groupColumn(scope: QueryScope, place: { module: string; joins: Joins }, group: NonNullable<AggregateQuery['groupBy']>[number]): GroupColumn {
  const field = resolvePath(scope, place.module, group.field)
  if (!field.groupable) throw refuse({ field: group.field, code: 'NOT_GROUPABLE' })
  if (field.family === 'date' || field.family === 'datetime') return dateColumn(field, place.joins, group.bucket ?? 'day')
  if (group.bucket !== undefined) throw refuse({ field: group.field, code: 'NOT_GROUPABLE', params: { bucket: group.bucket } })

  const label = labelColumn(scope, field)
  if (label)
    return {
      value: place.joins.columnOf(field),
      label: label(place.joins),
      read: (cell) => (cell ?? null) as FieldValue,
      text: (_, text) => (text as string | null) ?? null,
    }
  return { value: place.joins.columnOf(field), read: (cell) => field.type.fromColumns([cell], field.field), text: (value) => textOfValue(scope, field, value) }
}

function dateColumn(field: ResolvedField, joins: Joins, bucket: DateBucket): GroupColumn {
  if (!BUCKETS.includes(bucket)) throw refuse({ field: field.path, code: 'NOT_GROUPABLE', params: { bucket: String(bucket) } })
  const column = joins.columnOf(field)
  const day = field.family === 'date' ? sql`${column}::timestamp` : sql`${column} at time zone ${slot((run) => run.timeZone)}`
  return {
    value: bucket === 'week' ? startOfWeek(day) : sql`date_trunc(${sql.raw(`'${bucket}'`)}, ${day})::date`,
    read: (cell) => (cell ?? null) as FieldValue,
    text: () => null,
  }
}

/** PostgreSQL's weeks begin on Monday: the days are moved so that the actor's first day becomes one, and back. */
function startOfWeek(day: RawBuilder<unknown>): RawBuilder<unknown> {
  const moved = slot((run) => (8 - run.weekStart) % 7)
  return sql`(date_trunc('week', ${day} + make_interval(days => ${moved}::int)) - make_interval(days => ${moved}::int))::date`
}

function textOfValue(scope: QueryScope, field: ResolvedField, value: FieldValue): string | null {
  return value === null || field.family !== 'choice' ? null : field.type.text(value, field.field, scope.fields)
}
