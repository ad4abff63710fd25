import { accessOf } from '../access/access-of.ts'
import { isId } from '../kernel/uuid.ts'
import { getRecords } from '../query/get-records.ts'
import type { RecordContext } from './record-context.ts'

/** Which of these records the actor may see, those in the recycle bin included; none of a module that they may not read. For live events. */
export async function findVisibleIds(ctx: RecordContext, { module, ids }: { module: string; ids: string[] }): Promise<string[]> {
  const access = await accessOf(ctx)
  if (!access.allows(module, 'read')) return []
  const rows = await getRecords(ctx, access, { module, ids: ids.filter(isId), fields: [], in: 'both' })
  return rows.map((row) => row.id)
}
