import type { AggregateQuery, AggregateResult } from '../../engine/contract/api.ts'
import { path, request } from './request.ts'

/** Counts and sums over the records that the user may see, by groups. */
export function aggregateRecords({ module, ...body }: AggregateQuery, signal?: AbortSignal): Promise<AggregateResult> {
  return request('POST', path`/api/records/${module}/aggregate`, { body, signal })
}
