import { createHash } from 'node:crypto'
import { isId } from '../../kernel/uuid.ts'
import { refuse } from '../errors.ts'

/** A place between two records of an ordered list. Values are as PostgreSQL writes them, null for blank. */
export interface CursorPosition {
  direction: 'next' | 'previous'
  values: (string | null)[]
  id: string
}

/** What a cursor is checked against: it is good only for the list that gave it. */
export interface CursorCheck {
  /** The {@link listHash} of everything that decides about the list's content and order. */
  list: string
  /** PostgreSQL types of the sort columns. */
  types: string[]
}

const LONGEST_CURSOR = 8_000

/** An opaque text for a position. */
export function encodeCursor(position: CursorPosition, check: CursorCheck): string {
  const parts = [position.direction === 'next' ? 1 : 0, check.list, position.id, ...position.values]
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** Reads a cursor. Throws INVALID/CURSOR for anything that this list did not give out. */
export function decodeCursor(cursor: string, check: CursorCheck): CursorPosition {
  const parts = cursor.length > LONGEST_CURSOR ? undefined : parseParts(cursor)
  if (!parts) throw refuse({ field: 'cursor', code: 'CURSOR' })
  const [direction, hash, id, ...values] = parts
  const good = (direction === 0 || direction === 1) && hash === check.list && isId(id) && values.length === check.types.length
  if (!good || !values.every((value, index) => isCell(value, check.types[index] ?? ''))) throw refuse({ field: 'cursor', code: 'CURSOR' })
  return { direction: direction === 1 ? 'next' : 'previous', id, values: values as (string | null)[] }
}

/** A short text for a long one. */
export function listHash(list: string): string {
  return createHash('sha256').update(list).digest('base64url').slice(0, 16)
}

function parseParts(cursor: string): unknown[] | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(parts) ? parts : undefined
  } catch {
    return undefined
  }
}

/** Each value is bound with its column's type: what PostgreSQL could not read must not reach it. */
function isCell(value: unknown, type: string): boolean {
  if (value === null) return true
  if (typeof value !== 'string' || value.includes('\0') || !value.isWellFormed()) return false
  const shape = SHAPES.find(([name]) => type.startsWith(name))?.[1]
  return shape === undefined || shape.test(value)
}

const NUMBER = /^-?\d{1,140}(\.\d{1,140})?$/
const WHOLE = /^-?\d{1,18}$/
const SHAPES: [type: string, shape: RegExp][] = [
  ['numeric', NUMBER],
  ['bigint', WHOLE],
  ['integer', /^-?\d{1,9}$/],
  ['smallint', /^-?\d{1,4}$/],
  ['double precision', NUMBER],
  ['boolean', /^(true|false)$/],
  ['uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  ['date', /^\d{4}-(0[1-9]|1[0-2])-([01]\d|2\d)$|^\d{4}-(0[13-9]|1[0-2])-30$|^\d{4}-(0[13578]|1[02])-31$/],
  ['timestamp', /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?\+00$/],
  ['time', /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?$/],
]
