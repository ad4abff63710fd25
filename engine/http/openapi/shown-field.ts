import type { FieldModel } from '../../contract/model.ts'
import type { FieldType, JsonSchema } from '../../fields/field-type.ts'

/** A field that the actor may read, with its type. */
export interface ShownField {
  field: FieldModel
  type: FieldType
  writable: boolean
  schema: JsonSchema
}
