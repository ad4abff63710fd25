import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Layer } from '../metadata/layers/layer.ts'

/** Which layers were found without problems. */
export interface SoundMetadata {
  includes(layers: readonly Layer[]): boolean
  add(layers: readonly Layer[]): void
}

/** Every change of the metadata adds one; the last ones are enough. */
const MOST_KEPT = 100

/**
 * Remembers which metadata the check found sound, so that a start on the same need not check it again: that is a fifth of its time.
 * An empty file for each, named by the digest of all that the check looks at: the layers, and the code that checks (`code`: folders).
 * Only a cache: where it is lost or cannot be written, everything is checked.
 */
export function openSoundMetadata(folder: string, code: readonly string[]): SoundMetadata {
  let ofCode: string | undefined
  const fileOf = (layers: readonly Layer[]) => join(folder, digestOf(JSON.stringify([(ofCode ??= digestOfCode(code)), layers.map(contentOf)])))
  return {
    includes: (layers) => existsSync(fileOf(layers)),
    add(layers) {
      try {
        mkdirSync(folder, { recursive: true })
        for (const old of readdirSync(folder).slice(MOST_KEPT)) rmSync(join(folder, old), { force: true })
        writeFileSync(fileOf(layers), '')
      } catch {
        // The next start checks again.
      }
    },
  }
}

function contentOf({ name, files, problems, unreadable }: Layer): unknown {
  return [name, files.map(({ path, shownPath, value }) => [path, shownPath, value]), problems, unreadable]
}

function digestOfCode(folders: readonly string[]): string {
  const paths = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(({ parentPath, name }) => /\.(ts|js|json)$/.test(name) && !name.endsWith('.test.ts') && !parentPath.includes('node_modules'))
      .map(({ parentPath, name }) => join(parentPath, name)),
  )
  const hash = createHash('sha256').update(process.version)
  for (const path of paths.toSorted()) hash.update(`${path}\0`).update(readFileSync(path))
  return hash.digest('hex')
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
