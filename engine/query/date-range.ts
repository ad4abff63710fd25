import { sql, type RawBuilder } from 'kysely'
import type { ConditionValue } from '../contract/condition.ts'
import type { FieldType } from '../fields/field-type.ts'
import { refuse } from './errors.ts'

export interface RangedColumn {
  path: string
  family: FieldType['family']
  column: RawBuilder<unknown>
}

/** A date or an instant within a named range, in the actor's time zone, as of the moment in which the statement runs. */
export function withinRange({ path }: RangedColumn, value: ConditionValue | undefined): RawBuilder<boolean> {
  if (typeof value === 'string') throw refuse({ field: path, code: 'NOT_IN_LIST' })
  return sql<boolean>`false`
}
