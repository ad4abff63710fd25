import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { pidExists } from '../../engine/storage/embedded/process-identity.ts'
import { stopEmbeddedDatabase } from '../../engine/storage/embedded/start-embedded-database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the cluster of this run; the first test that needs a database starts it. */
    clusterFolder: string
  }
}

const PREFIX = 'mortise-test-'

/** Vitest's global set-up: names the folder of the one cluster of this run. It starts when it is first needed: many runs need none. */
export function setup(project: TestProject): () => Promise<void> {
  for (const folder of abandonedFolders()) void removeCluster(folder)

  const folder = mkdtempSync(path.join(tmpdir(), `${PREFIX}${process.pid}-`))
  project.provide('clusterFolder', folder)
  return () => removeCluster(folder)
}

async function removeCluster(folder: string): Promise<void> {
  await stopEmbeddedDatabase(folder)
  rmSync(folder, { recursive: true, force: true })
}

/** Folders of runs that were killed before they could clean up. */
function abandonedFolders(): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(PREFIX) && !pidExists(Number(name.slice(PREFIX.length).split('-')[0])))
    .map((name) => path.join(tmpdir(), name))
}
