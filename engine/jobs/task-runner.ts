import type { FieldValue, Problem } from '../contract/api.ts'
import type { Locale } from '../contract/label.ts'
import { systemClock } from '../kernel/clock.ts'
import { AppError } from '../kernel/errors.ts'
import { messageOf } from '../kernel/messages/problem-messages.ts'
import type { Logger } from '../kernel/logger.ts'
import type { Registry } from '../kernel/registry.ts'
import { addToOutbox } from '../records/after-commit/outbox.ts'
import type { RecordContext } from '../records/record-context.ts'
import type { ConnectedDatabase } from '../storage/pool.ts'
import { createDrainer, type Drainer } from './drainer.ts'
import { beatTask, claimTask, finishTask, reportProgress, type Task } from '../storage/tasks.ts'

/** What a task's body is given. */
export interface TaskRun {
  /** Acts as the user who asked for the task, with the rights of now. */
  context: RecordContext
  task: Task
  /** Call after each step; throws {@link TaskCancelled} when the user asked to cancel. */
  progress(done: number, total: number): Promise<void>
}

/**
 * One kind of long work. The body runs again from the start when its process died: it finds by itself,
 * in its own tables and in the transaction of each step, what is done already.
 */
export interface TaskKind {
  run(run: TaskRun): Promise<FieldValue>
  /** Called when the user cancelled, after the present step; what it gives is the result of what was done until then. */
  cancelled?(run: TaskRun): Promise<FieldValue | void>
  /** Called when the body threw. */
  failed?(run: TaskRun, error: unknown): Promise<void>
}

/** Thrown through a task's body to end it. */
export class TaskCancelled extends Error {}

export interface TaskRunnerParts {
  database: ConnectedDatabase
  kinds: Registry<TaskKind>
  openContext(task: Task): Promise<RecordContext>
  log: Logger
  /** Kind of the outbox entry that says a task has ended; none is written if absent. */
  endedKind?: string
}

const HEARTBEAT_MS = 5_000

/**
 * Starts to drain the table of tasks, one task at a time in this process; woken by the scheduler's tick and by notifications.
 * Who stops it waits for the present step, then lets go: another process or the next start goes on.
 */
export async function startTaskRunner(parts: TaskRunnerParts): Promise<Drainer> {
  const { wake, stop } = createDrainer({
    async round(isStopping) {
      for (let task = await claimTask(parts.database); task && !isStopping(); task = await claimTask(parts.database)) await runTask(parts, task, isStopping)
      return false
    },
    failed: (error) => parts.log.error({ err: error }, 'The table of tasks could not be read'),
  })

  const unlisten = await parts.database.listen('mortise_task_wake', wake)
  wake()
  return {
    wake,
    async stop() {
      const stopped = stop()
      await unlisten()
      await stopped
    },
  }
}

/** Thrown when the process stops: the task stays as it is and is taken over. */
class ProcessStopping extends Error {}

async function runTask(parts: TaskRunnerParts, task: Task, isStopping: () => boolean): Promise<void> {
  const heartbeat = setInterval(() => void beatTask(parts.database, task.id).catch(() => undefined), HEARTBEAT_MS)
  let run: TaskRun | null = null
  try {
    run = await openRun(parts, task, isStopping)
    await execute(parts, run)
  } catch (error) {
    if (error instanceof ProcessStopping) return
    parts.log.error({ err: error, task: task.id }, 'A task failed')
    await end(parts, task, { state: 'failed', error: sentenceOf(error, run?.context.actor.locale ?? 'en') })
  } finally {
    clearInterval(heartbeat)
  }
}

async function openRun(parts: TaskRunnerParts, task: Task, isStopping: () => boolean): Promise<TaskRun> {
  const context = await parts.openContext(task)
  return {
    context,
    task,
    async progress(done, total) {
      const { cancelRequested } = await reportProgress(parts.database, { id: task.id, done, total })
      if (cancelRequested) throw new TaskCancelled()
      if (isStopping()) throw new ProcessStopping()
    },
  }
}

async function execute(parts: TaskRunnerParts, run: TaskRun): Promise<void> {
  const { task } = run
  const kind = parts.kinds.get(task.kind)
  if (!kind) throw new Error(`There is no kind of task "${task.kind}".`)
  try {
    const result = await kind.run(run)
    await end(parts, task, { state: 'done', result })
  } catch (error) {
    if (error instanceof ProcessStopping) throw error
    if (error instanceof TaskCancelled) {
      const result = (await kind.cancelled?.(run)) ?? undefined
      return end(parts, task, { state: 'cancelled', result })
    }
    await kind.failed?.(run, error)
    throw error
  }
}

/** The end of a task and the promise to tell of it are one transaction. */
async function end({ database, endedKind }: TaskRunnerParts, task: Task, outcome: Omit<Parameters<typeof finishTask>[1], 'id'>): Promise<void> {
  await database.transaction(async (inside) => {
    await finishTask(inside, { id: task.id, ...outcome })
    if (endedKind === undefined) return
    const payload = { task: task.id, kind: task.kind, module: task.module, actor: task.actor, state: outcome.state }
    await addToOutbox({ database: inside, clock: systemClock }, [{ kind: endedKind, effectKey: `${endedKind} ${task.id}`, payload }])
  })
}

/** In the language of the user who asked for the task. */
function sentenceOf(error: unknown, locale: Locale): string {
  if (error instanceof AppError) return messageOf(error.code, error.details.params as Problem['params'], locale) ?? error.message
  return messageOf('TASK_FAILED', {}, locale) ?? ''
}
