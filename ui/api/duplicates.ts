import type { RecordData, TaskInfo, Values } from '../../engine/contract/api.ts'
import type { DuplicateGroup } from '../../engine/contract/duplicates.ts'
import { path, request } from './request.ts'

type Seen = Pick<RecordData, 'id' | 'version'>

/** Throws ProblemError CONFLICT with `current` when one of them was changed meanwhile. */
export function mergeRecords(module: string, body: { survivor: Seen; others: Seen[]; values: Values }): Promise<{ record: RecordData; changeSet: string }> {
  return request('POST', path`/api/records/${module}/merge`, { body })
}

/** `task`: the id of the search. */
export const startDuplicateSearch = (module: string) => request<{ task: string }>('POST', path`/api/duplicates/${module}/search`)

/** What the last search of the user found and is still so, the surest first. `task` is the newest search, which may be under way. */
export function loadDuplicates(
  module: string,
  options: { cursor?: string; signal?: AbortSignal } = {},
): Promise<{ task: TaskInfo | null; found: number; groups: DuplicateGroup[]; next: string | null }> {
  return request('GET', path`/api/duplicates/${module}`, { query: { cursor: options.cursor }, signal: options.signal })
}

/** These records are not duplicates of each other, for everybody. */
export const dismissDuplicates = (module: string, ids: string[]) => request<void>('POST', path`/api/duplicates/${module}/dismiss`, { body: { ids } })
