import type { Problem } from '../../contract/api.ts'
import { RIGHTS_MODULES } from '../../contract/system-modules.ts'
import { bumpRightsVersion } from '../../storage/state.ts'
import { invalid } from '../../kernel/errors.ts'
import { restricted } from '../errors.ts'
import { setValue, type RecordBatch } from '../hooks-batch.ts'
import { moduleCallOf, type ModuleCall } from '../call/module-call.ts'
import { keepPrincipals } from '../save/write/keep-principals.ts'
import { loadStored } from '../save/load-stored.ts'
import { queueCommitted } from '../after-commit/queue-committed.ts'
import { binRows, updateRows } from '../save/write/write-rows.ts'
import { binItem, type BinItem } from './bin-item.ts'
import { findReferring } from './find-referring.ts'
import { inverseReferences, type InverseReference } from './inverse-references.ts'
import { withoutReference } from './without-reference.ts'
import { withoutHidden } from '../save/without-hidden.ts'

/** How many records a follow-up takes at a time. */
const CHUNK = 500

/**
 * Takes loaded and locked records into the recycle bin, and does with everything that points to them what its reference says.
 * What follows from a removal needs no right of its own. `going` holds all ids that are on their way, so that a circle of cascades ends.
 */
export async function removeItems(call: ModuleCall, items: BinItem[], going: Set<string> = new Set()): Promise<void> {
  const { ctx, module } = call
  const batch: RecordBatch = { ctx, module, items }
  const now = ctx.clock.now().toISOString()
  for (const item of items) {
    going.add(item.id)
    Object.assign(item.values, { updated_at: now, updated_by: ctx.actor.userId })
  }

  await ctx.hooks.run('record.removing', module, batch)
  const problems = items.flatMap((item) => item.problems)
  if (problems.length > 0) throw invalid({ problems: withoutHidden(call, problems) })

  // What points here goes first: undo walks the log backwards and must find the record there again before those.
  for (const inverse of inverseReferences(ctx.model, module.key)) await follow(call, inverse, { items, going })
  await binRows(call, items)
  await keepPrincipals(call, items)
  if (RIGHTS_MODULES.includes(module.key)) await bumpRightsVersion(ctx.database)
  await ctx.hooks.run('record.removed', module, batch)
  await queueCommitted(batch)
}

async function follow(call: ModuleCall, inverse: InverseReference, { items, going }: { items: BinItem[]; going: Set<string> }): Promise<void> {
  const ids = new Set(items.map((item) => item.id))
  const referring = (await findReferring(call, inverse, { ids: [...ids], in: 'live' })).filter((id) => !going.has(id))
  if (referring.length === 0) return
  if (inverse.onDelete === 'restrict') {
    throw restricted({ problems: [{ code: 'RESTRICTED', ...whatRefers(call, inverse, referring.length) }] })
  }

  const there = moduleCallOf(call.ctx, { access: call.access, module: inverse.module })
  for (let at = 0; at < referring.length; at += CHUNK) {
    const stored = await loadStored(there, { ids: referring.slice(at, at + CHUNK), action: 'read', lock: true })
    const loaded = [...stored.values()].filter((record) => !record.deleted)
    if (inverse.onDelete === 'cascade')
      await removeItems(
        there,
        loaded.map((record) => binItem(record, 'delete')),
        going,
      )
    else await clearReferences(there, { field: inverse.field.key, ids, items: loaded.map((record) => binItem(record, 'update')) })
  }
}

async function clearReferences(call: ModuleCall, { field, ids, items }: { field: string; ids: Set<string>; items: BinItem[] }): Promise<void> {
  const { ctx } = call
  const now = ctx.clock.now().toISOString()
  for (const item of items) {
    setValue(item, field, withoutReference(item.values[field] ?? null, ids))
    Object.assign(item.values, { updated_at: now, updated_by: ctx.actor.userId })
  }
  await updateRows(call, items)
  await ctx.hooks.run('record.saved', call.module, { ctx, module: call.module, items })
}

/** What keeps a record, as far as the actor may know: who sees some of the other records only is not told how many there are. */
function whatRefers({ access }: ModuleCall, { module, field }: InverseReference, records: number): Pick<Problem, 'params'> {
  if (!access.canRead(module.key, field.key)) return {}
  const seesAll = access.rowScope(module.key, 'read').kind === 'all'
  return { params: { module: module.key, field: field.key, ...(seesAll && { records }) } }
}
