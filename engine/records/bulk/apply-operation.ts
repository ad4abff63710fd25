import type { BulkOperation } from '../../contract/bulk.ts'
import type { FieldValue } from '../../contract/api.ts'
import { accessOf } from '../../access/access-of.ts'
import type { AppError } from '../../kernel/errors.ts'
import { moduleCallOf } from '../call/module-call.ts'
import type { RecordContext } from '../record-context.ts'
import { removeRecords } from '../remove.ts'
import { restoreRecords } from '../restore.ts'
import { loadStored } from '../save/load-stored.ts'
import { saveRecords } from '../save/save-records.ts'
import type { SaveRequest } from '../save/save-request.ts'

/** What became of one record; `error` where it was left as it is. */
export type BulkOutcome = { id: string; changed: boolean } | { id: string; error: AppError }

interface Step {
  module: string
  operation: BulkOperation
  ids: string[]
}

/** Does the operation with some records, each as if it were alone, in the transaction of the context. An outcome for each, in their order. */
export async function applyOperation(ctx: RecordContext, step: Step): Promise<BulkOutcome[]> {
  const { module, operation, ids } = step
  if (operation.op === 'delete') return moved(ids, await removeRecords(ctx, { module, mode: 'each', targets: ids.map((id) => ({ id })) }))
  if (operation.op === 'restore') return moved(ids, await restoreRecords(ctx, { module, mode: 'each', ids }))

  const requests = operation.op === 'update' ? ids.map((id): SaveRequest => ({ op: 'update', id, values: operation.values })) : await tagRequests(ctx, step)
  const outcomes = await saveRecords(ctx, { module, mode: 'each', requests })
  return ids.flatMap((id, index): BulkOutcome[] => {
    const outcome = outcomes[index]
    if (!outcome) return []
    return [outcome.ok ? { id, changed: outcome.changed.length > 0 } : { id, error: outcome.error }]
  })
}

function moved(ids: string[], outcomes: ({ ok: true } | { ok: false; error: AppError })[]): BulkOutcome[] {
  return ids.flatMap((id, index): BulkOutcome[] => {
    const outcome = outcomes[index]
    if (!outcome) return []
    return [outcome.ok ? { id, changed: true } : { id, error: outcome.error }]
  })
}

/** The tags of each record as they will be: rows are locked first, so that no tag is lost that somebody adds at this moment. */
async function tagRequests(ctx: RecordContext, { module: key, operation, ids }: Step): Promise<SaveRequest[]> {
  const module = ctx.model.modules[key]
  if (operation.op !== 'tag' || !module) return []
  const call = moduleCallOf(ctx, { access: await accessOf(ctx), module })
  const stored = await loadStored(call, { ids, action: 'update', lock: true })
  return ids.map((id) => ({ op: 'update', id, values: { [operation.field]: tagsAfter(stored.get(id)?.values[operation.field] ?? null, operation) } }))
}

/** `VIP` and `vip` are one tag. What both lists name goes. */
function tagsAfter(before: FieldValue, { add = [], remove = [] }: { add?: string[]; remove?: string[] }): string[] | null {
  const gone = new Set(remove.map((tag) => tag.trim().toLowerCase()))
  const present = Array.isArray(before) ? before.map(String) : []
  const tags = [...present, ...add].filter((tag) => !gone.has(tag.trim().toLowerCase()))
  return tags.length > 0 ? tags : null
}
