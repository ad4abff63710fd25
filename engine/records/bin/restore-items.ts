import { sql } from 'kysely'
import { RIGHTS_MODULES } from '../../contract/system-modules.ts'
import { invalid } from '../../kernel/errors.ts'
import { bumpRightsVersion } from '../../storage/state.ts'
import { setValue, type RecordBatch } from '../hooks-batch.ts'
import type { ModuleCall } from '../call/module-call.ts'
import { problemOfConstraint } from '../save/write/broken-constraint.ts'
import { checkUnique } from '../save/check/check-unique.ts'
import { findLive } from './find-live.ts'
import { keepPrincipals } from '../save/write/keep-principals.ts'
import { queueCommitted } from '../after-commit/queue-committed.ts'
import { referredIn } from '../save/referred-records.ts'
import { reviveRows } from '../save/write/write-rows.ts'
import { withoutHidden } from '../save/without-hidden.ts'
import type { BinItem } from './bin-item.ts'
import { bringBackReferring } from './bring-back-referring.ts'
import { withoutReference } from './without-reference.ts'

/**
 * Takes loaded and locked records out of the recycle bin, and brings back what went with them: records that a cascade took,
 * references that were cleared and that nobody has filled since. Links never went away: they were only out of sight.
 */
export async function restoreItems(call: ModuleCall, items: BinItem[], coming: Set<string> = new Set()): Promise<void> {
  const { ctx, module } = call
  const batch: RecordBatch = { ctx, module, items }
  for (const item of items) coming.add(item.id)
  const removals = await removalsOf(call, items)

  await checkUniqueAgain(call, items)
  await dropDeadReferences(call, { items, coming })
  const now = ctx.clock.now().toISOString()
  for (const { values } of items) Object.assign(values, { updated_at: now, updated_by: ctx.actor.userId })
  await keepPrincipals(call, items)
  await revive(call, items)
  if (RIGHTS_MODULES.includes(module.key)) await bumpRightsVersion(ctx.database)
  await bringBackReferring(call, { removals, coming, restore: restoreItems })
  await ctx.hooks.run('record.restored', module, batch)
  await queueCommitted(batch)
}

/** Which change set took each record away: the last one that did. */
async function removalsOf({ ctx, module }: ModuleCall, items: BinItem[]): Promise<Map<string, string>> {
  const rows = await ctx.database.query<{ record: string; change_set: string }>(sql<{ record: string; change_set: string }>`
    select distinct on (e.record) e.record, e.change_set from app.change_event e
    where e.module = ${module.key} and e.record = any(${items.map((item) => item.id)}::uuid[]) and e.action = 'delete'
    order by e.record, e.at desc, e.id desc`)
  return new Map(rows.map((row) => [row.record, row.change_set]))
}

/** Somebody may have taken a unique value while the record lay in the bin. */
async function checkUniqueAgain(call: ModuleCall, items: BinItem[]): Promise<void> {
  const unique = call.shape.fields.filter(({ field }) => field.unique).map(({ field }) => field.key)
  const asked = items.map((item) => ({ ...item, changed: new Set(unique), problems: [] }))
  await checkUnique(call, asked)
  const problems = asked.flatMap((item) => item.problems)
  if (problems.length > 0) throw invalid({ problems: withoutHidden(call, problems) })
}

/** What the record pointed to may have gone in the meantime; then it comes back without it. */
async function dropDeadReferences(call: ModuleCall, { items, coming }: { items: BinItem[]; coming: Set<string> }): Promise<void> {
  for (const { field } of call.shape.fields.filter(({ field }) => field.type === 'reference' || field.type === 'references')) {
    const pointers = items.flatMap((item) => referredIn(field, item.values[field.key] ?? null))
    if (pointers.length === 0) continue
    const live = await findLive(call, pointers)
    const dead = new Set(pointers.map(({ id }) => id).filter((id) => !live.has(id) && !coming.has(id)))
    if (dead.size === 0) continue
    for (const item of items) setValue(item, field.key, withoutReference(item.values[field.key] ?? null, dead))
  }
}

async function revive(call: ModuleCall, items: BinItem[]): Promise<void> {
  try {
    await reviveRows(call, items)
  } catch (error) {
    const broken = problemOfConstraint(error, call)
    throw broken && 'error' in broken ? broken.error : error
  }
}
