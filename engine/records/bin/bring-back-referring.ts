import { sql } from 'kysely'
import type { Values } from '../../contract/api.ts'
import { setValue } from '../hooks-batch.ts'
import { moduleCallOf, type ModuleCall } from '../call/module-call.ts'
import { referredIn } from '../save/referred-records.ts'
import { loadStored } from '../save/load-stored.ts'
import { sameValue } from '../save/same-value.ts'
import { updateRows } from '../save/write/write-rows.ts'
import { binItem, type BinItem } from './bin-item.ts'
import { findLive } from './find-live.ts'
import { findReferring } from './find-referring.ts'
import { inverseReferences, type InverseReference } from './inverse-references.ts'
import { withoutReference } from './without-reference.ts'

interface ComingBack {
  /** Restored record -> the change set that had taken it away. */
  removals: Map<string, string>
  /** Ids of all records that are coming back in this call. */
  coming: Set<string>
  /** Takes more records out of the bin; a parameter, since that comes back here. */
  restore(call: ModuleCall, items: BinItem[], coming: Set<string>): Promise<void>
}

/** Undoes what a removal did to the records that pointed to the removed ones, as far as nobody has changed it since. */
export async function bringBackReferring(call: ModuleCall, back: ComingBack): Promise<void> {
  if (back.removals.size === 0) return
  for (const inverse of inverseReferences(call.ctx.model, call.module.key)) {
    const there = moduleCallOf(call.ctx, { access: call.access, module: inverse.module })
    if (inverse.onDelete === 'cascade') await bringBackRecords(there, inverse, back)
    if (inverse.onDelete === 'clear') await bringBackReferences(there, inverse, back)
  }
}

/** Records that went with the same change set because of one of these. */
async function bringBackRecords(there: ModuleCall, inverse: InverseReference, { removals, coming, restore }: ComingBack): Promise<void> {
  const ids = (await findReferring(there, inverse, { ids: [...removals.keys()], in: 'bin' })).filter((id) => !coming.has(id))
  const gone = await eventsOf(there, { action: 'delete', changeSets: [...removals.values()], records: ids })
  const wanted = [...new Set(gone.map((event) => event.record))]
  if (wanted.length === 0) return
  const stored = await loadStored(there, { ids: wanted, action: 'read', lock: true })
  await restore(
    there,
    [...stored.values()].filter((record) => record.deleted).map((record) => binItem(record, 'restore')),
    coming,
  )
}

/** References that the same change set cleared, where the field is still as the removal left it. */
async function bringBackReferences(there: ModuleCall, { field }: InverseReference, { removals }: ComingBack): Promise<void> {
  const restored = new Set(removals.keys())
  const events = await eventsOf(there, { action: 'update', changeSets: [...removals.values()] })
  const cleared = events.filter(({ before }) => before && !sameValue(before[field.key], withoutReference(before[field.key] ?? null, restored)))
  if (cleared.length === 0) return

  const stored = await loadStored(there, { ids: [...new Set(cleared.map((event) => event.record))], action: 'read', lock: true })
  const pointers = cleared.flatMap((event) => referredIn(field, event.before?.[field.key] ?? null))
  const live = await findLive(there, pointers)
  const dead = new Set(pointers.map(({ id }) => id).filter((id) => !live.has(id)))

  const items: BinItem[] = []
  for (const event of cleared) {
    const record = stored.get(event.record)
    if (!record || record.deleted || !sameValue(record.values[field.key], event.after?.[field.key])) continue
    const item = binItem(record, 'update')
    setValue(item, field.key, withoutReference(event.before?.[field.key] ?? null, dead))
    Object.assign(item.values, { updated_at: there.ctx.clock.now().toISOString(), updated_by: there.ctx.actor.userId })
    if (item.changed.size > 0) items.push(item)
  }
  await updateRows(there, items)
  if (items.length > 0) await there.ctx.hooks.run('record.saved', there.module, { ctx: there.ctx, module: there.module, items })
}

interface LoggedEvent {
  record: string
  before: Values | null
  after: Values | null
}

function eventsOf({ ctx, module }: ModuleCall, wanted: { action: 'update' | 'delete'; changeSets: string[]; records?: string[] }): Promise<LoggedEvent[]> {
  const ofRecords = wanted.records ? sql`and e.record = any(${wanted.records}::uuid[])` : sql``
  return ctx.database.query<LoggedEvent>(sql<LoggedEvent>`
    select e.record, e.before, e.after from app.change_event e
    where e.change_set = any(${wanted.changeSets}::uuid[]) and e.module = ${module.key} and e.action = ${wanted.action} ${ofRecords}`)
}
