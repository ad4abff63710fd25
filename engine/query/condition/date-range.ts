import { sql, type RawBuilder } from 'kysely'
import type { ConditionValue } from '../../contract/condition.ts'
import { isRelativeRange, resolveInstantRange, resolveRelativeRange } from '../../contract/relative-dates.ts'
import type { FieldType } from '../../fields/field-type.ts'
import { refuse } from '../errors.ts'
import { slot, type Run } from '../slots.ts'

export interface RangedColumn {
  path: string
  family: FieldType['family']
  column: RawBuilder<unknown>
}

/** A date or an instant within a named range (`this_month`, `next_7_days`): in the actor's time zone, at the moment in which the statement runs. */
export function withinRange({ path, family, column }: RangedColumn, name: ConditionValue | undefined): RawBuilder<boolean> {
  if (typeof name !== 'string' || !isRelativeRange(name)) throw refuse({ field: path, code: 'NOT_IN_LIST', params: { value: String(name).slice(0, 100) } })
  const type = sql.raw(family === 'datetime' ? 'timestamptz' : 'date')
  const resolve = family === 'datetime' ? resolveInstantRange : resolveRelativeRange
  const rangeAt = ({ now, timeZone, weekStart }: Pick<Run, 'now' | 'timeZone' | 'weekStart'>) =>
    resolve(name, { now, timeZone, weekStart }) ?? { from: null, to: null }

  // Which ends are open depends on the name alone; where the others lie, on the day.
  const { from, to } = rangeAt({ now: new Date(0), timeZone: 'UTC', weekStart: 1 })
  const tests: RawBuilder<unknown>[] = []
  if (from !== null) tests.push(sql`${column} >= ${slot((run) => rangeAt(run).from)}::${type}`)
  if (to !== null) tests.push(sql`${column} < ${slot((run) => rangeAt(run).to)}::${type}`)
  return sql<boolean>`(${sql.join(tests, sql` and `)})`
}
