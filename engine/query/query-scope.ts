import type { FieldModel, Model, ModuleModel, RecordAction } from '../contract/model.ts'
import type { RowScope } from '../contract/row-scope.ts'
import { createFieldContext } from '../fields/field-context.ts'
import type { FieldContext, FieldType } from '../fields/field-type.ts'
import type { Registry } from '../kernel/registry.ts'
import type { Context } from '../storage/context.ts'
import { unknownField } from './errors.ts'

/** What the caller (records/) says of the actor's rights; an `Access` of engine/access fits. */
export interface QueryRights {
  /** Equal keys: the same fields may be read. Statements are kept by it. */
  key: string
  canRead(module: string, field: string): boolean
  rowScope(module: string, action: RecordAction): RowScope
  /** For `is_my_team`. */
  team: readonly string[]
}

/** What the compilers need to know; they do no I/O. */
export interface QueryScope {
  model: Model
  fieldTypes: Registry<FieldType>
  fields: FieldContext
  rights: QueryRights
  /** Which records the statement is about: those that the actor may read, or update, export … */
  action: RecordAction
}

/** The scope of one call. */
export function queryScopeOf(ctx: Context, rights: QueryRights, action: RecordAction = 'read'): QueryScope {
  const fields = createFieldContext(ctx.model, { ...ctx.actor, now: ctx.clock.now() })
  return { model: ctx.model, fieldTypes: ctx.fieldTypes, fields, rights, action }
}

/** A module of the model. A module that is not there answers as one that may not be read. */
export function moduleIn(scope: QueryScope, key: string): ModuleModel {
  const module = Object.hasOwn(scope.model.modules, key) ? scope.model.modules[key] : undefined
  if (!module) throw unknownField(key)
  return module
}

/** The type of a field; a type that nobody registered is a fault of the metadata, not of the request. */
export function typeOf(scope: QueryScope, field: FieldModel): FieldType {
  const type = scope.fieldTypes.get(field.type)
  if (!type) throw new Error(`The field "${field.key}" has the type "${field.type}", which is not registered.`)
  return type
}
