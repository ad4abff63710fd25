import type { Values } from '../../contract/api.ts'
import type { ModuleModel } from '../../contract/model.ts'
import { AppError } from '../../kernel/errors.ts'
import { linkRecords } from '../link.ts'
import type { RecordContext } from '../record-context.ts'
import { inSavepoint } from '../save/write/savepoint.ts'
import type { UndoEvent } from './undo-run.ts'
import { unlinkRecords } from '../unlink.ts'
import { outcomesOf, type UndoOutcome, type UndoRun } from './undo-run.ts'

/** Links go and come back. Each stands in the log of both records; the one on the left side is taken back, the other follows. */
export async function undoLinked(ctx: RecordContext, run: UndoRun): Promise<UndoOutcome[]> {
  const module = ctx.model.modules[run.module]
  const reasons = new Map<string, string | null>()
  for (const event of run.events) reasons.set(event.record, module ? await undoLink(ctx, { module, trusted: run.survivor !== null }, event) : 'GONE')
  return outcomesOf(run, (event) => reasons.get(event.record) ?? null)
}

async function undoLink(ctx: RecordContext, { module, trusted }: { module: ModuleModel; trusted: boolean }, event: UndoEvent): Promise<string | null> {
  const told = event.after ?? event.before ?? {}
  const relation = module.relations.find((candidate) => candidate.kind === 'link' && Object.hasOwn(told, candidate.key))
  if (relation?.kind !== 'link') return 'GONE'
  if (relation.side === 'right') return null

  const place = { module: module.key, id: event.record, link: relation.key, other: String(told[relation.key]), trusted }
  const before = event.before ? attributesIn(event.before, relation.key) : null
  try {
    await inSavepoint(ctx.database, async (database) => {
      if (before) await linkRecords({ ...ctx, database }, { ...place, values: before })
      else await unlinkRecords({ ...ctx, database }, place)
    })
    return null
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error
    // Not linked any more is what was wanted.
    return error.code === 'NOT_FOUND' && !before ? null : error.code
  }
}

function attributesIn(told: Values, key: string): Values {
  const entries = Object.entries(told).filter(([name]) => name.startsWith(`${key}.`))
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(key.length + 1), value]))
}
