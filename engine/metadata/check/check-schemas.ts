import { isObject, type JsonObject } from '../json/json-value.ts'
import { splitPointer } from '../json/pointer.ts'
import type { MergedFile, MergedMetadata } from '../layers/merge-layers.ts'
import type { MetadataProblem } from '../problem.ts'
import type { SchemaChecker, } from '../schema/schema-checker.ts'
import type { SchemaFault } from '../schema/describe-errors.ts'

export interface SchemaCheck {
  problems: MetadataProblem[]
  /** What is sound enough for the checks across files, by path. */
  sound: Map<string, MergedFile>
  /** Keys of items that were left out, as `path#list/key`: whoever names one is not to blame. */
  broken: Set<string>
}

/** Checks each merged file by its schema, and takes out what is wrong so that the other checks can go on. */
export function checkSchemas(merged: MergedMetadata, checker: SchemaChecker): SchemaCheck {
  const result: SchemaCheck = { problems: [], sound: new Map(), broken: new Set() }
  for (const [path, file] of merged.files) {
    const faults = checker.check(file.place.kind.schema, file.value)
    result.problems.push(...faults.map(({ pointer, reason, nearest }) => ({ ...file.locate(pointer), reason, nearest })))
    const value = faults.length === 0 ? file.value : withoutFaults(file, faults, result.broken)
    if (value) result.sound.set(path, { ...file, value })
    else result.broken.add(path)
  }
  return result
}

/**
 * A copy without the items that are at fault. Holes keep their place as undefined would, so that pointers stay right:
 * a faulty item of a list becomes null. Returns null when the file cannot do without what is wrong.
 */
function withoutFaults(file: MergedFile, faults: SchemaFault[], broken: Set<string>): JsonObject | null {
  const value = structuredClone(file.value)
  const list = mainListOf(value)
  for (const fault of faults) {
    const [first, index] = splitPointer(fault.pointer)
    if (first === undefined) return null
    if (first === list && index !== undefined) dropItem(value, [first, index], { file, broken })
    else if (fault.extra || !NEEDED.has(first)) delete value[first]
    else return null
  }
  return value
}

/** Properties without which nothing can be said about a file. */
const NEEDED = new Set(['key', 'nameField', 'fields', 'views', 'values', 'areas', 'roles', 'profiles', 'groups', 'currencies', 'taxes', 'conversions', 'organisation', 'actions', 'on', 'when', 'then'])
const MAIN_LISTS = ['fields', 'views', 'values', 'areas', 'roles', 'profiles', 'groups', 'currencies', 'taxes', 'conversions', 'links']

function mainListOf(value: JsonObject): string | undefined {
  return MAIN_LISTS.find((name) => Array.isArray(value[name]))
}

function dropItem(value: JsonObject, [list, index]: [string, string], { file, broken }: { file: MergedFile; broken: Set<string> }): void {
  const items = value[list]
  if (!Array.isArray(items)) return
  const original = file.value[list]
  const item = Array.isArray(original) ? original[Number(index)] : undefined
  if (isObject(item)) broken.add(`${file.path}#${list}/${String(item['key'])}`)
  items[Number(index)] = null
}
