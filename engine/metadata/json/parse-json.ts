import { parse, type DocumentNode, type ValueNode } from '@humanwhocodes/momoa'
import type { JsonObject, JsonValue } from './json-value.ts'
import { FORBIDDEN_NAMES, MAX_DEPTH, MAX_TEXT_LENGTH } from './limits.ts'
import { parsePlainJson } from './parse-plain-json.ts'
import { joinPointer } from './pointer.ts'

/** A place in a text, both counted from 1. */
export interface Position {
  line: number
  column: number
}

export interface JsonFault extends Position {
  pointer: string
  reason: string
}

export interface ParsedJson {
  /** undefined when the text is not JSON at all. */
  value: JsonValue | undefined
  /** Where the value of a pointer begins; for a member of an object, where its name stands. Worked out when first asked for. */
  positionOf(pointer: string): Position | undefined
  faults: JsonFault[]
}

interface Reading {
  positions: Map<string, Position>
  faults: JsonFault[]
}

/**
 * Reads strict JSON (no comments, no trailing commas) and knows where everything stands.
 * Names written twice, names such as `__proto__`, broken Unicode and deep nesting are faults. Never throws.
 */
export function parseJson(text: string): ParsedJson {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text
  const plain = parsePlainJson(source)
  if (plain !== undefined) {
    let positions: Map<string, Position> | undefined
    return { value: plain, faults: [], positionOf: (pointer) => (positions ??= read(source).positions).get(pointer) }
  }
  const reading = read(source)
  return { value: reading.value, faults: reading.faults, positionOf: (pointer) => reading.positions.get(pointer) }
}

function read(source: string): Reading & { value: JsonValue | undefined } {
  const reading: Reading = { positions: new Map(), faults: [] }
  const refuse = (reason: string, position: Position = { line: 1, column: 1 }) => {
    reading.faults.push({ line: position.line, column: position.column, pointer: '', reason })
    return { value: undefined, ...reading }
  }
  if (source.length > MAX_TEXT_LENGTH) return refuse(`The file is longer than ${MAX_TEXT_LENGTH} characters.`)
  if (source.trim() === '') return refuse('The file is empty.')

  const tree = parseTree(source)
  if ('reason' in tree) return refuse(tree.reason, tree)

  return { value: toValue(tree.body, '', reading), ...reading }
}

function parseTree(source: string): DocumentNode | (Position & { reason: string }) {
  try {
    return parse(source, { mode: 'json' })
  } catch (error) {
    if (error instanceof RangeError) return { line: 1, column: 1, reason: 'The values are nested too deeply.' }
    const { line = 1, column = 1, message } = error as Error & Partial<Position>
    return { line, column, reason: `Not valid JSON: ${inWords(message)}.` }
  }
}

const TOKENS: Record<string, string> = { LBrace: '{', RBrace: '}', LBracket: '[', RBracket: ']', Comma: ',', Colon: ':' }

/** The parser's own words, without the position that stands beside them. */
function inWords(message: string): string {
  const plain = message.replace(/\.?\s*\(\d+:\d+\)\.?$/, '').replace(/\.$/, '')
  return plain.replace(/token (\w+) found/, (_whole, token: string) => `"${TOKENS[token] ?? token}"`)
}

function toValue(node: ValueNode, pointer: string, reading: Reading): JsonValue {
  if (!reading.positions.has(pointer)) reading.positions.set(pointer, positionOf(node))
  switch (node.type) {
    case 'Object':
      return toObject(node, pointer, reading)
    case 'Array':
      if (isTooDeep(pointer, node, reading)) return []
      return node.elements.map((element, index) => toValue(element.value, joinPointer(pointer, index), reading))
    case 'String':
      if (!node.value.isWellFormed() || node.value.includes('\0')) {
        reading.faults.push({ ...positionOf(node), pointer, reason: 'The text holds a character that cannot be stored (NUL or half of a surrogate pair).' })
      }
      return node.value
    case 'Number':
      if (!Number.isFinite(node.value)) reading.faults.push({ ...positionOf(node), pointer, reason: 'The number is too large.' })
      return node.value
    case 'Boolean':
      return node.value
    default:
      return null
  }
}

function toObject(node: Extract<ValueNode, { type: 'Object' }>, pointer: string, reading: Reading): JsonObject {
  const result: JsonObject = {}
  if (isTooDeep(pointer, node, reading)) return result
  for (const member of node.members) {
    const name = member.name.type === 'String' ? member.name.value : member.name.name
    const memberPointer = joinPointer(pointer, name)
    const fault = nameFault(name, result)
    if (fault) {
      reading.faults.push({ ...positionOf(member.name), pointer: memberPointer, reason: fault })
      continue
    }
    reading.positions.set(memberPointer, positionOf(member.name))
    result[name] = toValue(member.value, memberPointer, reading)
  }
  return result
}

function nameFault(name: string, object: JsonObject): string | undefined {
  if (FORBIDDEN_NAMES.has(name)) return `The name "${name}" is not allowed.`
  return Object.hasOwn(object, name) ? `"${name}" stands twice in the same object.` : undefined
}

function isTooDeep(pointer: string, node: ValueNode, reading: Reading): boolean {
  if (pointer.split('/').length <= MAX_DEPTH) return false
  reading.faults.push({ ...positionOf(node), pointer, reason: `The values are nested more than ${MAX_DEPTH} levels deep.` })
  return true
}

function positionOf(node: { loc: { start: Position } }): Position {
  return { line: node.loc.start.line, column: node.loc.start.column }
}
