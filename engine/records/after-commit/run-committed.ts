import { sql, type RawBuilder } from 'kysely'
import type { Values } from '../../contract/api.ts'
import type { ModuleModel } from '../../contract/model.ts'
import { accessOf } from '../../access/access-of.ts'
import type { BatchAction, BatchItem } from '../hooks-batch.ts'
import { moduleCallOf } from '../call/module-call.ts'
import type { RecordContext } from '../record-context.ts'
import { keptStatement, type Param } from '../save/write/kept-statement.ts'
import { loadStored, type StoredRecord } from '../save/load-stored.ts'
import type { ClaimedEntry } from './outbox.ts'
import type { CommittedPayload } from './queue-committed.ts'

interface EventRow {
  change_set: string
  record: string
  action: BatchAction
  before: Values | null
  after: Values | null
}

/**
 * Reads what the batches of some entries did, together, and gives for each what runs the hooks of record.committed. The items are put
 * together from the log of changes: `values` is the record as it is now, `before` and `changed` tell what the change set did to it.
 */
export async function prepareCommitted(
  ctx: RecordContext,
  entries: ClaimedEntry[],
): Promise<(entry: ClaimedEntry) => (inside: RecordContext) => Promise<void>> {
  const payloads = entries.map(({ payload }) => payload as CommittedPayload)
  const read = new Map<string, Read>()
  for (const [key, group] of Map.groupBy(payloads, ({ module }) => module)) {
    // A module that is gone has no hooks.
    const module = Object.hasOwn(ctx.model.modules, key) ? ctx.model.modules[key] : undefined
    if (module) read.set(key, await readCommitted(ctx, module, group))
  }
  return ({ payload }) =>
    async (inside) => {
      const done = read.get(String(payload.module))
      const items = done ? itemsOf(payload as CommittedPayload, done) : []
      if (done && items.length > 0) await inside.hooks.run('record.committed', done.module, { ctx: inside, module: done.module, items })
    }
}

interface Read {
  module: ModuleModel
  /** By change set. */
  events: Map<string, EventRow[]>
  stored: Map<string, StoredRecord>
}

async function readCommitted(ctx: RecordContext, module: ModuleModel, payloads: CommittedPayload[]): Promise<Read> {
  const ids = [...new Set(payloads.flatMap((payload) => payload.ids))]
  const values = { changeSets: payloads.map(({ changeSet }) => changeSet), module: module.key, ids }
  const events = await ctx.database.query<EventRow>(keptStatement(selectEvents, 'select', { make: selectEvents, values }))
  const call = moduleCallOf(ctx, { access: await accessOf(ctx), module })
  const stored = await loadStored(call, { ids, action: 'read', lock: false })
  return { module, events: Map.groupBy(events, ({ change_set }) => change_set), stored }
}

function selectEvents(param: Param): RawBuilder<unknown> {
  return sql`
    select e.change_set, e.record, e.action, e.before, e.after from app.change_event e
    where e.change_set = any(${param('changeSets')}::uuid[]) and e.module = ${param('module')} and e.record = any(${param('ids')}::uuid[])
      and e.action in ('create', 'update', 'delete', 'restore') order by e.id`
}

function itemsOf({ changeSet, ids }: CommittedPayload, { events, stored }: Read): BatchItem[] {
  const items = new Map<string, BatchItem>()
  const wanted = new Set(ids)
  for (const event of events.get(changeSet) ?? []) {
    const record = wanted.has(event.record) ? stored.get(event.record) : undefined
    if (!record) continue
    const item = items.get(event.record) ?? startItem(event, record.values)
    for (const key of [...Object.keys(event.before ?? {}), ...Object.keys(event.after ?? {})]) item.changed.add(key)
    items.set(event.record, item)
  }
  return [...items.values()]
}

function startItem(event: EventRow, values: Values): BatchItem {
  const before = event.action === 'create' ? null : { ...values, ...event.before }
  return { id: event.record, action: event.action, before, values: { ...values }, sent: new Set(), changed: new Set(), problems: [] }
}
