import { isObject, type JsonObject, type JsonValue } from '../json/json-value.ts'
import { fileOfItem, type MetadataItem } from './items-layer.ts'
import { isWhole } from './merge-nodes.ts'

/**
 * An installation's items as the files of a layer, in the order of their paths: laid over the same lower layers, they mean the
 * same as the items do. Marks that take something away stay in them. A path that means nothing is left out.
 */
export function filesOfItems(items: readonly MetadataItem[]): { path: string; content: JsonObject }[] {
  const files = new Map<string, JsonObject>()
  for (const item of items) {
    const file = fileOfItem(item.path, item.content)
    if (!file) continue
    const below = files.get(file.path)
    files.set(file.path, below ? laidOver(below, file.value) : file.value)
  }
  return [...files].map(([path, content]) => ({ path, content })).toSorted((one, other) => (one.path < other.path ? -1 : 1))
}

/** Unlike a merge of layers: what takes something away is kept, because what it takes away lies in a layer further below. */
function laidOver(below: JsonObject, above: JsonObject): JsonObject {
  const joined = Object.entries(above).map(([name, value]): [string, JsonValue] => [name, isWhole(name) ? value : memberLaidOver(below[name], value)])
  return { ...below, ...Object.fromEntries(joined) }
}

function memberLaidOver(below: JsonValue | undefined, above: JsonValue): JsonValue {
  if (isObject(below) && isObject(above)) return laidOver(below, above)
  if (Array.isArray(below) && Array.isArray(above) && above.every(hasKey) && below.every(hasKey)) return itemsLaidOver(below, above)
  return above
}

function itemsLaidOver(below: KeyedItem[], above: KeyedItem[]): JsonValue[] {
  const changed = below.map((item) => {
    const over = above.find(({ key }) => key === item.key)
    return over ? laidOver(item, over) : item
  })
  return [...changed, ...above.filter(({ key }) => !below.some((item) => item.key === key))]
}

type KeyedItem = JsonObject & { key: string }

function hasKey(item: JsonValue): item is KeyedItem {
  return isObject(item) && typeof item['key'] === 'string'
}
