import type { JsonObject } from '../json/json-value.ts'
import type { MetadataProblem } from '../problem.ts'
import type { FilePlace } from './file-kinds.ts'
import { repeatedKeys } from './keyed-lists.ts'
import type { Layer, LayerFile } from './layer.ts'
import { mergeNodes, nodeOf, type MergedNode } from './merge-nodes.ts'
import { locateIn, type Location } from './origin.ts'

/** One file after all layers were laid over each other. */
export interface MergedFile {
  path: string
  place: FilePlace
  value: JsonObject
  /** In which file of which layer the value of a pointer was written. */
  locate(pointer: string): Location
}

export interface MergedMetadata {
  /** By path, modules in the order in which layers name them. */
  files: Map<string, MergedFile>
  /** What could not be read or merged. */
  problems: MetadataProblem[]
  unreadable: string[]
}

/**
 * Lays layers over each other, the lowest first: objects by property, keyed lists item by item, everything else replaced.
 * In a higher layer `null` takes a property away, `"removed": true` an item, and `"after": "key"` (or null: first) places one.
 */
export function mergeLayers(layers: readonly Layer[]): MergedMetadata {
  const problems = layers.flatMap((layer) => [...layer.problems, ...repetitionsIn(layer)])
  const nodes = new Map<string, { place: FilePlace; node: MergedNode }>()

  for (const layer of layers) {
    for (const file of layer.files) {
      const below = nodes.get(file.path)
      const node = nodeOf(file, layer.name)
      nodes.set(file.path, { place: file.place, node: below ? mergeNodes(below.node, node, { depth: mergedLevels(file), problems }) : node })
    }
  }

  const files = new Map([...nodes].map(([path, { place, node }]) => [path, mergedFile(path, place, node)]))
  return { files, problems, unreadable: layers.flatMap((layer) => layer.unreadable) }
}

/** Workflows and tests are taken property by property: half of a changed condition would be a condition that nobody wrote. */
function mergedLevels(file: LayerFile): number {
  return file.place.kind.name === 'workflow' || file.place.kind.name === 'test' ? 1 : Number.POSITIVE_INFINITY
}

function mergedFile(path: string, place: FilePlace, node: MergedNode): MergedFile {
  return { path, place, value: node.value as JsonObject, locate: (pointer) => locateIn(node.origin, pointer) }
}

function repetitionsIn(layer: Layer): MetadataProblem[] {
  return layer.files.flatMap((file) =>
    repeatedKeys(file.value).map(({ key, pointer, firstPointer }) => ({
      file: file.shownPath,
      layer: layer.name,
      pointer,
      ...file.positionOf(pointer),
      reason: `"${key}" is used twice; first at ${firstPointer}.`,
    })),
  )
}
