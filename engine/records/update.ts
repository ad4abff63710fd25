import type { RecordData, Values } from '../contract/api.ts'
import type { RecordContext } from './record-context.ts'
import { explainConflict } from './save/explain-conflict.ts'
import { presentSaved } from './save/present-saved.ts'
import { saveRecords } from './save/save-records.ts'

export interface UpdateInput {
  module: string
  id: string
  /** The version that was seen. Absent: whatever it is. */
  version?: number
  values: Values
}

/**
 * Changes fields of a record. Throws CONFLICT with the newer record and the fields that differ, INVALID with all problems,
 * NOT_FOUND, FORBIDDEN. Values that are so already make no new version and no event.
 */
export async function updateRecord(ctx: RecordContext, { module, id, version, values }: UpdateInput): Promise<RecordData> {
  try {
    const [outcome] = await saveRecords(ctx, { module, mode: 'all', requests: [{ op: 'update', id, version, values }] })
    return await presentSaved(ctx, module, outcome)
  } catch (error) {
    throw await explainConflict(ctx, error, { module, id, values })
  }
}
