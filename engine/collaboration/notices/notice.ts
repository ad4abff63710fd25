import type { FieldValue } from '../../contract/api.ts'

/** Kind of the outbox entries from which notifications are made. */
export const NOTICES = 'notices'
/** Kind of the outbox entry that tells of a task's end. */
export const TASK_ENDED = 'task-ended'

/** What one batch did to one record, as far as somebody may want to know. */
export interface Notice {
  [key: string]: FieldValue
  id: string
  action: string
  owner: string | null
  /** The owner is new to the record. */
  assigned: boolean
  /** The status field has a new value. */
  stage: FieldValue
  staged: boolean
}

/** A comment, with who is newly mentioned in it. */
export interface CommentNotice {
  [key: string]: FieldValue
  id: string
  action: string
  about: { module: string; id: string }
  mentions: string[]
}

export interface NoticePayload<N extends Notice | CommentNotice> {
  [key: string]: FieldValue
  module: string
  changeSet: string
  actor: string | null
  actorName: string
  items: N[]
}
