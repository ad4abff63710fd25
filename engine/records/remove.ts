import { notFound } from '../kernel/errors.ts'
import { binItem, refusalOf, type BinItem, type BinTarget } from './bin/bin-item.ts'
import { refuseAdmins } from './bin/refuse-admins.ts'
import { removeItems } from './bin/remove-items.ts'
import { openModuleCall, withDatabase, type ModuleCall } from './call/module-call.ts'
import type { RecordContext } from './record-context.ts'
import { doAll, doEach, type ItemOutcome } from './save/write/all-or-each.ts'
import { loadStored } from './save/load-stored.ts'

/** Moves a record into the recycle bin. CONFLICT where `version` is given and is not the newest; RESTRICTED where other records forbid it. */
export async function removeRecord(ctx: RecordContext, input: BinTarget & { module: string }): Promise<{ changeSet: string }> {
  await removeRecords(ctx, { module: input.module, targets: [input], mode: 'all' })
  return { changeSet: ctx.changeSet }
}

/** Moves many records into the recycle bin; an outcome for each, in their order. */
export async function removeRecords(
  ctx: RecordContext,
  input: { module: string; targets: BinTarget[]; mode: 'all' | 'each' },
): Promise<ItemOutcome<BinItem>[]> {
  const call = await openModuleCall(ctx, input.module, 'delete')
  const run = input.mode === 'all' ? doAll : doEach
  return run(ctx.database, input.targets, (database, targets) => remove(withDatabase(call, database), targets))
}

async function remove(call: ModuleCall, targets: BinTarget[]): Promise<BinItem[]> {
  const stored = await loadStored(call, { ids: targets.map((target) => target.id), action: 'delete', lock: true })
  const items = targets.map((target) => {
    const record = stored.get(target.id)
    const refusal = refusalOf(target, record, 'live')
    if (refusal || !record) throw refusal ?? notFound()
    return binItem(record, 'delete')
  })
  await refuseAdmins(call, items)
  await removeItems(call, items)
  return items
}
