import { sql } from 'kysely'
import type { FieldValue, TaskInfo, TaskState, Values } from '../contract/api.ts'
import { LOCALES, type Locale } from '../contract/label.ts'
import type { Actor } from '../kernel/actor.ts'
import { notFound } from '../kernel/errors.ts'
import { newId } from '../kernel/uuid.ts'
import type { Database } from './database.ts'

/** A piece of long work as the process that does it sees it. */
export interface Task {
  id: string
  kind: string
  module: string | null
  actor: string
  input: FieldValue
  done: number
  total: number
  changeSet: string | null
}

/** A running task whose process has not been heard of for so long is taken over. */
const HEARTBEAT_LOST_SECONDS = 20

/** Among what a task is given: no kind of task has keys of these names. */
const LOCALE = 'askedIn'
const IMPERSONATOR = 'askedBy'

const TASK_COLUMNS = sql`id, kind, module, actor, input, done, total, change_set as "changeSet"`

/** What is to be done, and who asks: their language is for the words in what comes of it, since accounts need not say theirs. */
interface NewTask {
  kind: string
  module: string | null
  asker: Pick<Actor, 'userId' | 'locale' | 'impersonator'>
  input: FieldValue
  total: number
  changeSet: string
}

/** Writes down a task to be done; wakes the processes when the transaction commits. Throws NOT_FOUND for who is no user. */
export async function createTask(database: Database, { asker, ...input }: NewTask): Promise<string> {
  const { userId, locale, impersonator } = asker
  if (userId === null) throw notFound()
  const id = newId()
  const stored = { ...objectOf(input.input), [LOCALE]: locale, ...(impersonator && { [IMPERSONATOR]: { ...impersonator } }) }
  await database.query(sql`
    insert into app.task (id, kind, module, actor, state, total, input, created_at, change_set)
    values (${id}, ${input.kind}, ${input.module}, ${userId}, 'waiting', ${input.total}, ${JSON.stringify(stored)}::jsonb, now(), ${input.changeSet})`)
  await database.query(sql`select pg_notify('mortise_task_wake', '')`)
  return id
}

/** The language in which a task was asked for, if that is known. */
export function localeOfTask({ input }: Task): Locale | null {
  return LOCALES.find((locale) => locale === objectOf(input)[LOCALE]) ?? null
}

/** The admin who asked for a task as somebody else; null where nobody did. */
export function impersonatorOfTask({ input }: Task): { id: string; name: string } | null {
  const { id, name } = objectOf(objectOf(input)[IMPERSONATOR] ?? null)
  return typeof id === 'string' && typeof name === 'string' ? { id, name } : null
}

function objectOf(input: FieldValue): Values {
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? (input as Values) : {}
}

/** Takes the oldest task that waits or whose process died; null when there is none. */
export async function claimTask(database: Database): Promise<Task | null> {
  const rows = await database.query<Task>(sql`
    update app.task set state = 'running', started_at = coalesce(started_at, now()), heartbeat_at = now()
    where id = (
      select id from app.task
      where state = 'waiting' or (state = 'running' and heartbeat_at < now() - make_interval(secs => ${HEARTBEAT_LOST_SECONDS}))
      order by created_at limit 1 for update skip locked)
    returning ${TASK_COLUMNS}`)
  return rows[0] ?? null
}

/** Says that the process is alive and how far it is; answers whether the user asked to cancel. */
export async function reportProgress(database: Database, input: { id: string; done: number; total: number }): Promise<{ cancelRequested: boolean }> {
  const rows = await database.query<{ cancel_requested: boolean }>(sql`
    update app.task set done = ${input.done}, total = ${input.total}, heartbeat_at = now() where id = ${input.id} returning cancel_requested`)
  await announceTask(database, input.id)
  return { cancelRequested: rows[0]?.cancel_requested ?? true }
}

/** Only the sign of life, for steps that take long. */
export async function beatTask(database: Database, id: string): Promise<void> {
  await database.query(sql`update app.task set heartbeat_at = now() where id = ${id}`)
}

/** Ends a task; a task that has ended stays as it is. */
export async function finishTask(
  database: Database,
  input: { id: string; state: Extract<TaskState, 'done' | 'failed' | 'cancelled'>; result?: FieldValue; error?: string },
): Promise<void> {
  await database.query(sql`
    update app.task set state = ${input.state}, result = ${JSON.stringify(input.result ?? null)}::jsonb, error = ${input.error ?? null}, finished_at = now()
    where id = ${input.id} and state in ('waiting', 'running')`)
  await announceTask(database, input.id)
}

/** Asks a task to stop: one that waits ends at once, one that runs ends after its present step. Says whether there was one. */
export async function requestCancel(database: Database, input: { id: string; actor: string }): Promise<boolean> {
  const rows = await database.query<{ id: string }>(sql`
    update app.task set cancel_requested = true,
      state = case when state = 'waiting' then 'cancelled' else state end,
      finished_at = case when state = 'waiting' then now() else finished_at end
    where id = ${input.id} and actor = ${input.actor} and state in ('waiting', 'running') returning id`)
  if (rows.length > 0) await announceTask(database, input.id)
  return rows.length > 0
}

/** A task of a user, or null. */
export async function findTask(database: Database, input: { id: string; actor: string }): Promise<TaskInfo | null> {
  const rows = await database.query<TaskRow>(sql`select ${INFO_COLUMNS} from app.task where id = ${input.id} and actor = ${input.actor}`)
  return rows[0] ? toInfo(rows[0]) : null
}

/** Until the transaction ends, nobody else decides whether a task of this kind may begin. */
export async function lockTaskKind(database: Database, kind: string): Promise<void> {
  await database.query(sql`select pg_advisory_xact_lock(hashtextextended(${`mortise:task:${kind}`}, 0))`)
}

/** The task of one of these kinds that was asked for last, whoever asked; null when there was none. */
export async function findLastTask(database: Database, kinds: string[]): Promise<(Pick<Task, 'id' | 'kind' | 'changeSet'> & { state: TaskState }) | null> {
  const rows = await database.query<Pick<Task, 'id' | 'kind' | 'changeSet'> & { state: TaskState }>(sql`
    select id, kind, change_set as "changeSet", state from app.task where kind = any(${kinds}::text[]) order by created_at desc, id desc limit 1`)
  return rows[0] ?? null
}

/** The tasks of a user, newest first: those that run, and the last that ended. */
export async function listTasks(database: Database, actor: string): Promise<TaskInfo[]> {
  const rows = await database.query<TaskRow>(sql`select ${INFO_COLUMNS} from app.task where actor = ${actor} order by created_at desc limit 50`)
  return rows.map(toInfo)
}

interface TaskRow {
  id: string
  actor: string
  kind: string
  module: string | null
  state: TaskState
  done: number
  total: number
  result: FieldValue
  error: string | null
  created_at: Date
  finished_at: Date | null
}

const INFO_COLUMNS = sql`id, actor, kind, module, state, done, total, result, error, created_at, finished_at`

function toInfo(row: TaskRow): TaskInfo {
  return {
    id: row.id,
    actor: row.actor,
    kind: row.kind,
    module: row.module ?? undefined,
    state: row.state,
    progress: { done: row.done, total: row.total },
    result: row.result ?? undefined,
    error: row.error ?? undefined,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString(),
  }
}

/** Tells the live event streams of all processes. A result may be larger than a notification can carry: it is fetched by id. */
async function announceTask(database: Database, id: string): Promise<void> {
  const rows = await database.query<TaskRow>(sql`select ${INFO_COLUMNS} from app.task where id = ${id}`)
  if (!rows[0]) return
  const { result: _result, ...info } = toInfo(rows[0])
  await database.query(sql`select pg_notify('mortise_tasks', ${JSON.stringify({ ...info, error: info.error?.slice(0, 500) })})`)
}
