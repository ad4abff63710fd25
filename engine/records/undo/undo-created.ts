import { moduleCallOf } from '../call/module-call.ts'
import { accessOf } from '../../access/access-of.ts'
import type { RecordContext } from '../record-context.ts'
import { removeRecords } from '../remove.ts'
import { loadStored } from '../save/load-stored.ts'
import { editedSince } from './edited-since.ts'
import { reasonOf, refusedAll } from './reason-of.ts'
import { outcomesOf, type UndoOutcome, type UndoRun } from './undo-run.ts'

/** What was created or restored goes into the recycle bin, unless somebody has worked on it since. */
export async function undoCreated(ctx: RecordContext, run: UndoRun): Promise<UndoOutcome[]> {
  const module = ctx.model.modules[run.module]
  if (!module) return outcomesOf(run, () => 'GONE')
  const edited = await editedSince(ctx, run)
  const call = moduleCallOf(ctx, { access: await accessOf(ctx), module })
  const stored = await loadStored(call, { ids: run.events.map((event) => event.record), action: 'delete', lock: true })

  const reasons = new Map<string, string | null>()
  for (const { record } of run.events) {
    const found = stored.get(record)
    if (!found) reasons.set(record, 'GONE')
    else if (found.deleted) reasons.set(record, null)
    else if (edited.has(record)) reasons.set(record, 'EDITED')
  }
  const open = run.events.map((event) => event.record).filter((record) => !reasons.has(record))
  const outcomes = await refusedAll(open, () => removeRecords(ctx, { module: run.module, targets: open.map((id) => ({ id })), mode: 'each' }))
  open.forEach((record, index) => reasons.set(record, reasonOf(outcomes[index])))
  return outcomesOf(run, (event) => reasons.get(event.record) ?? null)
}
