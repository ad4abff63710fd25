import type { AggregateQuery, AggregateResult } from '../contract/api.ts'
import { aggregateRecords as aggregateRows } from '../query/aggregate-statement.ts'
import { openModuleCall } from './call/module-call.ts'
import type { RecordContext } from './record-context.ts'

/** Groups and measures over the records that the actor may see, and over the fields that they may read. */
export async function aggregateRecords(ctx: RecordContext, query: AggregateQuery): Promise<AggregateResult> {
  const { access } = await openModuleCall(ctx, query.module, 'read')
  return aggregateRows(ctx, access, query)
}
