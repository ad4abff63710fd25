import type { RecordData } from '../contract/api.ts'
import { notFound } from '../kernel/errors.ts'
import { binItem, refusalOf, type BinItem, type BinTarget } from './bin/bin-item.ts'
import { refuseAdmins } from './bin/refuse-admins.ts'
import { restoreItems } from './bin/restore-items.ts'
import { openModuleCall, withDatabase, type ModuleCall } from './call/module-call.ts'
import type { RecordContext } from './record-context.ts'
import { doAll, doEach, type ItemOutcome } from './save/write/all-or-each.ts'
import { loadStored } from './save/load-stored.ts'
import { presentSaved } from './save/present-saved.ts'

/** Takes a record out of the recycle bin, with what its removal took along. Who may delete it may restore it. */
export async function restoreRecord(ctx: RecordContext, input: { module: string; id: string }): Promise<RecordData> {
  const [outcome] = await restoreRecords(ctx, { module: input.module, ids: [input.id], mode: 'all' })
  const version = outcome?.ok ? outcome.result.version + 1 : 0
  return presentSaved(ctx, input.module, { ok: true, id: input.id, action: 'update', version, changed: [] })
}

/** Restores many records; an outcome for each, in their order. */
export async function restoreRecords(ctx: RecordContext, input: { module: string; ids: string[]; mode: 'all' | 'each' }): Promise<ItemOutcome<BinItem>[]> {
  const call = await openModuleCall(ctx, input.module, 'delete')
  const run = input.mode === 'all' ? doAll : doEach
  return run(
    ctx.database,
    input.ids.map((id): BinTarget => ({ id })),
    (database, targets) => restore(withDatabase(call, database), targets),
  )
}

async function restore(call: ModuleCall, targets: BinTarget[]): Promise<BinItem[]> {
  const stored = await loadStored(call, { ids: targets.map((target) => target.id), action: 'delete', lock: true })
  const items = targets.map((target) => {
    const record = stored.get(target.id)
    const refusal = refusalOf(target, record, 'bin')
    if (refusal || !record) throw refusal ?? notFound()
    return binItem(record, 'restore')
  })
  await refuseAdmins(call, items)
  await restoreItems(call, items)
  return items
}
