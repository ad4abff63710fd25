import type { Condition, Sort } from './condition.ts'
import type { FormatChoices } from './formats.ts'
import type { RecordAction } from './model.ts'

/**
 * The values of a field as they travel: strings, numbers, booleans, null, or the small shapes below.
 * decimal, percent: decimal strings. date `YYYY-MM-DD`, datetime RFC 3339 UTC, time `HH:MM:SS`, duration whole seconds.
 * reference to one module: an id; to several: {@link AnyReference}. owner, user: an id. references, multi_picklist, tags: string[].
 */
export type FieldValue = string | number | boolean | null | FieldValue[] | { [key: string]: FieldValue }
export type Values = Record<string, FieldValue>

/** money; on input a bare decimal string means the base currency. `rate`: units of the base currency for one unit, on the day it was saved. */
export interface MoneyValue {
  amount: string
  currency: string
  rate?: string
}
export interface AnyReference {
  module: string
  id: string
}
export interface AddressValue {
  street?: string | null
  city?: string | null
  state?: string | null
  postcode?: string | null
  country?: string | null
  po_box?: string | null
}
export interface GeoValue {
  lat: number
  lng: number
}
export interface FileValue {
  id: string
  name: string
  size: number
  type: string
}

export interface RecordData {
  id: string
  module: string
  version: number
  values: Values
  /** Text of references, users, owners and picklists, in the actor's language. For lists of references: the texts joined by ', '. */
  labels: Record<string, string>
  can: Partial<Record<RecordAction, boolean>>
  /** Only in the recycle bin. */
  deletedAt?: string
  /** Attributes of the link, in a related list of a link. */
  link?: Values
}

export type CountMode = 'none' | 'capped' | 'exact'
export interface Count {
  value: number
  exact: boolean
}

/** `POST /api/exports`: a list as the user sees it, all pages of it. */
export interface ExportRequest {
  module: string
  filter?: Condition
  q?: string
  sort?: Sort[]
  fields: string[]
  format: 'csv' | 'xlsx'
}

export interface ListQuery {
  module: string
  view?: string
  filter?: Condition
  /** Text searched in all searchable fields. */
  q?: string
  sort?: Sort[]
  fields?: string[]
  /** 1 to 200, 50 if absent. */
  limit?: number
  cursor?: string
  count?: CountMode
  /** Number fields to sum over all records that match. */
  totals?: string[]
  /** Only the recycle bin. */
  deleted?: boolean
}

export interface ListResult {
  records: RecordData[]
  next: string | null
  previous: string | null
  count?: Count
  totals?: Record<string, string>
}

export type DateBucket = 'day' | 'week' | 'month' | 'quarter' | 'year'
export interface AggregateQuery {
  module: string
  filter?: Condition
  q?: string
  /** Up to 3. */
  groupBy?: { field: string; bucket?: DateBucket }[]
  measures: { fn: 'count' | 'sum' | 'avg' | 'min' | 'max'; field?: string }[]
  having?: { measure: number; op: 'gt' | 'gte' | 'lt' | 'lte'; value: string }[]
  sort?: { by: 'group' | 'measure'; index: number; order?: 'asc' | 'desc' }[]
  /** 1 to 1,000. */
  limit?: number
}
export interface AggregateResult {
  rows: { group: FieldValue[]; labels: (string | null)[]; measures: (string | null)[] }[]
}

export interface LookupOption {
  id: string
  module: string
  label: string
  hint?: string
}

export type BatchOperation =
  | { op: 'create'; id?: string; values: Values }
  | { op: 'update'; id: string; version?: number; values: Values }
  | { op: 'delete'; id: string; version?: number }
  | { op: 'restore'; id: string }
export interface BatchRequest {
  mode: 'all' | 'each'
  operations: BatchOperation[]
}
export type BatchItemResult = { ok: true; record: RecordData } | { ok: false; error: ProblemDocument }

export interface Candidate {
  record: RecordData
  score: number
  rule: number
}

export type ChangeAction = 'create' | 'update' | 'delete' | 'restore' | 'purge' | 'link' | 'unlink' | 'merge'
export type Origin = 'ui' | 'api' | 'import' | 'workflow' | 'mail' | 'job' | 'portal' | 'migration' | 'cli'
export interface HistoryEvent {
  id: string
  changeSet: string
  at: string
  actor: { id: string | null; name: string }
  origin: Origin
  action: ChangeAction
  changes: { field: string; before: FieldValue; after: FieldValue; beforeLabel?: string; afterLabel?: string }[]
}

export interface Problem {
  field?: string
  code: string
  params?: Record<string, FieldValue>
  message?: string
}
/** RFC 9457, application/problem+json. */
export interface ProblemDocument {
  type: string
  title: string
  status: number
  detail?: string
  code: string
  id?: string
  problems?: Problem[]
  /** CONFLICT: the newer record, and the fields in which it differs from what was sent. */
  current?: RecordData
  differs?: string[]
  candidates?: Candidate[]
}

export interface Me {
  id: string
  username: string
  name: string
  email: string | null
  /** null: not chosen; the browser's language is used. */
  locale: string | null
  timeZone: string
  theme: 'light' | 'dark' | 'system'
  isAdmin: boolean
  role: string | null
  profiles: string[]
  /** The admin who acts as the user. */
  impersonator: { id: string; name: string } | null
  /** Nothing else may be done before. */
  mustChangePassword: boolean
  /** What the user chose; absent parts follow the language. */
  formats: FormatChoices
  baseCurrency: string
  /** The one that sums are shown in: the user's own, else the base currency. */
  currency: string
}

export type TaskState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
export interface TaskInfo {
  /** Whose task it is: an id of a user. */
  actor: string
  id: string
  kind: string
  /** A module, for the words of the tray. */
  module?: string
  state: TaskState
  progress: { done: number; total: number }
  result?: FieldValue
  error?: string
  createdAt: string
  finishedAt?: string
}

/** Sample data: `unavailable` where the product has none. `task`: what makes or removes it, or did so last. */
export interface DemoInfo {
  state: 'unavailable' | 'absent' | 'loading' | 'loaded' | 'removing'
  task?: string
}

/** Messages on GET /api/events. `records`: something changed in a module; fetch again what is shown. */
export type LiveEvent =
  | { type: 'records'; module: string; ids: string[]; changeSet: string; actor: string | null }
  | { type: 'task'; task: TaskInfo }
  | { type: 'metadata'; version: number }
  /** Something new to be told, or read elsewhere; `users` names only the one who listens. */
  | { type: 'notification'; users: string[] }
