import { joinPointer, splitPointer } from '../json/pointer.ts'
import type { LayerFile } from './layer.ts'

/** Where a merged value came from; members that came from elsewhere have an origin of their own. */
export interface Origin {
  file: LayerFile
  layer: string
  pointer: string
  members?: Map<string, Origin>
}

export interface Location {
  file: string
  layer: string
  pointer: string
  line?: number
  column?: number
}

/** The place where the value of a merged pointer, or the nearest thing around it, was written. */
export function locateIn(root: Origin, pointer: string): Location {
  let origin = root
  const rest = splitPointer(pointer)
  while (rest.length > 0) {
    const member = origin.members?.get(rest[0] ?? '')
    if (!member) break
    origin = member
    rest.shift()
  }
  const written = joinPointer(origin.pointer, ...rest)
  return { file: origin.file.shownPath, layer: origin.layer, pointer: written, ...nearestPosition(origin.file, written) }
}

function nearestPosition(file: LayerFile, pointer: string): { line?: number; column?: number } {
  const segments = splitPointer(pointer)
  while (true) {
    const position = file.positionOf(joinPointer('', ...segments))
    if (position) return position
    if (segments.length === 0) return {}
    segments.pop()
  }
}
