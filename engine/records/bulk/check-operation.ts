import type { BulkOperation, BulkRequest } from '../../contract/bulk.ts'
import type { Problem, Values } from '../../contract/api.ts'
import type { RecordAction } from '../../contract/model.ts'
import { invalid } from '../../kernel/errors.ts'
import { checkList } from '../../query/find-records.ts'
import { openModuleCall, type ModuleCall } from '../call/module-call.ts'
import type { RecordContext } from '../record-context.ts'
import { parseValue } from '../save/parse-values.ts'

const ACTIONS: Record<BulkOperation['op'], RecordAction> = { update: 'update', tag: 'update', delete: 'delete', restore: 'delete' }

/** What an operation asks of the actor on each record. */
export function actionOf(operation: BulkOperation): RecordAction {
  return ACTIONS[operation.op]
}

/** The rows that a request is about, as a list. */
export function rowsOf({ module, filter, q, operation }: BulkRequest): Pick<BulkRequest, 'module' | 'filter' | 'q'> & { deleted?: boolean } {
  return { module, filter, q, ...(operation.op === 'restore' && { deleted: true }) }
}

/**
 * Opens a call for mass work. Throws what holds for every record alike: NOT_FOUND and FORBIDDEN for the module,
 * INVALID for fields that the actor may not write, for values that are none and for a filter that means nothing.
 */
export async function openBulkCall(ctx: RecordContext, request: BulkRequest): Promise<ModuleCall> {
  const call = await openModuleCall(ctx, request.module, actionOf(request.operation))
  const problems = problemsOf(call, request.operation)
  if (problems.length > 0) throw invalid({ problems })
  checkList(ctx, call.access, { ...rowsOf(request), fields: [] })
  return call
}

function problemsOf(call: ModuleCall, operation: BulkOperation): Problem[] {
  if (operation.op === 'update') return problemsOfValues(call, operation.values)
  if (operation.op !== 'tag') return []
  const { field, add = [], remove = [] } = operation
  if (call.shape.byKey.get(field)?.field.type !== 'tags') return [{ field, code: 'UNKNOWN_FIELD' }]
  if (add.length + remove.length === 0) return [{ field, code: 'REQUIRED' }]
  return problemsOfValues(call, { [field]: [...add, ...remove] })
}

function problemsOfValues(call: ModuleCall, values: Values): Problem[] {
  const keys = Object.keys(values)
  if (keys.length === 0) return [{ field: 'values', code: 'REQUIRED' }]
  return keys.flatMap((key): Problem[] => {
    const target = call.shape.byKey.get(key)
    const right = call.access.fieldRight(call.module.key, key)
    if (!target || right === 'hidden') return [{ field: key, code: 'UNKNOWN_FIELD' }]
    if (right !== 'write' || target.field.readOnly) return [{ field: key, code: 'READ_ONLY' }]
    return parseValue(values[key], target, call.fields).problems
  })
}
