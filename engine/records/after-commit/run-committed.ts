import { sql } from 'kysely'
import type { Values } from '../../contract/api.ts'
import type { ModuleModel } from '../../contract/model.ts'
import { accessOf } from '../../access/access-of.ts'
import type { BatchAction, BatchItem } from '../hooks-batch.ts'
import { compileStatement } from '../../storage/compile.ts'
import { moduleCallOf } from '../call/module-call.ts'
import type { RecordContext } from '../record-context.ts'
import { loadStored } from '../save/load-stored.ts'
import type { CommittedPayload } from './queue-committed.ts'

interface EventRow {
  record: string
  action: BatchAction
  before: Values | null
  after: Values | null
}

/**
 * Runs the hooks of record.committed for what one batch did. The items are put together from the log of changes: `values` is
 * the record as it is now, `before` and `changed` tell what the change set did to it.
 */
export async function runCommitted(ctx: RecordContext, payload: CommittedPayload): Promise<void> {
  const module = Object.hasOwn(ctx.model.modules, payload.module) ? ctx.model.modules[payload.module] : undefined
  if (!module) return
  const items = await committedItems(ctx, module, payload)
  if (items.length > 0) await ctx.hooks.run('record.committed', module, { ctx, module, items })
}

async function committedItems(ctx: RecordContext, module: ModuleModel, { changeSet, ids }: CommittedPayload): Promise<BatchItem[]> {
  const events = await ctx.database.query<EventRow>(
    compileStatement(
      sql`
    select e.record, e.action, e.before, e.after from app.change_event e
    where e.change_set = ${changeSet}::uuid and e.module = ${module.key} and e.record = any(${ids}::uuid[])
      and e.action in ('create', 'update', 'delete', 'restore') order by e.id`,
      'committed-events',
    ),
  )
  const call = moduleCallOf(ctx, { access: await accessOf(ctx), module })
  const stored = await loadStored(call, { ids, action: 'read', lock: false })

  const items = new Map<string, BatchItem>()
  for (const event of events) {
    const record = stored.get(event.record)
    if (!record) continue
    const item = items.get(event.record) ?? startItem(event, record.values)
    for (const key of [...Object.keys(event.before ?? {}), ...Object.keys(event.after ?? {})]) item.changed.add(key)
    items.set(event.record, item)
  }
  return [...items.values()]
}

function startItem(event: EventRow, values: Values): BatchItem {
  const before = event.action === 'create' ? null : { ...values, ...event.before }
  return { id: event.record, action: event.action, before, values, sent: new Set(), changed: new Set(), problems: [] }
}
