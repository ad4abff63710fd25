import { path, request } from './request.ts'

export interface UndoAnswer {
  undone: number
  skipped: { record: string; reason: string }[]
}

/** What was changed by one action is taken back; what was changed since is skipped and listed. */
export async function undoChangeSet(id: string, options: { dryRun?: boolean } = {}): Promise<UndoAnswer & { task?: string }> {
  const answer = await request<UndoAnswer | { task: string }>('POST', path`/api/change-sets/${id}/undo`, { body: options })
  // A large one goes on in the background: its task tells how it ends.
  return 'task' in answer ? { undone: 0, skipped: [], task: answer.task } : answer
}
