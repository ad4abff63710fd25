import type { Values } from '../../contract/api.ts'
import { accessOf } from '../../access/access-of.ts'
import { binItem } from '../bin/bin-item.ts'
import { moduleCallOf, type ModuleCall } from '../call/module-call.ts'
import { setValue } from '../hooks-batch.ts'
import type { RecordContext } from '../record-context.ts'
import { loadStored, type StoredRecord } from '../save/load-stored.ts'
import { sameValue } from '../save/same-value.ts'
import { updateRows } from '../save/write/write-rows.ts'
import { saveRecords } from '../save/save-records.ts'
import type { SaveRequest } from '../save/save-request.ts'
import type { UndoEvent } from './undo-run.ts'
import { reasonOf, refusedAll } from './reason-of.ts'
import { outcomesOf, type UndoOutcome, type UndoRun } from './undo-run.ts'

/**
 * Fields go back to what they were, if they still hold what this change put there. Other fields do not matter. What the actor could not
 * write by hand goes back only where nobody does: a value that follows from others.
 */
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
    else if (!isMoved(run, event.record) && !Object.keys(values).every((key) => mayPutBack(call, key))) reasons.set(event.record, 'FORBIDDEN')
    else requests.push({ op: 'update', id: event.record, values })
  }
  const moved = requests.filter((request) => isMoved(run, request.id))
  for (const id of await putBack(call, stored, moved)) reasons.set(id, null)
  const own = requests.filter((request) => !moved.includes(request))
  const ids = own.map((request) => request.id)
  const outcomes = await refusedAll(ids, () => saveRecords(ctx, { module: run.module, mode: 'each', requests: own, trusted: true }))
  ids.forEach((id, index) => reasons.set(id, reasonOf(outcomes[index])))
  return outcomesOf(run, (event) => reasons.get(event.record) ?? null)
}

/** What a merge moved follows from it, there and back. */
function isMoved({ survivor }: UndoRun, record: string): boolean {
  return survivor !== null && record !== survivor
}

/** Whether the actor may write a field, or it follows from others: fetched, computed, or set by the choice of a value. */
function mayPutBack({ access, fields, module, shape }: ModuleCall, key: string): boolean {
  const field = shape.byKey.get(key)?.field
  if (access.fieldRight(module.key, key) === 'write' || field?.readOnly === true || field?.copyFrom !== undefined) return true
  const choices = module.fields.filter(({ type }) => type === 'picklist').flatMap((choice) => fields.picklistValues(choice))
  return choices.some(({ sets = {} }) => Object.hasOwn(sets, key))
}

/** Writes the former values and nothing else; gives the ids that were written. */
async function putBack(call: ModuleCall, stored: ReadonlyMap<string, StoredRecord>, requests: (SaveRequest & { op: 'update' })[]): Promise<string[]> {
  const now = call.ctx.clock.now().toISOString()
  const items = requests.flatMap(({ id, values }) => {
    const record = stored.get(id)
    if (!record) return []
    const item = binItem(record, 'update')
    for (const [key, value] of Object.entries(values)) setValue(item, key, value)
    Object.assign(item.values, { updated_at: now, updated_by: call.ctx.actor.userId })
    return [item]
  })
  const written = await updateRows(call, items)
  if (items.length > 0) await call.ctx.hooks.run('record.saved', call.module, { ctx: call.ctx, module: call.module, items })
  return [...written]
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
