import type { RecordData, Values } from '../../../engine/contract/api.ts'
import { problemOf } from '../../api/problem-error.ts'
import { updateRecord } from '../../api/records.ts'

/** Saves some values. Where somebody else changed other fields meanwhile they are saved over the newer record; what was changed by both is a CONFLICT. */
export async function saveOver(record: RecordData, values: Values): Promise<RecordData> {
  try {
    return await updateRecord(record, values)
  } catch (error) {
    const { current, differs } = problemOf(error).document
    if (!current || differs?.some((key) => key in values)) throw error
    return updateRecord(current, values)
  }
}
