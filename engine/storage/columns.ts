import type { FieldModel } from '../contract/model.ts'
import type { ColumnSpec, FieldType } from '../fields/field-type.ts'
import type { Registry } from '../kernel/registry.ts'

/** A column of a field, by its whole name. */
export interface Column extends ColumnSpec {
  name: string
}

/** The columns of a field, in the order in which its type gives and takes values. Throws for a type that is not registered. */
export function columnsOf(field: FieldModel, fieldTypes: Registry<FieldType>): Column[] {
  return fieldTypeOf(field, fieldTypes)
    .columns(field)
    .map((spec) => ({ ...spec, name: field.key + spec.suffix }))
}

/** The name of the column by which a field is compared, sorted and summed. */
export function compareColumnOf(field: FieldModel, fieldTypes: Registry<FieldType>): string {
  return field.key + (fieldTypeOf(field, fieldTypes).compareSuffix ?? '')
}

/** Whether the columns are those of a reference to one of several modules: an id, and the module beside it. */
export function isModulePair(columns: ColumnSpec[]): boolean {
  const [id, module] = columns
  return columns.length === 2 && id?.type === 'uuid' && id.suffix === '' && module?.suffix === '_module'
}

/** The type of a field. Throws where nobody registered it. */
export function fieldTypeOf(field: FieldModel, fieldTypes: Registry<FieldType>): FieldType {
  const type = fieldTypes.get(field.type)
  if (!type) throw new Error(`The field "${field.key}" has the type "${field.type}", which is not registered.`)
  return type
}
