import type { Operator } from './condition.ts'
import type { Label } from './label.ts'
import type { Model, RecordAction } from './model.ts'

/** What the browser gets from GET /api/metadata: the model cut to the actor, and what it needs to know of the types. */
export interface ClientModel extends Model {
  fieldTypes: Record<string, FieldTypeInfo>
  /** Actions that the actor may do with each module. */
  can: Record<string, RecordAction[]>
}

/** The part of a field type that the browser needs. */
export interface FieldTypeInfo {
  name: string
  /** The folder in ui/widgets that shows and edits it. */
  widget: string
  operators: Operator[]
  sortable: boolean
  groupable: boolean
  /** Numeric: may be summed. */
  summable: boolean
  /** The value can be typed as one line of text, as in an import. */
  importable: boolean
  /** Parts that a path may name (`billing_address.city`). */
  parts?: Record<string, { type: string; label: Label }>
}
