import type { ListQuery, ListResult } from '../../contract/api.ts'
import { findRecords } from '../find.ts'
import type { RecordContext } from '../record-context.ts'

/** The recycle bin of a module, what went last first: the records that the actor could see before, through the same door as every list. */
export function listDeleted(ctx: RecordContext, query: Omit<ListQuery, 'deleted'>): Promise<ListResult> {
  return findRecords(ctx, { sort: [{ field: 'updated_at', order: 'desc' }], ...query, deleted: true })
}
