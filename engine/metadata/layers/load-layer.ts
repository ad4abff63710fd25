import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Layer } from './layer.ts'
import { readLayerFile, type FileReading } from './read-layer-file.ts'

export interface LayerSource {
  /** `system`, `stock`, the id of a plugin, `installation`. */
  name: string
  /** The folder that holds `modules/` and `app/`. */
  root: string
}

/** What lies here describes sample data, not the product: it is read when somebody asks for it. */
const SAMPLE_DATA = 'demo/'

/**
 * Reads all metadata files of a folder. A missing folder is an empty layer.
 * Never throws for what a file holds: that stands in `problems`. Files that do not end in `.json` are nobody's business.
 */
export async function loadLayer(source: LayerSource): Promise<Layer> {
  const paths = (await jsonFilesBelow(source.root)).filter((path) => !path.startsWith(SAMPLE_DATA))
  const readings = paths.map(async (path) =>
    readLayerFile({ layer: source.name, path, shownPath: shownAs(join(source.root, path)), bytes: await readFile(join(source.root, path)) }),
  )
  return layerOfReadings(source.name, await Promise.all(readings))
}

/** A layer of files that were read already. */
export function layerOfReadings(name: string, readings: readonly FileReading[]): Layer {
  return {
    name,
    files: readings.flatMap((reading) => reading.file ?? []),
    problems: readings.flatMap((reading) => reading.problems),
    unreadable: readings.filter((reading) => reading.file === null).map((reading) => reading.path),
  }
}

async function jsonFilesBelow(root: string): Promise<string[]> {
  const exists = await stat(root).then(
    (info) => info.isDirectory(),
    () => false,
  )
  if (!exists) return []
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json') && !entry.name.startsWith('.'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted()
}

/** Short where the folder lies below the working directory. */
function shownAs(path: string): string {
  const near = relative(process.cwd(), path)
  return (near.startsWith('..') ? path : near).split(sep).join('/')
}
