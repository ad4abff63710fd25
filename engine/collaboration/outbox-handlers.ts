import { prepareNotices } from './notices/deliver-notices.ts'
import { NOTICES, TASK_ENDED } from './notices/notice.ts'
import { tellTaskEnd } from './notices/tell-task-end.ts'

/** What is done after the commit, by kind of outbox entry. */
export const COLLABORATION_HANDLERS = { [NOTICES]: { prepare: prepareNotices }, [TASK_ENDED]: tellTaskEnd }
