import { isUtf8 } from 'node:buffer'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { isObject } from '../json/json-value.ts'
import { MAX_TEXT_LENGTH } from '../json/limits.ts'
import { parseJson } from '../json/parse-json.ts'
import type { MetadataProblem } from '../problem.ts'
import { nearestPath, placeOf } from './file-kinds.ts'
import type { Layer, LayerFile } from './layer.ts'

export interface LayerSource {
  /** `system`, `stock`, the id of a plugin, `installation`. */
  name: string
  /** The folder that holds `modules/` and `app/`. */
  root: string
}

type FileReading = { path: string; file: LayerFile | null; problems: MetadataProblem[] }

/**
 * Reads all metadata files of a folder. A missing folder is an empty layer.
 * Never throws for what a file holds: that stands in `problems`. Files that do not end in `.json` are nobody's business.
 */
export async function loadLayer(source: LayerSource): Promise<Layer> {
  const paths = await jsonFilesBelow(source.root)
  const readings = await Promise.all(paths.map((path) => readLayerFile(source, path)))
  return {
    name: source.name,
    files: readings.flatMap((reading) => reading.file ?? []),
    problems: readings.flatMap((reading) => reading.problems),
    unreadable: readings.filter((reading) => reading.file === null).map((reading) => reading.path),
  }
}

async function jsonFilesBelow(root: string): Promise<string[]> {
  const exists = await stat(root).then((info) => info.isDirectory(), () => false)
  if (!exists) return []
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json') && !entry.name.startsWith('.'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted()
}

async function readLayerFile(source: LayerSource, path: string): Promise<FileReading> {
  const shownPath = shownAs(join(source.root, path))
  const problem = (reason: string, more: Partial<MetadataProblem> = {}): FileReading => ({
    path,
    file: null,
    problems: [{ file: shownPath, layer: source.name, pointer: '', reason, ...more }],
  })

  const place = placeOf(path)
  if (!place) return problem('No metadata file has this name.', { nearest: nearestPath(path) })
  const bytes = await readFile(join(source.root, path))
  if (bytes.length > MAX_TEXT_LENGTH) return problem(`The file is larger than ${MAX_TEXT_LENGTH} bytes.`)

  if (!isUtf8(bytes)) return problem('The file is not UTF-8 text.')

  const parsed = parseJson(bytes.toString('utf8'))
  const problems = parsed.faults.map((fault) => ({ file: shownPath, layer: source.name, ...fault }))
  if (parsed.value === undefined) return { path, file: null, problems }
  if (!isObject(parsed.value)) return problem('The file must hold an object: { … }.', { line: 1, column: 1 })

  return { path, file: { path, shownPath, place, value: parsed.value, positionOf: parsed.positionOf }, problems }
}

/** Short where the folder lies below the working directory. */
function shownAs(path: string): string {
  const near = relative(process.cwd(), path)
  return (near.startsWith('..') ? path : near).split(sep).join('/')
}
