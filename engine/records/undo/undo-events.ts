import type { RecordContext } from '../record-context.ts'
import { runsOf } from './runs-of.ts'
import { undoCreated } from './undo-created.ts'
import { undoDeleted } from './undo-deleted.ts'
import { undoLinked } from './undo-linked.ts'
import { undoMerge } from './undo-merge.ts'
import { undoUpdated } from './undo-updated.ts'
import { outcomesOf, type UndoEvent, type UndoOutcome, type UndoRun } from './undo-run.ts'

/** Takes back events, the newest first, inside a transaction. */
export async function undoEvents(ctx: RecordContext, step: { changeSet: string; survivor: string | null; events: UndoEvent[] }): Promise<UndoOutcome[]> {
  const { changeSet, survivor, events } = step
  const outcomes: UndoOutcome[] = []
  for (const run of runsOf(events)) {
    const [first] = run
    if (first) outcomes.push(...(await undoRun(ctx, { module: first.module, changeSet, survivor, events: run })))
  }
  return outcomes
}

async function undoRun(ctx: RecordContext, run: UndoRun): Promise<UndoOutcome[]> {
  if (!Object.hasOwn(ctx.model.modules, run.module)) return outcomesOf(run, () => 'GONE')
  switch (run.events[0]?.action) {
    case 'create':
    case 'restore':
      return undoCreated(ctx, run)
    case 'update':
      return undoUpdated(ctx, run)
    case 'delete':
      return undoDeleted(ctx, run)
    case 'link':
    case 'unlink':
      return undoLinked(ctx, run)
    case 'merge':
      return undoMerge(ctx, run)
    default:
      return outcomesOf(run, () => 'GONE')
  }
}
