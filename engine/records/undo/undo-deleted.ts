import { accessOf } from '../../access/access-of.ts'
import { moduleCallOf } from '../call/module-call.ts'
import type { RecordContext } from '../record-context.ts'
import { restoreRecords } from '../restore.ts'
import { loadStored } from '../save/load-stored.ts'
import { editedSince } from './edited-since.ts'
import { reasonOf, refusedAll } from './reason-of.ts'
import { outcomesOf, type UndoOutcome, type UndoRun } from './undo-run.ts'

/** What was deleted comes back out of the recycle bin. */
export async function undoDeleted(ctx: RecordContext, run: UndoRun): Promise<UndoOutcome[]> {
  const module = ctx.model.modules[run.module]
  if (!module) return outcomesOf(run, () => 'GONE')
  const edited = await editedSince(ctx, run)
  const call = moduleCallOf(ctx, { access: await accessOf(ctx), module })
  const ids = run.events.map((event) => event.record)
  const before = await loadStored(call, { ids, action: 'delete', lock: true })

  const open = ids.filter((id) => before.get(id)?.deleted && !edited.has(id))
  const outcomes = await refusedAll(open, () => restoreRecords(ctx, { module: run.module, ids: open, mode: 'each' }))
  // Restoring one may have brought back another that went with it: what counts is where the records are now.
  const after = await loadStored(call, { ids: open, action: 'delete', lock: false })
  const reasons = new Map(open.map((id, index) => [id, after.get(id)?.deleted === false ? null : reasonOf(outcomes[index])]))

  return outcomesOf(run, ({ record }) => {
    const stored = before.get(record)
    if (!stored) return 'GONE'
    if (!stored.deleted) return null
    return edited.has(record) ? 'EDITED' : (reasons.get(record) ?? null)
  })
}
