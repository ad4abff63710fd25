import type { RecordData, Values } from '../contract/api.ts'
import { findCandidates } from './duplicates/find-candidates.ts'
import type { RecordContext } from './record-context.ts'
import { presentSaved } from './save/present-saved.ts'
import { saveRecords } from './save/save-records.ts'

export interface CreateInput {
  module: string
  /** Made by the client, so that sending it again is safe. */
  id?: string
  values: Values
  /** DUPLICATE with the candidates, where the module's rules find a record like this. */
  refuseDuplicates?: boolean
}

/** Creates a record. Throws INVALID with all problems, FORBIDDEN, NOT_FOUND for the module, DUPLICATE for a taken id. */
export async function createRecord(ctx: RecordContext, { module, id, values, refuseDuplicates }: CreateInput): Promise<RecordData> {
  const [outcome] = await saveRecords(ctx, {
    module,
    mode: 'all',
    requests: [{ op: 'create', id, values }],
    refuseDuplicates: refuseDuplicates ? findCandidates : undefined,
  })
  return presentSaved(ctx, module, outcome)
}
