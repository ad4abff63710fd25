import type { Values } from '../../contract/api.ts'
import { accessOf } from '../../access/access-of.ts'
import { moduleCallOf } from '../call/module-call.ts'
import type { RecordContext } from '../record-context.ts'
import { loadStored, type StoredRecord } from '../save/load-stored.ts'
import { sameValue } from '../save/same-value.ts'
import { saveRecords } from '../save/save-records.ts'
import type { SaveRequest } from '../save/save-request.ts'
import type { UndoEvent } from './undo-run.ts'
import { reasonOf, refusedAll } from './reason-of.ts'
import { outcomesOf, type UndoOutcome, type UndoRun } from './undo-run.ts'

/** Fields go back to what they were, if they still hold what this change put there. Other fields do not matter. */
export async function undoUpdated(ctx: RecordContext, run: UndoRun): Promise<UndoOutcome[]> {
  const module = ctx.model.modules[run.module]
  if (!module) return outcomesOf(run, () => 'GONE')
  const call = moduleCallOf(ctx, { access: await accessOf(ctx), module })
  const stored = await loadStored(call, { ids: run.events.map((event) => event.record), action: 'update', lock: true })

  const reasons = new Map<string, string | null>()
  const requests: (SaveRequest & { op: 'update' })[] = []
  for (const event of run.events) {
    const values = valuesToSet(event, (key) => call.shape.byKey.has(key))
    const reason = refusalOf(event, { stored: stored.get(event.record), values })
    if (reason !== undefined) reasons.set(event.record, reason)
    else requests.push({ op: 'update', id: event.record, values })
  }
  const ids = requests.map((request) => request.id)
  const outcomes = await refusedAll(ids, () => saveRecords(ctx, { module: run.module, mode: 'each', requests, trusted: true }))
  ids.forEach((id, index) => reasons.set(id, reasonOf(outcomes[index])))
  return outcomesOf(run, (event) => reasons.get(event.record) ?? null)
}

/** undefined: it can be taken back. null: there is nothing left to do. */
function refusalOf(event: UndoEvent, { stored, values }: { stored: StoredRecord | undefined; values: Values }): string | null | undefined {
  if (!stored) return 'GONE'
  const keys = Object.keys(values)
  if (keys.every((key) => sameValue(stored.values[key], values[key]))) return null
  if (stored.deleted) return 'NOT_FOUND'
  return keys.every((key) => sameValue(stored.values[key], event.after?.[key])) ? undefined : 'EDITED'
}

/** A field that the metadata no longer has cannot be set. */
function valuesToSet({ before, after }: UndoEvent, isKnown: (key: string) => boolean): Values {
  const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return Object.fromEntries([...keys].filter(isKnown).map((key) => [key, before?.[key] ?? null]))
}
