import { isUtf8 } from 'node:buffer'
import { isObject } from '../json/json-value.ts'
import { MAX_TEXT_LENGTH } from '../json/limits.ts'
import { parseJson } from '../json/parse-json.ts'
import type { MetadataProblem } from '../problem.ts'
import { nearestPath, placeOf } from './file-kinds.ts'
import type { LayerFile } from './layer.ts'

/** What became of one file. */
export interface FileReading {
  path: string
  /** null when nothing can be made of it. */
  file: LayerFile | null
  problems: MetadataProblem[]
}

export interface FileContent {
  layer: string
  /** Below the layer's root, with `/`. */
  path: string
  shownPath: string
  bytes: Uint8Array
}

/** Makes a layer's file out of its bytes. Never throws for what they hold. */
export function readLayerFile({ layer, path, shownPath, bytes }: FileContent): FileReading {
  const refuse = (reason: string, more: Partial<MetadataProblem> = {}): FileReading => ({
    path,
    file: null,
    problems: [{ file: shownPath, layer, pointer: '', reason, ...more }],
  })

  const place = placeOf(path)
  if (!place) return refuse('No metadata file has this name.', { nearest: nearestPath(path) })
  if (bytes.length > MAX_TEXT_LENGTH) return refuse(`The file is larger than ${MAX_TEXT_LENGTH} bytes.`)
  if (!isUtf8(bytes)) return refuse('The file is not UTF-8 text.')

  const parsed = parseJson(Buffer.from(bytes).toString('utf8'))
  const problems = parsed.faults.map((fault) => ({ file: shownPath, layer, ...fault }))
  if (parsed.value === undefined) return { path, file: null, problems }
  if (!isObject(parsed.value)) return refuse('The file must hold an object: { … }.', { line: 1, column: 1 })

  return { path, file: { path, shownPath, place, value: parsed.value, positionOf: parsed.positionOf }, problems }
}
