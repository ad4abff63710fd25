import { conflict, invalid } from '../../../kernel/errors.ts'
import { RIGHTS_MODULES } from '../../../contract/system-modules.ts'
import { bumpRightsVersion } from '../../../storage/state.ts'
import type { RecordBatch } from '../../hooks-batch.ts'
import type { ModuleCall } from '../../call/module-call.ts'
import { queueCommitted } from '../../after-commit/queue-committed.ts'
import { attachFiles } from './attach-files.ts'
import { asRefusal } from './broken-constraint.ts'
import { checkTree, lockTree } from '../check/check-tree.ts'
import { keepPrincipals } from './keep-principals.ts'
import type { SaveItem, SaveOutcome } from '../save-request.ts'
import { withoutHidden } from '../without-hidden.ts'
import { insertRows, updateRows } from './write-rows.ts'

/** What a save gives for a record that was written. */
export type Written = Extract<SaveOutcome, { ok: true }>

/** Writes checked items inside a transaction; throws the error of the first that cannot be written. */
export async function writeItems(call: ModuleCall, given: SaveItem[]): Promise<Written[]> {
  // A transaction may be tried again: hooks and numbers must not meet their own traces.
  const items = given.map((item) => ({ ...item, values: { ...item.values }, changed: new Set(item.changed), problems: [] }))
  const { ctx, module } = call
  const batch: RecordBatch = { ctx, module, items }

  await lockTree(call, items)
  await ctx.hooks.run('record.saving', module, batch)
  await recheckTree(call, items)
  stamp(call, items)
  await keepPrincipals(call, items)
  await writeRows(call, items)
  await attachFiles(call, items)
  if (RIGHTS_MODULES.includes(module.key)) await bumpRightsVersion(ctx.database)
  await ctx.hooks.run('record.saved', module, batch)
  await queueCommitted(batch)

  return items.map((item) => ({ ok: true, id: item.id, action: item.action, version: item.version + 1, changed: [...item.changed] }))
}

/** In the lock, with what others have committed since the first check. */
async function recheckTree(call: ModuleCall, items: SaveItem[]): Promise<void> {
  const moved = items.filter((item) => item.action === 'update')
  await checkTree(call, moved)
  const problems = moved.flatMap((item) => item.problems)
  if (problems.length > 0) throw invalid({ problems: withoutHidden(call, problems) })
}

function stamp({ ctx: { actor, clock } }: ModuleCall, items: SaveItem[]): void {
  const now = clock.now().toISOString()
  for (const { action, values } of items) {
    values.updated_at = now
    values.updated_by = actor.userId
    if (action === 'update') continue
    values.created_at = now
    values.created_by = actor.userId
  }
}

async function writeRows(call: ModuleCall, items: SaveItem[]): Promise<void> {
  const updates = items.filter((item) => item.action === 'update')
  try {
    await insertRows(
      call,
      items.filter((item) => item.action === 'create'),
    )
    const written = await updateRows(call, updates)
    if (updates.some((item) => !written.has(item.id))) throw conflict()
  } catch (error) {
    throw asRefusal(error, call)
  }
}
