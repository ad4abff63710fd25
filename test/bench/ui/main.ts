import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedDatabase } from '../../../engine/storage/embedded/start-embedded-database.ts'
import { openWorld, type World } from '../world/open-world.ts'
import { list } from './cases/list.ts'
import { shell } from './cases/shell.ts'
import { typing } from './cases/typing.ts'
import { addLongForm } from './long-form.ts'
import { openVisitor } from './open-visitor.ts'
import { readOptions } from './options.ts'
import { renderRows, type UiRow } from './ui-row.ts'

const options = readOptions(process.argv.slice(2))
const folder = mkdtempSync(path.join(tmpdir(), 'mortise-bench-ui-'))
const found: UiRow[] = []
try {
  await runAll()
} finally {
  rmSync(folder, { recursive: true, force: true })
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(found, null, 2)}\n`)
  process.stdout.write(`\n${renderRows(found)}\n`)
}

async function runAll(): Promise<void> {
  const cluster = await startEmbeddedDatabase({ dataDir: path.join(folder, 'cluster'), log: { info: () => undefined, warn: () => undefined } })
  try {
    process.stderr.write(`Filling in ${options.rows} opportunities …\n`)
    const world = await openWorld(cluster, { rows: options.rows, folder, prepare: addLongForm })
    await measureAll(world).finally(() => world.close())
  } finally {
    await cluster.stop()
  }
}

async function measureAll(world: World): Promise<void> {
  const visitor = await openVisitor(world)
  try {
    for (const measure of [shell, list, typing]) found.push(...(await measure(visitor)))
  } finally {
    await visitor.close()
  }
}
