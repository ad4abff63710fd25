import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../engine/storage/embedded/start-embedded-database.ts'
import { access } from './cases/access.ts'
import { addField } from './cases/add-field.ts'
import { aggregate } from './cases/aggregate.ts'
import { create } from './cases/create.ts'
import { deepPage } from './cases/deep-page.ts'
import { filterAndSort } from './cases/filter-and-sort.ts'
import { get } from './cases/get.ts'
import { importRows } from './cases/import.ts'
import { list } from './cases/list.ts'
import { listWithCount } from './cases/list-with-count.ts'
import { runLoadCase } from './cases/run-load-case.ts'
import { search } from './cases/search.ts'
import { startAndIdle } from './cases/start.ts'
import { update } from './cases/update.ts'
import { type BenchOptions, readOptions } from './options.ts'
import { type BenchRow, renderReport } from './report.ts'
import { openWorld, type World } from './world/open-world.ts'
import { stopProcesses } from './world/start-process.ts'

const LOAD_CASES = [get, list, filterAndSort, listWithCount, deepPage, search, aggregate, create, update]

/** Cases of a kind of their own, in the order in which they run at each size: the import leaves more records than it found. */
const OTHER_CASES = [
  { name: 'access', run: (world: World) => access(world, options) },
  { name: 'add a field', run: (world: World) => addField(world) },
  { name: 'import', run: (world: World) => importRows(world, options) },
]

const options = readOptions(process.argv.slice(2))
const folder = mkdtempSync(path.join(tmpdir(), 'mortise-bench-'))
const rows: BenchRow[] = []
let cluster: EmbeddedDatabase | undefined
const work = runAll(options)
try {
  await Promise.race([work, interruption()])
} catch (error) {
  process.exitCode = 1
  tell(error instanceof Error ? (error.stack ?? error.message) : String(error))
  // What still runs fails when its servers are gone; that is no news.
  work.catch(() => undefined)
} finally {
  await stopProcesses()
  await cluster?.stop()
  rmSync(folder, { recursive: true, force: true })
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`)
  process.stdout.write(`\n${renderReport(rows)}\n`)
}
process.exit()

/** Fails when somebody wants the run to end: what was measured until then is told all the same. */
function interruption(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => reject(new Error(`Ended by ${signal}. These are the rows until then.`)))
  })
}

async function runAll({ sizes }: BenchOptions): Promise<void> {
  cluster = await startEmbeddedDatabase({ dataDir: path.join(folder, 'cluster'), log: { info: () => undefined, warn: () => undefined } })
  for (const size of sizes) await runAtSize(cluster, size)
  if (isWanted({ name: 'start' })) rows.push(...(await startAndIdle(folder, options)))
}

async function runAtSize(database: EmbeddedDatabase, size: number): Promise<void> {
  tell(`Filling in ${size} opportunities …`)
  const world = await openWorld(database, { rows: size, folder })
  try {
    for (const each of LOAD_CASES.filter(isWanted)) {
      tell(`${each.name}, ${size} rows …`)
      rows.push(...(await runLoadCase(each, world, options)))
    }
    for (const { name, run } of OTHER_CASES.filter(isWanted)) {
      tell(`${name}, ${size} rows …`)
      rows.push(...(await run(world)))
    }
  } finally {
    await world.close()
  }
}

function isWanted({ name }: { name: string }): boolean {
  return options.only.length === 0 || options.only.includes(name)
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`)
}
