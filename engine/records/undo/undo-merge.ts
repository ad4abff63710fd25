import type { FieldValue } from '../../contract/api.ts'
import { favouritesIn, moveFavouritesBack, type MovedFavourite } from '../../storage/collaboration/favourites.ts'
import { partFollowers } from '../../storage/collaboration/followers.ts'
import { partShares, type JoinedShare } from '../../storage/sharing/record-shares.ts'
import { FAVOURED, FOLLOWERS, SHARES } from '../merge/merge-request.ts'
import type { RecordContext } from '../record-context.ts'
import { outcomesOf, type UndoOutcome, type UndoRun } from './undo-run.ts'

/** The trace of a merge: who follows because of it goes, and so does what was shared; marks go back. What else it did stands in the other events. */
export async function undoMerge(ctx: RecordContext, run: UndoRun): Promise<UndoOutcome[]> {
  for (const { record, after } of run.events) {
    const users = [after?.[FOLLOWERS] ?? []].flat().map(String)
    if (users.length > 0) await partFollowers(ctx.database, { record, users })
    const shares = [after?.[SHARES] ?? []].flat().flatMap((value) => shareIn(value) ?? [])
    if (shares.length > 0) await partShares(ctx.database, { record, shares })
    const moved = [after?.[FAVOURED] ?? []].flat().flatMap((value) => movedIn(value) ?? [])
    if (moved.length > 0) await moveFavouritesBack(ctx.database, { record, moved })
  }
  return outcomesOf(run, () => null)
}

function shareIn(value: FieldValue): JoinedShare | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return { principal: String(value.principal), before: value.before === 'read' ? 'read' : null }
}

function movedIn(value: FieldValue): MovedFavourite | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const [favourite] = favouritesIn([value.favourite])
  return favourite ? { user: String(value.user), favourite, kept: value.kept === true } : null
}
