import type { DemoInfo } from '../../contract/api.ts'
import { conflict, notFound } from '../../kernel/errors.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { createTask, findLastTask, lockTaskKind } from '../../storage/tasks.ts'
import { hasDemoPlan } from './load-demo-plan.ts'

export const DEMO_TASK = 'demo'
export const REMOVE_DEMO_TASK = 'demo-remove'

/** Whether there is sample data, or could be. */
export async function findDemo({ database }: RecordContext, folder: string): Promise<DemoInfo> {
  const last = await findLastTask(database, [DEMO_TASK, REMOVE_DEMO_TASK])
  const isOver = last !== null && last.state !== 'waiting' && last.state !== 'running'
  if (last && !isOver) return { state: last.kind === DEMO_TASK ? 'loading' : 'removing', task: last.id }
  // A run that failed or was cancelled has left something; so has a removal.
  if (last && (last.kind === DEMO_TASK || last.state !== 'done')) return { state: 'loaded', task: last.id }
  return { state: (await hasDemoPlan(folder)) ? 'absent' : 'unavailable' }
}

/** Begins to make the sample data; gives the task. For admins: the caller checks it. Throws CONFLICT where it is there already, NOT_FOUND where the product has none. */
export function startDemo(ctx: RecordContext, folder: string): Promise<string> {
  return begin(ctx, folder, async (inside, { state }) => {
    if (state === 'unavailable') throw notFound()
    if (state !== 'absent') throw conflict()
    return { kind: DEMO_TASK, input: null, changeSet: inside.changeSet }
  })
}

/** Begins to take the sample data away; gives the task. Throws NOT_FOUND where there is none, CONFLICT while it is being made. */
export function removeDemo(ctx: RecordContext, folder: string): Promise<string> {
  return begin(ctx, folder, async (inside, { state }) => {
    if (state === 'loading' || state === 'removing') throw conflict()
    const changeSet = state === 'loaded' ? await demoChangeSet(inside) : null
    if (changeSet === null) throw notFound()
    return { kind: REMOVE_DEMO_TASK, input: { changeSet }, changeSet: inside.changeSet }
  })
}

/** The change set of the sample data that was made last. */
export async function demoChangeSet({ database }: RecordContext): Promise<string | null> {
  return (await findLastTask(database, [DEMO_TASK]))?.changeSet ?? null
}

type Beginning = Pick<Parameters<typeof createTask>[1], 'kind' | 'input' | 'changeSet'>

/** Two who ask at once do not make it twice. */
async function begin(ctx: RecordContext, folder: string, decide: (inside: RecordContext, found: DemoInfo) => Promise<Beginning>): Promise<string> {
  return ctx.database.transaction(async (database) => {
    await lockTaskKind(database, DEMO_TASK)
    const inside = { ...ctx, database }
    return createTask(database, { ...(await decide(inside, await findDemo(inside, folder))), module: null, asker: ctx.actor, total: 0 })
  })
}
