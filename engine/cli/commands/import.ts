import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ImportMapping, ImportOptions } from '../../contract/import.ts'
import { createDiskStore } from '../../files/file-store.ts'
import { startTaskRunner } from '../../jobs/task-runner.ts'
import { systemClock } from '../../kernel/clock.ts'
import { newId } from '../../kernel/uuid.ts'
import { loadLayers, modelOf } from '../../plugins/load-metadata.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { loadActor } from '../../storage/sign-in/load-actor.ts'
import { findUserByName } from '../../storage/sign-in/find-user.ts'
import { findIdentityOf } from '../../storage/sign-in/sessions.ts'
import { loadState } from '../../storage/state.ts'
import { findTask } from '../../storage/tasks.ts'
import { changeImport, infoOf, openImport, startImportTask } from '../../transfer/import/manage-imports.ts'
import { UsageError } from '../usage-error.ts'
import { tellImport } from './tell-import.ts'
import { type Installation, withInstallation } from '../with-installation.ts'

const USAGE = 'Usage: mortise import MODULE FILE [--mapping FILE.json] [--as USERNAME] [--errors FILE.csv] [--dry-run]'

interface Options {
  module: string
  file: string
  mapping: string | null
  as: string
  errorsFile: string | null
  dryRun: boolean
}

/** Imports a CSV or XLSX file as the wizard does. The mapping file holds {mapping, options} as the API has them; without it the guess is used. */
export async function importFile(args: string[]): Promise<void> {
  const options = readOptions(args)
  await withInstallation(async (installation) => {
    const store = createDiskStore(join(installation.config.dataDir, 'files'))
    installation.engine.addTaskKinds(store)
    const ctx = await contextAs(installation, options.as)
    const opened = await openImport(ctx, store, { module: options.module, fileName: basename(options.file), content: createReadStream(options.file) })
    if (options.mapping !== null) await changeImport(ctx, store, { ...(await readMapping(options.mapping)), id: opened.id })
    await runTask(installation, ctx, await startImportTask(ctx, { id: opened.id, kind: options.dryRun ? 'import-check' : 'import' }))
    const info = await infoOf(ctx, opened.id)
    if (options.dryRun) process.stdout.write(`${JSON.stringify(info.report, null, 2)}\n`)
    else if (info.state !== 'done' || !info.counts) throw new UsageError(info.task?.error ?? `The import ended as "${info.state}".`)
    else await tellImport(ctx, { id: opened.id, counts: info.counts, errorsFile: options.errorsFile })
  })
}

function readOptions(args: string[]): Options {
  const value = (name: string): string | null => {
    const index = args.indexOf(name)
    return index < 0 ? null : (args[index + 1] ?? null)
  }
  const [module, file] = args
  if (!module || !file || module.startsWith('--') || file.startsWith('--')) throw new UsageError(USAGE)
  return { module, file, mapping: value('--mapping'), as: value('--as') ?? 'admin', errorsFile: value('--errors'), dryRun: args.includes('--dry-run') }
}

async function readMapping(path: string): Promise<{ mapping?: ImportMapping[]; options?: ImportOptions }> {
  return JSON.parse(await readFile(path, 'utf8')) as { mapping?: ImportMapping[]; options?: ImportOptions }
}

async function contextAs({ database, engine, log }: Installation, username: string): Promise<RecordContext> {
  const userId = await findUserByName(database, username)
  if (userId === null) throw new UsageError(`There is no active user "${username}".`)
  const state = await loadState(database)
  const { model } = modelOf(await loadLayers(engine.places, database), engine.registries, state.metadataVersion)
  const actor = await loadActor(database, await findIdentityOf(database, userId))
  return { actor, origin: 'cli', model, fieldTypes: engine.registries.fieldTypes, hooks: engine.hooks, database, clock: systemClock, log, changeSet: newId() }
}

/** A server that runs may take the task; then this one only watches. */
async function runTask({ database, engine, log }: Installation, ctx: RecordContext, task: string): Promise<void> {
  const runner = await startTaskRunner({
    database,
    kinds: engine.taskKinds,
    log,
    openContext: async (claimed) => ({ ...ctx, changeSet: claimed.changeSet ?? ctx.changeSet }),
  })
  for (let state = ''; !['done', 'failed', 'cancelled'].includes(state); await sleep(200)) {
    const info = await findTask(database, { id: task, actor: ctx.actor.userId ?? '' })
    state = info?.state ?? 'failed'
    process.stderr.write(`\r${info?.progress.done ?? 0} / ${info?.progress.total ?? 0} `)
  }
  process.stderr.write('\n')
  await runner.stop()
}
