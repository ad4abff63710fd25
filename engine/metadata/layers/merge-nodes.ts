import { isObject, type JsonObject, type JsonValue } from '../json/json-value.ts'
import { joinPointer } from '../json/pointer.ts'
import { nearestName } from '../nearest-name.ts'
import type { MetadataProblem } from '../problem.ts'
import { keyPropertyOf } from './keyed-lists.ts'
import type { LayerFile } from './layer.ts'
import { locateIn, type Origin } from './origin.ts'

/** A value and where it came from. */
export interface MergedNode {
  value: JsonValue
  origin: Origin
}

interface MergeSettings {
  /** How many levels of members are still merged; below that they are replaced. */
  depth: number
  problems: MetadataProblem[]
}

/** Objects that mean one thing as a whole: half of one and half of another would mean something that nobody wrote. */
const WHOLE = new Set(['visibleIf', 'requiredIf', 'readOnlyIf', 'filter', 'when', 'condition', 'default'])

/** Whether a member is replaced as a whole by the one above it. */
export function isWhole(name: string): boolean {
  return WHOLE.has(name)
}

export function nodeOf(file: LayerFile, layer: string): MergedNode {
  return { value: file.value, origin: { file, layer, pointer: '' } }
}

/** What `above` makes of `below`; neither is changed. */
export function mergeNodes(below: MergedNode, above: MergedNode, settings: MergeSettings): MergedNode {
  if (settings.depth <= 0 || !isObject(below.value) || !isObject(above.value)) return above
  const value: JsonObject = { ...below.value }
  const members = new Map(Object.keys(below.value).map((name) => [name, memberOf(below, name).origin]))

  for (const [name, changed] of Object.entries(above.value)) {
    if (changed === null) {
      delete value[name]
      members.delete(name)
      continue
    }
    const member = Object.hasOwn(value, name) ? mergeMember(name, [memberOf(below, name), memberOf(above, name)], settings) : memberOf(above, name)
    value[name] = member.value
    members.set(name, member.origin)
  }
  return { value, origin: { ...below.origin, members } }
}

function mergeMember(name: string, [below, above]: [MergedNode, MergedNode], settings: MergeSettings): MergedNode {
  const inner = { ...settings, depth: settings.depth - 1 }
  if (isWhole(name) || inner.depth <= 0) return above
  const property = keyPropertyOf(name, above.value)
  if (property && keyPropertyOf(name, below.value) === property) return mergeList(property, [below, above], inner)
  return mergeNodes(below, above, inner)
}

function mergeList(property: string, [below, above]: [MergedNode, MergedNode], settings: MergeSettings): MergedNode {
  const items = itemsOf(below)
  for (const item of itemsOf(above)) {
    const change = item.value as JsonObject
    const index = items.findIndex((other) => keyOf(other, property) === change[property])
    if (change['removed'] === true) remove(items, index, { item, property, settings })
    else place(items, index, { item, property, settings })
  }
  const members = new Map(items.map((item, index) => [String(index), item.origin]))
  return { value: items.map((item) => item.value), origin: { ...below.origin, members } }
}

interface ItemChange {
  item: MergedNode
  property: string
  settings: MergeSettings
}

function remove(items: MergedNode[], index: number, change: ItemChange): void {
  if (index >= 0) items.splice(index, 1)
  else refuse(change, items, { member: change.property, reason: 'There is nothing of this name below to remove.' })
}

function place(items: MergedNode[], index: number, change: ItemChange): void {
  const { item, property, settings } = change
  const { after, ...content } = item.value as JsonObject
  const plain = { value: content, origin: item.origin }
  const existing = items[index]
  const merged = existing ? mergeNodes(existing, plain, settings) : plain
  if (after === undefined) {
    items.splice(existing ? index : items.length, existing ? 1 : 0, merged)
    return
  }
  if (existing) items.splice(index, 1)
  const anchor = after === null ? -1 : items.findIndex((other) => keyOf(other, property) === after)
  if (after !== null && anchor < 0) refuse(change, items, { member: 'after', reason: `There is no "${String(after)}" to stand after.` })
  items.splice(after === null || anchor >= 0 ? anchor + 1 : items.length, 0, merged)
}

function refuse(change: ItemChange, items: MergedNode[], { member, reason }: { member: string; reason: string }): void {
  const wrong = String((change.item.value as JsonObject)[member])
  const names = items.map((item) => keyOf(item, change.property))
  const location = locateIn(change.item.origin, `/${member}`)
  change.settings.problems.push({ ...location, reason, nearest: nearestName(wrong, names) })
}

function itemsOf(node: MergedNode): MergedNode[] {
  const list = node.value as JsonValue[]
  return list.map((_item, index) => memberOf(node, String(index)))
}

function memberOf(node: MergedNode, name: string): MergedNode {
  const value = (node.value as Record<string, JsonValue>)[name] ?? null
  return {
    value,
    origin: node.origin.members?.get(name) ?? { file: node.origin.file, layer: node.origin.layer, pointer: joinPointer(node.origin.pointer, name) },
  }
}

function keyOf(node: MergedNode, property: string): string {
  return String((node.value as JsonObject)[property])
}
