import type { RecordData } from '../../contract/api.ts'
import { findRecord } from '../get.ts'
import { openModuleCall } from '../call/module-call.ts'
import type { RecordContext } from '../record-context.ts'
import type { SaveOutcome } from './save-request.ts'

/** What is answered for a saved record. Who gave it out of their own sight gets its id and version only. */
export async function presentSaved(ctx: RecordContext, module: string, outcome: SaveOutcome | undefined): Promise<RecordData> {
  if (!outcome) throw new Error('A save gave no outcome.')
  if (!outcome.ok) throw outcome.error
  const call = await openModuleCall(ctx, module, 'read')
  const { id, version } = outcome
  return (await findRecord(call, { id })) ?? { id, module, version, values: {}, labels: {}, can: {} }
}
