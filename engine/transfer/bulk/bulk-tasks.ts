import type { BulkRequest } from '../../contract/bulk.ts'
import type { FieldValue } from '../../contract/api.ts'
import type { TaskKind, TaskRun } from '../../jobs/task-runner.ts'
import { reportBulk, runBulk } from '../../records/bulk/run-bulk.ts'
import { nameSkipped } from '../../records/undo/name-skipped.ts'
import { undoChangeSet } from '../../records/undo.ts'

/** Mass work in the background. Input: {@link BulkRequest}; result: BulkResult, also of what was cancelled half-way. */
export const bulkTask: TaskKind = {
  async run(run) {
    const request = run.task.input as unknown as BulkRequest
    const report = await runBulk(run.context, { task: run.task.id, request, progress: run.progress })
    return resultOf(run, report)
  },
  cancelled: async (run) => resultOf(run, await reportBulk(run.context, run.task.id)),
}

/** Takes back a change set that is too large for a request. Input: {changeSet}. Result: {undone, skipped, kept: the first of the skipped, by name, changeSet}. */
export const undoTask: TaskKind = {
  async run({ context, task, progress }) {
    const { changeSet } = task.input as { changeSet: string }
    const { undone, skipped } = await undoChangeSet(context, { changeSet, progress: (done) => progress(done, Math.max(done, task.total)) })
    const kept = (await nameSkipped(context, skipped)).map((one) => ({ ...one }))
    return { undone, skipped: skipped.length, kept, changeSet: context.changeSet }
  },
}

function resultOf({ context }: TaskRun, report: object): FieldValue {
  return { ...report, changeSet: context.changeSet } as unknown as FieldValue
}
