import type { Values } from '../../contract/api.ts'
import type { FieldModel, ModuleModel } from '../../contract/model.ts'
import type { FieldType, SqlValue } from '../../fields/field-type.ts'
import type { Context } from '../../storage/context.ts'
import { columnsOf, fieldTypeOf } from '../../storage/columns.ts'

/** A field with its type and the names and types of its columns. */
export interface FieldShape {
  field: FieldModel
  type: FieldType
  columns: { name: string; type: string }[]
}

/** What the write pipeline needs to know of a module's table, worked out once for each version of the metadata. */
export interface ModuleShape {
  module: ModuleModel
  fields: FieldShape[]
  byKey: ReadonlyMap<string, FieldShape>
}

const shapes = new WeakMap<ModuleModel, ModuleShape>()

/** The shape of a module; the same object as long as the model is the same. */
export function shapeOf(ctx: Context, module: ModuleModel): ModuleShape {
  const known = shapes.get(module)
  if (known) return known
  const shape = makeShape(ctx, module)
  shapes.set(module, shape)
  return shape
}

/** The shape of fields that stand in no module's list: the attributes of a link. */
export function fieldShapes(ctx: Context, fields: FieldModel[]): FieldShape[] {
  return fields.map((field) => ({
    field,
    type: fieldTypeOf(field, ctx.fieldTypes),
    columns: columnsOf(field, ctx.fieldTypes).map(({ name, type }) => ({ name, type })),
  }))
}

/** One SQL value for each column of a field. */
export function cellsOf(shape: FieldShape, values: Values): SqlValue[] {
  const value = values[shape.field.key] ?? null
  return value === null ? shape.columns.map(() => null) : shape.type.toColumns(value, shape.field)
}

/** Values in the API's form from a row whose keys are names of columns. */
export function valuesFromRow(fields: readonly FieldShape[], row: Record<string, unknown>): Values {
  const values: Values = {}
  for (const shape of fields) {
    values[shape.field.key] = shape.type.fromColumns(
      shape.columns.map((column) => row[column.name] ?? null),
      shape.field,
    )
  }
  return values
}

function makeShape(ctx: Context, module: ModuleModel): ModuleShape {
  const fields = fieldShapes(ctx, module.fields)
  return { module, fields, byKey: new Map(fields.map((shape) => [shape.field.key, shape])) }
}
