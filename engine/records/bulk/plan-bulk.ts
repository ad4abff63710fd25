import type { BulkPlan, BulkRequest } from '../../contract/bulk.ts'
import { countRecords } from '../../query/count-statement.ts'
import { queryScopeOf } from '../../query/query-scope.ts'
import type { ModuleCall } from '../call/module-call.ts'
import { rehearse } from '../call/rehearse.ts'
import { readRecords } from '../find.ts'
import type { RecordContext } from '../record-context.ts'
import { applyOperation } from './apply-operation.ts'
import { actionOf, openBulkCall, rowsOf } from './check-operation.ts'
import { tallyOf } from './bulk-tally.ts'

/** So many records are tried in a dry run; their rows are locked for as long as that takes. */
const MOST_TRIED = 300

/**
 * What mass work would do: how many records it is about and with how many the actor may do it, counted; and what becomes of the first
 * 300, tried for real and put back. Throws as {@link openBulkCall}.
 */
export async function planBulk(ctx: RecordContext, request: BulkRequest): Promise<BulkPlan> {
  const call = await openBulkCall(ctx, request)
  const rows = rowsOf(request)
  const { records } = await readRecords(call, { ...rows, fields: [], limit: MOST_TRIED, longestPage: MOST_TRIED })
  const ids = records.map((record) => record.id)
  const tally = await rehearse(ctx, async (inside) => tallyOf({ ...call, ctx: inside }, await applyOperation(inside, { ...request, ids })))
  return { total: await count(call, request, 'read'), allowed: await count(call, request, actionOf(request.operation)), checked: ids.length, ...tally }
}

async function count(call: ModuleCall, request: BulkRequest, action: 'read' | ReturnType<typeof actionOf>): Promise<number> {
  const { value } = await countRecords(call.ctx, queryScopeOf(call.ctx, call.access, action), { rows: rowsOf(request), mode: 'exact' })
  return value
}
