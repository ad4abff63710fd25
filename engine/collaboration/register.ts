import type { Hooks } from '../kernel/hooks.ts'
import type { RecordBatch } from '../records/hooks-batch.ts'
import { followCommented, keepEdits, keepMentions, keepThreads, nameMentions } from './comments/comment-rules.ts'
import { queueNotices } from './notices/queue-notices.ts'

/** Registers what happens with comments, and what others are told about. */
export function registerCollaboration(hooks: Hooks<RecordBatch>): void {
  const module = 'comments'
  hooks.on('record.preparing', { module, id: 'keep-threads' }, keepThreads)
  hooks.on('record.preparing', { module, id: 'keep-mentions' }, keepMentions)
  hooks.on('record.preparing', { module, id: 'keep-edits' }, keepEdits)
  hooks.on('record.saved', { module, id: 'follow-commented' }, followCommented)
  hooks.on('record.reading', { module, id: 'name-mentions' }, nameMentions)
  hooks.on('record.saved', { id: 'queue-notices', order: 900 }, queueNotices)
}
