import { namesOf } from '../read/names-of.ts'
import type { RecordContext } from '../record-context.ts'
import type { SkippedUndo } from '../undo.ts'

/** A record that an undo left as it is, with its name; null where the actor may not see it, or it is no more. */
export interface NamedSkip extends SkippedUndo {
  name: string | null
}

/** A report is read by people: nobody goes through more. */
const MOST_NAMED = 200

/** The first of what an undo left, by name. */
export async function nameSkipped(ctx: RecordContext, skipped: SkippedUndo[]): Promise<NamedSkip[]> {
  const told = skipped.slice(0, MOST_NAMED)
  const names = new Map<string, string>()
  for (const [module, records] of Map.groupBy(told, (skip) => skip.module)) {
    const ids = records.map(({ record }) => record)
    for (const [id, name] of await namesOf(ctx, { module, ids })) names.set(id, name)
  }
  return told.map((skip) => ({ ...skip, name: names.get(skip.record) ?? null }))
}
