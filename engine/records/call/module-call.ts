import type { ModuleModel, RecordAction } from '../../contract/model.ts'
import { accessOf } from '../../access/access-of.ts'
import type { Access } from '../../access/compile-access.ts'
import type { FieldContext } from '../../fields/field-type.ts'
import { forbidden, notFound } from '../../kernel/errors.ts'
import { queryScopeOf, type QueryScope } from '../../query/query-scope.ts'
import type { RecordContext } from '../record-context.ts'
import { shapeOf, type ModuleShape } from './module-shape.ts'

/** What every function here needs to know of a call that is about one module. */
export interface ModuleCall {
  ctx: RecordContext
  access: Access
  module: ModuleModel
  shape: ModuleShape
  fields: FieldContext
  scope: QueryScope
}

/**
 * Opens a call: the module is there, and the actor may do this with some of its records.
 * NOT_FOUND for a module that is not there or that the actor may not read; FORBIDDEN where only the action is missing.
 */
export async function openModuleCall(ctx: RecordContext, moduleKey: string, action: RecordAction): Promise<ModuleCall> {
  const access = await accessOf(ctx)
  if (!access.allows(moduleKey, 'read')) throw notFound()
  if (!access.allows(moduleKey, action)) throw forbidden()
  return moduleCallOf(ctx, { access, module: moduleIn(ctx, moduleKey) })
}

/** A call about another module, for what follows from the first one. */
export function moduleCallOf(ctx: RecordContext, { access, module }: { access: Access; module: ModuleModel }): ModuleCall {
  const scope = queryScopeOf(ctx, access)
  return { ctx, access, module, shape: shapeOf(ctx, module), fields: scope.fields, scope }
}

/** The same call on another connection: inside a transaction. */
export function withDatabase(call: ModuleCall, database: RecordContext['database']): ModuleCall {
  return { ...call, ctx: { ...call.ctx, database } }
}

function moduleIn(ctx: RecordContext, key: string): ModuleModel {
  const module = Object.hasOwn(ctx.model.modules, key) ? ctx.model.modules[key] : undefined
  if (!module) throw notFound()
  return module
}
