import type { HistoryEvent } from '../contract/api.ts'
import { notFound } from '../kernel/errors.ts'
import { findRecord } from './get.ts'
import { decodePlace, encodePlace } from './history/event-place.ts'
import { labelsOf } from './history/event-labels.ts'
import { readEvents } from './history/read-events.ts'
import { tellEvents } from './history/tell-events.ts'
import { openModuleCall } from './call/module-call.ts'
import { auditReads } from './read/audit-reads.ts'
import type { RecordContext } from './record-context.ts'

const PAGE = 50

export interface HistoryInput {
  module: string
  id: string
  cursor?: string
  /** Only what happened to this field. */
  field?: string
}

/**
 * What happened to a record, the newest first; also of a record in the recycle bin. Fields that the actor may not read do
 * not occur, and an update of nothing else does not either. Throws NOT_FOUND for a record that is not theirs.
 */
export async function loadHistory(ctx: RecordContext, { module, id, cursor, field }: HistoryInput): Promise<{ events: HistoryEvent[]; next: string | null }> {
  const call = await openModuleCall(ctx, module, 'read')
  if (!(await findRecord(call, { id, fields: [], in: 'both' }))) throw notFound()

  if (field !== undefined && !call.access.canRead(module, field)) throw notFound()
  await auditReads(call, [id])

  const rows = await readEvents(ctx, { module, record: id, field, before: cursor === undefined ? null : decodePlace(cursor), limit: PAGE + 1 })
  const page = rows.slice(0, PAGE)
  const last = page.at(-1)
  const told = tellEvents(call, page).map((event) =>
    field === undefined ? event : { ...event, changes: event.changes.filter((change) => change.field === field) },
  )
  return { events: await labelsOf(call, told), next: rows.length > PAGE && last ? encodePlace(last) : null }
}
