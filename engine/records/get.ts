import type { RecordData } from '../contract/api.ts'
import { recordCanIn } from '../access/record-can.ts'
import { notFound } from '../kernel/errors.ts'
import { isId } from '../kernel/uuid.ts'
import { asRecord } from '../query/columns/row-columns.ts'
import { getRecords } from '../query/get-records.ts'
import { openModuleCall, type ModuleCall } from './call/module-call.ts'
import { readableFields } from './read/apply-view.ts'
import { auditReads } from './read/audit-reads.ts'
import { nameFiles } from './read/name-files.ts'
import { readingHooks } from './read/reading-hooks.ts'
import type { RecordContext } from './record-context.ts'

export interface GetInput {
  module: string
  id: string
  /** Paths of fields; all that the actor may read if absent. */
  fields?: string[]
  /** Where to look; only among what is not in the recycle bin if absent. */
  in?: 'live' | 'deleted' | 'both'
}

/** One record. Throws NOT_FOUND for what is not there and for what is not theirs. */
export async function getRecord(ctx: RecordContext, input: GetInput): Promise<RecordData> {
  const call = await openModuleCall(ctx, input.module, 'read')
  const record = await findRecord(call, input)
  if (!record) throw notFound()
  await auditReads(call, [record.id])
  return record
}

/** The record, or null where the actor may not see it. */
export async function findRecord(call: ModuleCall, { id, ...how }: Omit<GetInput, 'module'>): Promise<RecordData | null> {
  const [record] = await findByIds(call, { ids: [id], ...how })
  return record ?? null
}

/** Those of the records that the actor may see, in the order of their ids. */
export async function findByIds(call: ModuleCall, { ids, fields, ...where }: Omit<GetInput, 'module' | 'id'> & { ids: string[] }): Promise<RecordData[]> {
  const rows = await getRecords(call.ctx, call.access, { module: call.module.key, ids: ids.filter(isId), fields: fields ?? readableFields(call), in: where.in })
  const canOf = recordCanIn(call.access, call.module.key)
  const records = rows.map((row) => asRecord(row, canOf(row)))
  await nameFiles(call, records)
  await readingHooks(call, records)
  return records
}
