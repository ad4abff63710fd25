import type { SaveRequest } from '../../records/save/save-request.ts'
import type { PlannedRow } from './plan-rows.ts'

/** What the record pipeline is asked to do for a row that is created or updated. */
export function toRequest(row: PlannedRow): SaveRequest {
  return 'existing' in row ? { op: 'update', id: row.existing.id, values: row.values } : { op: 'create', values: row.values }
}
