import { isObject, type JsonObject } from '../json/json-value.ts'
import { parseJson } from '../json/parse-json.ts'
import type { MetadataProblem } from '../problem.ts'
import { nearestPath, placeOf } from './file-kinds.ts'
import type { Layer, LayerFile } from './layer.ts'

/**
 * One change of an installation, as `app.metadata_item` keeps it.
 * `path` is the path of a file (`modules/books/views.json`: content is merged into the file) or of an item in a keyed list
 * of a file (`modules/books/fields.json#fields/title`: content is merged into that item; its key need not be repeated).
 */
export interface MetadataItem {
  path: string
  content: JsonObject
}

const ITEM_PATH = /^([^#]+?)(?:#([a-zA-Z]+)\/([a-zA-Z][a-zA-Z0-9_]*))?$/

/** A layer out of stored items, in their order. A path that means nothing is a problem, not an exception. */
export function layerOfItems(name: string, items: readonly MetadataItem[]): Layer {
  const files: LayerFile[] = []
  const problems: MetadataProblem[] = []
  for (const item of items) {
    const { value, faults } = parseJson(JSON.stringify(item.content))
    const file = isObject(value) ? fileOfItem(item.path, value) : null
    problems.push(...faults.map(({ pointer, reason }) => ({ file: item.path, layer: name, pointer, reason })))
    if (file) files.push(file)
    else problems.push({ file: item.path, layer: name, pointer: '', reason: 'No metadata item has this path.', nearest: nearestPath(item.path) })
  }
  return { name, files, problems, unreadable: [] }
}

/** The file of a layer that an item stands for; null where its path means nothing. */
export function fileOfItem(itemPath: string, content: JsonObject): LayerFile | null {
  const [, path = '', list, key] = ITEM_PATH.exec(itemPath) ?? []
  const place = placeOf(path)
  if (!place) return null
  const value = list && key ? { [list]: [{ ...content, key }] } : content
  return { path, shownPath: itemPath, place, value, positionOf: () => undefined }
}
