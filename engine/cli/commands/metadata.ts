import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { effectiveItems } from '../../metadata/layers/effective-items.ts'
import { filesOfItems } from '../../metadata/layers/files-of-items.ts'
import { formatProblems } from '../../metadata/problem.ts'
import { applyMetadata, type MetadataChange, planMetadata } from '../../plugins/apply-metadata.ts'
import { runConfigurationTests } from '../../plugins/configuration-tests/run-configuration-tests.ts'
import { holdsMetadata, loadLayers, problemsIn } from '../../plugins/load-metadata.ts'
import { loadMetadataItems } from '../../storage/model/stored-model.ts'
import { UsageError } from '../usage-error.ts'
import { openEngine, withInstallation } from '../with-installation.ts'

const USAGE = 'Usage: mortise metadata check | plan | apply [--reason TEXT] | test | export FOLDER | diff FOLDER'

/** Checks, plans, applies, tests, exports or compares the metadata of this installation. A server that runs takes over what is applied at its next request. */
export async function metadata(args: string[]): Promise<void> {
  const [verb, ...rest] = args
  if (verb === 'check') return check()
  if (verb === 'plan') return plan()
  if (verb === 'apply') return apply(reasonIn(rest))
  if (verb === 'test') return test()
  if (verb === 'export') return exportItems(folderIn(rest))
  if (verb === 'diff') return diff(folderIn(rest))
  throw new UsageError(USAGE)
}

/** Prints every problem of all layers in files, with its place and the nearest right name. */
async function check(): Promise<void> {
  const { engine } = await openEngine()
  const problems = problemsIn(await loadLayers(engine.places, null), engine.registries)
  if (problems.length > 0) process.exitCode = 1
  print(problems.length === 0 ? 'The metadata has no problems.' : `${formatProblems(problems)}\n${problems.length} problems.`)
}

async function plan(): Promise<void> {
  await withInstallation(async ({ engine, database }) => print(describe(await planMetadata({ database, ...engine }), 'would be')))
}

async function apply(reason: string): Promise<void> {
  await withInstallation(async ({ engine, database }) =>
    print(describe(await applyMetadata({ database, ...engine, author: { id: null, name: 'command line' }, reason }), 'is')),
  )
}

/** Runs the configuration tests of all modules; nothing of what they do stays. */
async function test(): Promise<void> {
  await withInstallation(async ({ engine, database, log }) => {
    const results = await runConfigurationTests(engine, database, log)
    const failed = results.filter(({ faults }) => faults.length > 0)
    if (failed.length > 0) process.exitCode = 1
    for (const { path, name, faults } of failed) print([`${path}: ${name.en}`, ...faults.map((fault) => `  ${fault}`)].join('\n'))
    print(`${results.length - failed.length} of ${results.length} configuration tests hold.`)
  })
}

/** Writes what was changed in this installation itself (in its database) as files, to be kept, edited, or laid into another installation. */
async function exportItems(folder: string): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new UsageError(`${folder} is not empty. Name a folder that is new: nothing is written over.`)
  await withInstallation(async ({ engine, database }) => {
    const files = filesOfItems(effectiveItems(await loadMetadataItems(database), await loadLayers(engine.places, null)))
    for (const { path, content } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), `${JSON.stringify(content, null, 2)}\n`)
      print(join(folder, path))
    }
    print(files.length === 0 ? 'Nothing was changed in this installation: there is nothing to export.' : `${files.length} files.`)
  })
}

/** Says what the files of a folder would change if they lay in the installation's own. Writes nothing. */
async function diff(folder: string): Promise<void> {
  if (!holdsMetadata(folder)) throw new UsageError(`${folder} holds no metadata: it should hold modules/ or app/.`)
  await withInstallation(async ({ engine, database }) => {
    const { changes } = await planMetadata({ database, ...engine, places: { ...engine.places, tried: folder } })
    const refused = changes.flatMap((change) => (change.refused === undefined ? [] : [`Refused: ${change.refused}`]))
    print(changes.length === 0 ? 'These files change nothing.' : [...changes.map(({ sentence }) => sentence), ...refused].join('\n'))
  })
}

function describe({ isCurrent, model, changes, plan: { steps, later, parked, problems } }: MetadataChange, verb: string): string {
  if (isCurrent) return `Nothing to do: version ${model.version} is applied.`
  const ddl = [...steps, ...later].map((step) => `  ${step.ddl};`)
  return [
    ...changes.map(({ sentence }) => sentence),
    ...changes.flatMap(({ refused }) => (refused === undefined ? [] : [`Refused: ${refused}`])),
    ...problems.map(({ message }) => `Refused: ${message}`),
    ...ddl,
    ...parked.map(({ table, column }) => `  (the column ${table}.${column} stays, hidden, with its values)`),
    `Version ${model.version} ${verb} applied.`,
  ].join('\n')
}

function folderIn([folder]: string[]): string {
  if (folder === undefined || folder.startsWith('--')) throw new UsageError(USAGE)
  return folder
}

function reasonIn(args: string[]): string {
  const index = args.indexOf('--reason')
  return index < 0 ? 'mortise metadata apply' : (args[index + 1] ?? '')
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
