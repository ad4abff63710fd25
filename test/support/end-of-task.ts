import type { TaskInfo } from '../../engine/contract/api.ts'
import type { TestApp } from './start-app.ts'
import { until } from './until.ts'

/** A task when it has ended, well or not. `task`: its id. */
export async function endOfTask({ call }: Pick<TestApp, 'call'>, { as, task }: { as: string; task: string }): Promise<TaskInfo> {
  let info: TaskInfo | undefined
  await until(async () => {
    info = (await call({ as, url: `/api/tasks/${task}` })).body as TaskInfo
    return info.state !== 'waiting' && info.state !== 'running'
  }, `the end of task ${task}`)
  return info as TaskInfo
}

/** The file that a task made. Throws where the task failed. */
export async function fileOfTask(app: Pick<TestApp, 'call'>, asked: { as: string; task: string }): Promise<string> {
  const { state, result, error } = await endOfTask(app, asked)
  const { file } = (result ?? {}) as { file?: { id: string } }
  if (state !== 'done' || !file) throw new Error(`The task made no file: ${JSON.stringify(error ?? state)}`)
  return file.id
}
