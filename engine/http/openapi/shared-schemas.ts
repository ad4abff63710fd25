import { NOTIFICATION_KINDS, USUAL_PREFERENCES } from '../../contract/collaboration.ts'
import type { JsonSchema } from '../../fields/field-type.ts'
import { ANYTHING, ID, listOf, objectOf, orNull, schemaRef, TEXT, TIME, WHOLE, YES_NO } from './schema-ref.ts'

const PROGRESS = objectOf({ done: WHOLE, total: WHOLE })
const ACTOR = objectOf({ id: orNull(ID), name: TEXT })
const ORIGIN = { enum: ['ui', 'api', 'import', 'workflow', 'mail', 'job', 'portal', 'migration', 'cli'] }
const ACTION = { enum: ['create', 'update', 'delete', 'restore', 'purge', 'link', 'unlink', 'merge'] }
const NAMED = objectOf({ id: ID, name: TEXT })
const PROBLEM = objectOf({ 'field?': TEXT, code: TEXT, 'params?': { type: 'object' }, 'message?': TEXT })

/** Shapes that do not depend on a module; see engine/contract/api.ts. */
export const SHARED_SCHEMAS: Record<string, JsonSchema> = {
  Problem: objectOf({
    type: TEXT,
    title: TEXT,
    status: WHOLE,
    code: TEXT,
    'detail?': TEXT,
    'id?': { ...TEXT, description: 'Of an error of the server: what its log knows it by.' },
    'problems?': listOf(PROBLEM),
    'current?': { type: 'object', description: 'CONFLICT: the newer record.' },
    'differs?': { ...listOf(TEXT), description: 'CONFLICT: the fields in which it differs from what was sent.' },
    'candidates?': { ...listOf({ type: 'object' }), description: 'DUPLICATE: records like this one.' },
  }),
  Count: objectOf({ value: WHOLE, exact: YES_NO }),
  ChangeSet: objectOf({ changeSet: { ...ID, description: 'POST /api/change-sets/{id}/undo takes it back.' } }),
  UndoResult: objectOf({ undone: WHOLE, skipped: listOf(objectOf({ module: TEXT, record: ID, reason: TEXT })), changeSet: ID }),
  AggregateResult: objectOf({
    rows: listOf(objectOf({ group: { type: 'array' }, labels: listOf(orNull(TEXT)), measures: listOf(orNull(TEXT)) })),
  }),
  HistoryEvent: objectOf({
    id: ID,
    changeSet: ID,
    at: TIME,
    actor: ACTOR,
    origin: ORIGIN,
    action: ACTION,
    changes: listOf(objectOf({ field: TEXT, before: ANYTHING, after: ANYTHING, 'beforeLabel?': TEXT, 'afterLabel?': TEXT })),
  }),
  History: objectOf({ events: listOf(schemaRef('HistoryEvent')), next: orNull(TEXT) }),
  Timeline: objectOf({
    items: listOf({
      oneOf: [
        objectOf({
          kind: { const: 'change' },
          id: ID,
          at: TIME,
          changeSet: ID,
          actor: ACTOR,
          origin: ORIGIN,
          action: ACTION,
          events: listOf(schemaRef('HistoryEvent')),
        }),
        objectOf({ kind: { enum: ['comment', 'activity', 'mail'] }, id: ID, at: TIME, record: { type: 'object' } }),
      ],
    }),
    next: orNull(TEXT),
  }),
  Notification: objectOf({
    id: ID,
    kind: { enum: [...NOTIFICATION_KINDS] },
    at: TIME,
    readAt: orNull(TIME),
    actor: orNull(NAMED),
    module: orNull(TEXT),
    record: orNull(objectOf({ id: ID, label: TEXT })),
    count: WHOLE,
    changeSet: orNull(ID),
    'comment?': objectOf({ id: ID, text: TEXT }),
    'change?': objectOf({ field: TEXT, after: ANYTHING, 'afterLabel?': TEXT }),
    'task?': objectOf({ id: ID, kind: TEXT, state: { enum: ['done', 'failed', 'cancelled'] } }),
  }),
  NotificationPreferences: objectOf(Object.fromEntries(Object.keys(USUAL_PREFERENCES).map((key) => [key, YES_NO]))),
  Followers: objectOf({ following: YES_NO, followers: listOf(NAMED) }),
  LookupResult: objectOf({ options: listOf(objectOf({ id: ID, module: TEXT, label: TEXT, 'hint?': TEXT })) }),
  SearchResult: objectOf({ groups: listOf(objectOf({ module: TEXT, records: listOf({ type: 'object' }), more: YES_NO })) }),
  File: objectOf({ id: ID, name: TEXT, size: WHOLE, type: TEXT }),
  Task: objectOf({
    id: ID,
    actor: ID,
    kind: TEXT,
    'module?': TEXT,
    state: { enum: ['waiting', 'running', 'done', 'failed', 'cancelled'] },
    progress: PROGRESS,
    'result?': ANYTHING,
    'error?': TEXT,
    createdAt: TIME,
    'finishedAt?': TIME,
  }),
  TaskStarted: objectOf({ task: { ...ID, description: 'GET /api/tasks/{id} tells how far it is.' } }),
  BulkPlan: objectOf({
    total: { ...WHOLE, description: 'Records that the filter finds.' },
    allowed: { ...WHOLE, description: 'With how many of them you may do this.' },
    checked: { ...WHOLE, description: 'How many were tried; the following figures are of these.' },
    changed: WHOLE,
    unchanged: WHOLE,
    skipped: WHOLE,
    reasons: listOf(objectOf({ code: TEXT, 'field?': TEXT, message: TEXT, count: WHOLE })),
    samples: listOf(objectOf({ id: ID, name: orNull(TEXT), code: TEXT, problems: listOf(PROBLEM) })),
  }),
  CancelRequested: objectOf({ cancelRequested: { const: true } }),
  Import: objectOf({
    id: ID,
    module: TEXT,
    fileName: TEXT,
    state: TEXT,
    rows: WHOLE,
    'columns?': listOf(objectOf({ index: WHOLE, header: TEXT, samples: listOf(TEXT), blank: WHOLE })),
    'preview?': listOf(listOf(TEXT)),
    'mapping?': listOf({ type: 'object' }),
    'options?': { type: 'object' },
    'format?': { type: 'object' },
    'progress?': PROGRESS,
    'report?': { type: 'object' },
    'changeSet?': ID,
    createdAt: TIME,
  }),
  Me: objectOf({
    id: ID,
    username: TEXT,
    name: TEXT,
    email: orNull(TEXT),
    locale: orNull(TEXT),
    timeZone: TEXT,
    theme: { enum: ['light', 'dark', 'system'] },
    isAdmin: YES_NO,
    role: orNull(TEXT),
    profiles: listOf(TEXT),
    baseCurrency: TEXT,
  }),
  Session: objectOf({ id: ID, createdAt: TIME, lastSeenAt: TIME, address: orNull(TEXT), agent: orNull(TEXT), current: YES_NO }),
  Token: objectOf({ id: ID, name: TEXT, createdAt: TIME, expiresAt: orNull(TIME) }),
  SavedView: objectOf({ id: ID, module: TEXT, label: TEXT, definition: { type: 'object' }, shared: YES_NO, mine: YES_NO }),
  SavedMapping: objectOf({ id: ID, module: TEXT, name: TEXT, headers: listOf(TEXT), mapping: listOf({ type: 'object' }), options: { type: 'object' } }),
  Sort: { ...objectOf({ field: TEXT, 'order?': { enum: ['asc', 'desc'] } }), additionalProperties: false },
  BatchResult: objectOf({
    results: listOf({
      oneOf: [objectOf({ ok: { const: true }, record: { type: 'object' } }), objectOf({ ok: { const: false }, error: schemaRef('Problem') })],
    }),
    changeSet: ID,
  }),
}
