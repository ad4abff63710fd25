import type { FieldValue } from '../../contract/api.ts'
import type { TaskKind } from '../../jobs/task-runner.ts'
import { deactivateUser } from '../../records/access/deactivate-user.ts'

/** Deactivates a user and gives their records to somebody else. Input: {user, transferTo}; result: {moved, skipped, changeSet}. */
export const deactivateTask: TaskKind = {
  async run({ context, task, progress }) {
    const { user, transferTo } = task.input as { user: string; transferTo: string | null }
    const { moved, skipped } = await deactivateUser(context, { user, transferTo, progress })
    return { moved, skipped, changeSet: context.changeSet } as FieldValue
  },
}
