import type { BulkResult } from '../../../engine/contract/bulk.ts'
import type { TaskInfo } from '../../../engine/contract/api.ts'

/** What a task of mass work did, also one that was cancelled half-way; null for any other task. */
export function bulkResult(task: TaskInfo): BulkResult | null {
  const { result } = task
  if (!task.kind.startsWith('bulk-') || typeof result !== 'object' || result === null || Array.isArray(result)) return null
  return result as unknown as BulkResult
}
