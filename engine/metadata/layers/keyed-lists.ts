import { isObject, type JsonObject, type JsonValue } from '../json/json-value.ts'
import { joinPointer } from '../json/pointer.ts'

/** Lists whose items have a name of their own, with the property that holds it. They are merged item by item. */
const KEYED_LISTS: ReadonlyMap<string, string> = new Map([
  ...['fields', 'views', 'values', 'links', 'sections', 'tabs', 'areas', 'roles', 'profiles', 'groups', 'currencies', 'taxes', 'conversions'].map(
    (name): [string, string] => [name, 'key'],
  ),
  ['related', 'relation'],
])

/** The property that names the items of a list, or undefined when the list is replaced as a whole. */
export function keyPropertyOf(listName: string, list: JsonValue): string | undefined {
  const property = KEYED_LISTS.get(listName)
  if (!property || !Array.isArray(list)) return undefined
  return list.every((item) => isObject(item) && typeof item[property] === 'string') ? property : undefined
}

export interface RepeatedKey {
  key: string
  pointer: string
  firstPointer: string
}

/** Items of keyed lists that have the name of an earlier one, anywhere in a value. */
export function repeatedKeys(value: JsonValue, pointer = ''): RepeatedKey[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => repeatedKeys(item, joinPointer(pointer, index)))
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([name, member]) => {
    const memberPointer = joinPointer(pointer, name)
    const property = keyPropertyOf(name, member)
    const here = property && Array.isArray(member) ? repeatedIn(member as JsonObject[], property, memberPointer) : []
    return [...here, ...repeatedKeys(member, memberPointer)]
  })
}

function repeatedIn(list: JsonObject[], property: string, pointer: string): RepeatedKey[] {
  const first = new Map<string, number>()
  return list.flatMap((item, index) => {
    const key = String(item[property])
    const earlier = first.get(key)
    if (earlier === undefined) {
      first.set(key, index)
      return []
    }
    return [{ key, pointer: joinPointer(pointer, index, property), firstPointer: joinPointer(pointer, earlier, property) }]
  })
}
