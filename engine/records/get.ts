import type { RecordData } from '../contract/api.ts'
import { notFound } from '../kernel/errors.ts'
import { isId } from '../kernel/uuid.ts'
import { readRecords } from './find.ts'
import { openModuleCall, type ModuleCall } from './module-call.ts'
import { readableFields } from './read/apply-view.ts'
import type { RecordContext } from './record-context.ts'

export interface GetInput {
  module: string
  id: string
  /** Paths of fields; all that the actor may read if absent. */
  fields?: string[]
  /** Look into the recycle bin instead. */
  deleted?: boolean
}

/** One record. Throws NOT_FOUND for what is not there and for what is not theirs. */
export async function getRecord(ctx: RecordContext, input: GetInput): Promise<RecordData> {
  const call = await openModuleCall(ctx, input.module, 'read')
  const record = await findRecord(call, input)
  if (!record) throw notFound()
  return record
}

/** The record, or null where the actor may not see it. */
export async function findRecord(call: ModuleCall, { id, fields, deleted }: Omit<GetInput, 'module'>): Promise<RecordData | null> {
  if (!isId(id)) return null
  const [record] = await findByIds(call, { ids: [id], fields, deleted })
  return record ?? null
}

/** Those of the records that the actor may see, in no order. At most 1,000 ids. */
export async function findByIds(call: ModuleCall, { ids, fields, deleted }: { ids: string[]; fields?: string[]; deleted?: boolean }): Promise<RecordData[]> {
  if (ids.length === 0) return []
  const { records } = await readRecords(call, {
    module: call.module.key, fields: fields ?? readableFields(call), deleted,
    filter: { field: 'id', op: 'is_any', value: ids }, sort: [{ field: 'id' }], limit: ids.length, longestPage: 1_000,
  })
  return records
}
