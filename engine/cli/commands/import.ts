import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ImportMapping, ImportOptions } from '../../contract/import.ts'
import { createDiskStore } from '../../files/file-store.ts'
import { changeImport, infoOf, openImport, startImportTask } from '../../transfer/import/manage-imports.ts'
import { UsageError } from '../usage-error.ts'
import { tellImport } from './tell-import.ts'
import { contextAs } from '../context-as.ts'
import { runTask } from '../run-task.ts'
import { withInstallation } from '../with-installation.ts'

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
