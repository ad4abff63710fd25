import type { FieldValue } from '../../contract/api.ts'
import { forbidden, notFound } from '../../kernel/errors.ts'
import type { TaskKind, TaskRun } from '../../jobs/task-runner.ts'
import { nameSkipped } from '../../records/undo/name-skipped.ts'
import { countChanges, undoChangeSet } from '../../records/undo.ts'
import type { DemoRecord } from './demo-world.ts'
import { loadDemoPlan } from './load-demo-plan.ts'
import { planDemo } from './plan-demo.ts'
import type { PlannedSet } from './plan-records.ts'
import { batchesOf, saveDemoBatch, saveDemoLinks } from './save-demo-records.ts'

const LINKS_AT_ONCE = 100

/** Makes the sample data as one change set. `folder`: where its plan lies. Result: {created, refused: {module: {reason: count}}}. */
export function demoTask(folder: string): TaskKind {
  return {
    async run(run) {
      if (!run.context.actor.isAdmin) throw forbidden()
      const plan = await loadDemoPlan(folder)
      if (!plan) throw notFound()
      const context = { ...run.context, isQuiet: true }
      return writeAll({ ...run, context }, await planDemo(context, plan))
    },
  }
}

/** Takes the sample data away: one change set is undone. Input: {changeSet}. Result: {undone, skipped, kept: the first of the skipped, by name}. */
export const removeDemoTask: TaskKind = {
  async run({ context, task, progress }) {
    if (!context.actor.isAdmin) throw forbidden()
    const { input } = task
    const changeSet = typeof input === 'object' && input !== null && !Array.isArray(input) ? input.changeSet : null
    if (typeof changeSet !== 'string') throw notFound()
    const total = await countChanges(context, changeSet)
    const { undone, skipped } = await undoChangeSet({ ...context, isQuiet: true }, { changeSet, progress: (done) => progress(done, total) })
    const left = skipped.filter(({ reason }) => reason !== 'GONE')
    return { undone, skipped: left.length, kept: (await nameSkipped(context, left)).map((one) => ({ ...one })) }
  },
}

async function writeAll({ context, progress }: TaskRun, sets: PlannedSet[]): Promise<FieldValue> {
  const byId = new Map<string, DemoRecord>(sets.flatMap(({ records }) => records.map((record) => [record.id, record])))
  const total = sets.reduce((sum, { records, links }) => sum + records.length + links.length, 0)
  const refused: Record<string, Record<string, number>> = {}
  let created = 0
  let done = 0
  for (const planned of sets) {
    const module = context.model.modules[planned.set.module]
    for (const batch of module ? batchesOf(planned, module, byId) : []) {
      const saved = await saveDemoBatch(context, batch)
      created += saved.created
      if (Object.keys(saved.refused).length > 0) refused[planned.set.key] = { ...refused[planned.set.key], ...saved.refused }
      done += batch.records.length
      await progress(done, total)
    }
    for (let at = 0; at < planned.links.length; at += LINKS_AT_ONCE) {
      const links = planned.links.slice(at, at + LINKS_AT_ONCE)
      await saveDemoLinks(context, links)
      done += links.length
      await progress(done, total)
    }
  }
  await progress(total, total)
  return { created, refused }
}
