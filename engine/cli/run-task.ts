import { setTimeout as sleep } from 'node:timers/promises'
import type { TaskInfo } from '../contract/api.ts'
import { startTaskRunner } from '../jobs/task-runner.ts'
import type { RecordContext } from '../records/record-context.ts'
import { findTask } from '../storage/tasks.ts'
import type { Installation } from './with-installation.ts'

/** Waits until a task is over and shows how far it is; gives it as it ended. A server that runs may take it; then this one only watches. */
export async function runTask({ database, engine, log }: Installation, ctx: RecordContext, task: string): Promise<TaskInfo | null> {
  const runner = await startTaskRunner({
    database,
    kinds: engine.taskKinds,
    log,
    openContext: async (claimed) => ({ ...ctx, changeSet: claimed.changeSet ?? ctx.changeSet }),
  })
  let info: TaskInfo | null = null
  do {
    await sleep(200)
    info = await findTask(database, { id: task, actor: ctx.actor.userId ?? '' })
    process.stderr.write(`\r${info?.progress.done ?? 0} / ${info?.progress.total ?? 0} `)
  } while (info && !['done', 'failed', 'cancelled'].includes(info.state))
  process.stderr.write('\n')
  await runner.stop()
  return info
}
