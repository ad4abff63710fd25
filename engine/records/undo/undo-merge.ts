import { partFollowers } from '../../storage/collaboration/followers.ts'
import { FOLLOWERS } from '../merge/merge-request.ts'
import type { RecordContext } from '../record-context.ts'
import { outcomesOf, type UndoOutcome, type UndoRun } from './undo-run.ts'

/** The trace of a merge: who follows because of it goes. What else it did stands in the other events. */
export async function undoMerge(ctx: RecordContext, run: UndoRun): Promise<UndoOutcome[]> {
  for (const { record, after } of run.events) {
    const users = [after?.[FOLLOWERS] ?? []].flat().map(String)
    if (users.length > 0) await partFollowers(ctx.database, { record, users })
  }
  return outcomesOf(run, () => null)
}
