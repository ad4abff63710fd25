import type { Problem, Values } from './api.ts'
import type { Condition } from './condition.ts'

/** What is done with every record of a list. `field`: a field of type tags. */
export type BulkOperation =
  | { op: 'update'; values: Values }
  | { op: 'tag'; field: string; add?: string[]; remove?: string[] }
  | { op: 'delete' }
  | { op: 'restore' }

/** Mass work: over the records that a filter finds when the work begins. `restore` looks for them in the recycle bin. */
export interface BulkRequest {
  module: string
  filter?: Condition
  /** Text searched in all searchable fields. */
  q?: string
  operation: BulkOperation
}

/** A record that was left as it is. */
export interface BulkSkipped {
  id: string
  /** null where the actor may no longer see it. */
  name: string | null
  code: string
  /** What is wrong with its values, in the actor's language. */
  problems: Problem[]
}

/** How many were skipped for one reason. `field` where it is about one. */
export interface BulkReason {
  code: string
  field?: string
  message: string
  count: number
}

/** What mass work did. */
export interface BulkReport {
  total: number
  changed: number
  /** They were as they should be already. */
  unchanged: number
  skipped: number
  reasons: BulkReason[]
  /** The first of the skipped. */
  samples: BulkSkipped[]
}

/** What mass work would do. Its figures, except for `total` and `allowed`, are of the first `checked` records: those were tried, and put back. */
export interface BulkPlan extends BulkReport {
  checked: number
  /** Of all records: with how many the actor may do this. */
  allowed: number
}

/** The result of the task: its change set takes all of it back. */
export interface BulkResult extends BulkReport {
  changeSet: string
}
