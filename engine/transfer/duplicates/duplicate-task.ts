import type { TaskKind } from '../../jobs/task-runner.ts'
import { findDuplicateGroups } from '../../records/duplicates/search/find-groups.ts'
import { keepGroups } from '../../storage/duplicates/found-groups.ts'

/** Looks for duplicates among all records of the task's module. Result: `{ groups, records }`, how many; they themselves lie in a table. */
export const duplicateTask: TaskKind = {
  async run({ context, task, progress }) {
    const module = task.module ?? ''
    const groups = await findDuplicateGroups(context, { module, progress })
    await keepGroups(context.database, { task: task.id, module, groups })
    return { groups: groups.length, records: groups.reduce((sum, group) => sum + group.records.length, 0) }
  },
}
