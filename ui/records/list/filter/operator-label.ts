import type { Operator } from '../../../../engine/contract/condition.ts'
import type { FieldModel } from '../../../../engine/contract/model.ts'

const MOMENTS: ReadonlySet<string> = new Set(['date', 'datetime', 'time'])
const COMPARING: ReadonlySet<Operator> = new Set(['gt', 'gte', 'lt', 'lte'])

/** The key of the words for an operator: dates are before and after where numbers are less and more. */
export function operatorLabelKey(op: Operator, field: FieldModel | undefined): string {
  return field && MOMENTS.has(field.type) && COMPARING.has(op) ? `list.momentOps.${op}` : `list.ops.${op}`
}
