import type { RecordData } from '../../contract/api.ts'
import type { BatchItem } from '../hooks-batch.ts'
import type { ModuleCall } from '../call/module-call.ts'

/** Lets handlers of record.reading add computed values or mask some. What they set is shown as it is. */
export async function readingHooks({ ctx, module }: ModuleCall, records: RecordData[]): Promise<void> {
  if (records.length === 0 || !ctx.hooks.has('record.reading', module)) return
  const items = records.map(
    (record): BatchItem => ({
      id: record.id,
      action: 'update',
      before: record.values,
      values: record.values,
      sent: new Set(),
      changed: new Set(),
      problems: [],
    }),
  )
  await ctx.hooks.run('record.reading', module, { ctx, module, items })
}
