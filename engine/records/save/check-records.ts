import type { RecordContext } from '../record-context.ts'
import { checkRequests } from './check-requests.ts'
import type { SaveInput, SaveOutcome } from './save-request.ts'

/** What would become of a save, up to the point of writing: nothing is changed. An outcome for each request, in their order. */
export async function checkRecords(ctx: RecordContext, input: SaveInput): Promise<SaveOutcome[]> {
  const { items } = await checkRequests(ctx, input)
  return items.map(({ id, action, version, changed, error }) => (error ? { ok: false, error } : { ok: true, id, action, version, changed: [...changed] }))
}
