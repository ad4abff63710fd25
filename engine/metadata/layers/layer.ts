import type { JsonObject } from '../json/json-value.ts'
import type { Position } from '../json/parse-json.ts'
import type { MetadataProblem } from '../problem.ts'
import type { FilePlace } from './file-kinds.ts'

/** One file of one layer, as it was written. Of a higher layer it may hold only what differs. */
export interface LayerFile {
  /** Below the layer's root, with `/`: `modules/books/fields.json`. */
  path: string
  /** As people find it: what the command was given, plus the path. */
  shownPath: string
  place: FilePlace
  value: JsonObject
  /** Where a pointer into `value` stands in the text; undefined for what does not come from a file. */
  positionOf(pointer: string): Position | undefined
}

/** Metadata of one origin: the platform, the stock product, a plugin, this installation. */
export interface Layer {
  name: string
  files: LayerFile[]
  /** What could not be read. */
  problems: MetadataProblem[]
  /** Paths of files that hold no JSON at all: whoever misses them is told of that and of nothing else. */
  unreadable: string[]
}
