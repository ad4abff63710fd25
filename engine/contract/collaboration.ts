import type { ChangeAction, FieldValue, HistoryEvent, Origin, RecordData } from './api.ts'

/** What users are told about. `changed`: anything of a followed record but its status, which is `stage`. */
export const NOTIFICATION_KINDS = ['mention', 'comment', 'assigned', 'stage', 'changed', 'task'] as const
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

export interface NotificationInfo {
  id: string
  kind: NotificationKind
  /** RFC 3339. */
  at: string
  readAt: string | null
  /** null: the system. */
  actor: { id: string; name: string } | null
  /** The module of the record; for a comment, of the record that it is about, or `comments` where that record is out of sight. */
  module: string | null
  /** null when it is about many records, or about a task. */
  record: { id: string; label: string } | null
  /** How many records of the module one action touched. */
  count: number
  changeSet: string | null
  /** mention, comment: the beginning of the text. */
  comment?: { id: string; text: string }
  /** stage: the new value; absent where the field is hidden. */
  change?: { field: string; after: FieldValue; afterLabel?: string }
  task?: { id: string; kind: string; state: 'done' | 'failed' | 'cancelled' }
}

/** Up to 99; beyond that `exact` is false. */
export interface UnreadCount {
  value: number
  exact: boolean
}

export interface NotificationPage {
  notifications: NotificationInfo[]
  next: string | null
  unread: UnreadCount
}

/** Which kinds a user wants, and what they follow without saying so. */
export type NotificationPreferences = Record<NotificationKind | 'followOwned' | 'followCommented', boolean>

export const USUAL_PREFERENCES: NotificationPreferences = {
  mention: true,
  comment: true,
  assigned: true,
  stage: true,
  changed: false,
  task: true,
  followOwned: true,
  followCommented: true,
}

export interface Followers {
  /** Whether the one who asks follows. */
  following: boolean
  followers: { id: string; name: string }[]
}

export const TIMELINE_KINDS = ['change', 'comment', 'activity', 'mail'] as const
export type TimelineKind = (typeof TIMELINE_KINDS)[number]

/** One thing that happened to a record: what one action changed, or a record that belongs to it. */
export type TimelineItem =
  | { kind: 'change'; id: string; at: string; changeSet: string; actor: HistoryEvent['actor']; origin: Origin; action: ChangeAction; events: HistoryEvent[] }
  | { kind: Exclude<TimelineKind, 'change'>; id: string; at: string; record: RecordData }

export interface TimelinePage {
  items: TimelineItem[]
  next: string | null
}

/** A tag that records of a module have, the most used first. */
export interface TagSuggestion {
  name: string
  color: string | null
  count: number
}
