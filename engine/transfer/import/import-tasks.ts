import type { FieldValue } from '../../contract/api.ts'
import { notFound } from '../../kernel/errors.ts'
import type { TaskKind, TaskRun } from '../../jobs/task-runner.ts'
import { writeAudit } from '../../storage/audit/write-audit.ts'
import { findImport, type StoredImport, updateImport } from '../../storage/imports.ts'
import { nameSkipped } from '../../records/undo/name-skipped.ts'
import { undoChangeSet } from '../../records/undo.ts'
import { checkImport } from './check-import.ts'
import { runImport } from './run-import.ts'

/** The dry run of an import. Input: {import}. */
export const checkTask: TaskKind = {
  async run(run) {
    const stored = await importOf(run)
    const report = await checkImport(run.context, stored, (done) => run.progress(done, stored.rows))
    await updateImport(run.context.database, stored.id, { state: 'checked', report })
    return { import: stored.id }
  },
  cancelled: (run) => settle(run, 'mapping'),
  failed: async (run) => void (await settle(run, 'mapping')),
}

/** The run of an import. Input: {import}. */
export const importTask: TaskKind = {
  async run(run) {
    const stored = await importOf(run)
    const result = await runImport(run.context, stored, (done) => run.progress(done, stored.rows))
    await updateImport(run.context.database, stored.id, { state: 'done' })
    await writeAudit(run.context, {
      action: 'imported',
      module: stored.module,
      details: { import: stored.id, file: stored.fileName, changeSet: stored.changeSet },
    })
    return { ...result, import: stored.id }
  },
  cancelled: (run) => settle(run, 'cancelled'),
  failed: fail,
}

/** Takes back everything that an import did. Input: {import}. */
export const undoImportTask: TaskKind = {
  async run(run) {
    const stored = await importOf(run)
    if (!stored.changeSet) throw notFound()
    const { undone, skipped } = await undoChangeSet(run.context, { changeSet: stored.changeSet, dryRun: false })
    await updateImport(run.context.database, stored.id, { state: 'undone' })
    await writeAudit(run.context, { action: 'import_undone', module: stored.module, details: { import: stored.id, undone, skipped: skipped.length } })
    const kept = (await nameSkipped(run.context, skipped)).map((one) => ({ ...one }))
    return { undone, skipped: skipped.length, kept, import: stored.id }
  },
  failed: fail,
}

async function importOf({ context, task }: TaskRun): Promise<StoredImport> {
  const { input } = task
  const id = typeof input === 'object' && input !== null && !Array.isArray(input) ? input.import : null
  const stored = typeof id === 'string' ? await findImport(context.database, { id, actor: task.actor }) : null
  if (!stored) throw notFound()
  return stored
}

/** Also a run that was stopped says which import it was: there stands what came of its rows. */
async function settle(run: TaskRun, state: 'mapping' | 'cancelled'): Promise<FieldValue> {
  const { id } = await importOf(run)
  await updateImport(run.context.database, id, { state })
  return { import: id }
}

async function fail(run: TaskRun): Promise<void> {
  await updateImport(run.context.database, (await importOf(run)).id, { state: 'failed' })
}
