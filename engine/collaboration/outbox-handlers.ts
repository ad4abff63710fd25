import type { ClaimedEntry } from '../records/after-commit/outbox.ts'
import type { RecordContext } from '../records/record-context.ts'
import { deliverNotices } from './notices/deliver-notices.ts'
import { NOTICES, TASK_ENDED } from './notices/notice.ts'
import { tellTaskEnd } from './notices/tell-task-end.ts'

/** What is done after the commit, by kind of outbox entry. */
export const COLLABORATION_HANDLERS: Record<string, (ctx: RecordContext, entry: ClaimedEntry) => Promise<void>> = {
  [NOTICES]: deliverNotices,
  [TASK_ENDED]: tellTaskEnd,
}
