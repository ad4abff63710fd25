import { isObject, type JsonObject } from '../json/json-value.ts'
import { joinPointer, splitPointer } from '../json/pointer.ts'
import type { MergedFile, MergedMetadata } from '../layers/merge-layers.ts'
import type { MetadataProblem } from '../problem.ts'
import type { SchemaFault } from '../schema/describe-errors.ts'
import type { SchemaChecker } from '../schema/schema-checker.ts'

export interface SchemaCheck {
  problems: MetadataProblem[]
  /** What is sound enough for the checks across files, by path. */
  sound: Map<string, MergedFile>
  /** What was left out: paths of files, and items as `path#key`. Who names one of them is not to blame. */
  broken: Set<string>
}

/** The list that a file is about. Its items stand for themselves: one that is wrong does not spoil the others. */
const MAIN_LISTS = ['fields', 'views', 'values', 'areas', 'roles', 'profiles', 'groups', 'currencies', 'taxes', 'conversions', 'links']
/** Properties without which nothing can be said about a file. */
const NEEDED = new Set(['key', 'nameField', 'label', 'pluralLabel', 'on', 'actions', 'when', 'then', 'organisation', ...MAIN_LISTS])

/** Checks each merged file by its schema, and takes out what is wrong so that the other checks can go on. */
export function checkSchemas(merged: MergedMetadata, checker: SchemaChecker): SchemaCheck {
  const result: SchemaCheck = { problems: [], sound: new Map(), broken: new Set(merged.unreadable) }
  for (const [path, file] of merged.files) {
    const faults = checker.check(file.place.kind.schema, file.value)
    result.problems.push(...faults.map(({ pointer, reason, nearest }) => ({ ...file.locate(pointer), reason, nearest })))
    const sound = faults.length === 0 ? file : withoutFaults(file, faults, result.broken)
    if (sound) result.sound.set(path, sound)
    else result.broken.add(path)
  }
  return result
}

/** The file without what is at fault, or null when it cannot do without that. */
function withoutFaults(file: MergedFile, faults: SchemaFault[], broken: Set<string>): MergedFile | null {
  const value = structuredClone(file.value)
  const list = MAIN_LISTS.find((name) => Array.isArray(value[name]))
  const badItems = new Set<number>()
  for (const fault of faults) {
    const [first, index] = splitPointer(fault.pointer)
    if (first === undefined) return null
    if (first === list && index !== undefined) badItems.add(Number(index))
    else if (fault.extra || !NEEDED.has(first)) delete value[first]
    else return null
  }
  return list === undefined ? { ...file, value } : withoutItems({ ...file, value }, { list, badItems }, broken)
}

/** Pointers into the shortened list still lead to where its items were written. */
function withoutItems(file: MergedFile, { list, badItems }: { list: string; badItems: Set<number> }, broken: Set<string>): MergedFile {
  const items = file.value[list] as JsonObject[]
  const kept = items.map((_item, index) => index).filter((index) => !badItems.has(index))
  for (const index of badItems) if (isObject(items[index])) broken.add(`${file.path}#${String(items[index]['key'])}`)
  const locate = (pointer: string) => {
    const [first, index, ...rest] = splitPointer(pointer)
    return file.locate(first === list && index !== undefined ? joinPointer('', first, kept[Number(index)] ?? index, ...rest) : pointer)
  }
  return { ...file, value: { ...file.value, [list]: kept.map((index) => items[index] ?? null) }, locate }
}
