import type { Values } from '../../contract/api.ts'
import { AppError, conflict } from '../../kernel/errors.ts'
import { findRecord } from '../get.ts'
import { openModuleCall } from '../call/module-call.ts'
import type { RecordContext } from '../record-context.ts'
import { parseValue } from './parse-values.ts'
import { sameValue } from './same-value.ts'

/** Adds the newer record to a CONFLICT, and the fields in which it differs from what was sent; other errors stay as they are. */
export async function explainConflict(ctx: RecordContext, error: unknown, sent: { module: string; id: string; values: Values }): Promise<unknown> {
  if (!(error instanceof AppError) || error.code !== 'CONFLICT' || error.details.current) return error
  const call = await openModuleCall(ctx, sent.module, 'read')
  const current = await findRecord(call, { id: sent.id })
  if (!current) return error

  const differs = Object.keys(sent.values).filter((key) => {
    const shape = call.shape.byKey.get(key)
    if (!shape || !Object.hasOwn(current.values, key)) return false
    return !sameValue(parseValue(sent.values[key], shape, call.fields).value, current.values[key])
  })
  return conflict({ ...error.details, current, differs })
}
