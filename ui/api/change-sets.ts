import { path, request } from './request.ts'

export interface UndoAnswer {
  undone: number
  skipped: { record: string; reason: string }[]
}

/** Takes back what one action did; what was changed since is skipped and listed. */
export const undoChangeSet = (id: string, options: { dryRun?: boolean } = {}) =>
  request<UndoAnswer>('POST', path`/api/change-sets/${id}/undo`, { body: options })
