import type { Count, CountMode, ListQuery } from '../contract/api.ts'
import { countRecords as countRows } from '../query/count-statement.ts'
import { queryScopeOf } from '../query/query-scope.ts'
import { openModuleCall } from './call/module-call.ts'
import { applyView } from './read/apply-view.ts'
import type { RecordContext } from './record-context.ts'

/** How many records of a list the actor may see; `capped` if not said otherwise. */
export async function countRecords(ctx: RecordContext, query: ListQuery, mode: Exclude<CountMode, 'none'> = 'capped'): Promise<Count> {
  const call = await openModuleCall(ctx, query.module, 'read')
  return countRows(ctx, queryScopeOf(ctx, call.access), { rows: await applyView(call, query), mode })
}
