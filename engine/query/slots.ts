import { sql, type RawBuilder } from 'kysely'
import { weekStartOf } from '../contract/formats.ts'
import { isId } from '../kernel/uuid.ts'
import { compileStatement } from '../storage/compile.ts'
import type { Context } from '../storage/context.ts'
import type { Statement } from '../storage/database.ts'
import type { CursorPosition } from './list/cursor.ts'
import type { QueryRights } from './query-scope.ts'
import { nameOfText } from './statement-names.ts'

/** What changes from call to call while the text of a statement stays: bound when it runs. */
export interface Run {
  now: Date
  timeZone: string
  /** 0 Sunday to 6 Saturday. */
  weekStart: number
  me: string | null
  rights: QueryRights
  cursor: CursorPosition | null
  /** The records that are asked for by id. */
  ids: readonly string[]
  /** The same where one statement asks for several kinds of records, by the name of the kind. */
  idsByKind: ReadonlyMap<string, readonly string[]>
  /** The record whose related records are listed. */
  linkedId: string | null
}

const READ = Symbol('read')
interface Slot {
  [READ]: (run: Run) => unknown
}

/** A bound parameter whose value is read from the run. Statements with slots are compiled once and run by many. */
export function slot(read: (run: Run) => unknown): RawBuilder<unknown> {
  const value: Slot = { [READ]: read }
  return sql`${value}`
}

const NO_KINDS: Run['idsByKind'] = new Map()

/** The values of one run. */
export function runOf(ctx: Context, rights: QueryRights, more: Partial<Pick<Run, 'cursor' | 'ids' | 'idsByKind' | 'linkedId'>> = {}): Run {
  return {
    now: ctx.clock.now(),
    timeZone: ctx.actor.timeZone,
    weekStart: weekStartOf(ctx.actor.formats),
    me: ctx.actor.userId,
    rights,
    cursor: null,
    ids: [],
    idsByKind: NO_KINDS,
    linkedId: null,
    ...more,
  }
}

/** A statement with slots. `fitsAll`: one plan is good for all values, so that PostgreSQL may keep it. */
export interface SlottedStatement {
  text: string
  values: unknown[]
  fitsAll: boolean
}

/** A parameter, and the type to which it is cast where that is one word. All other texts are bound or built from keys: a dollar sign is always a parameter. */
const PARAMETER = /\$(\d+)(::[a-z]+\b(?! with| precision| varying))?/g

/**
 * Compiles a fragment. A slot that stands in it more than once becomes one parameter, and so does a text that is cast to the same type:
 * of `stage = $1 and … or stage = $1 and …` PostgreSQL sees what both have in common, of two parameters it cannot know.
 */
export function compileWithSlots(fragment: RawBuilder<unknown>, fitsAll = false): SlottedStatement {
  const compiled = compileStatement(fragment)
  const values: unknown[] = []
  const places = new Map<unknown, number>()
  const text = compiled.text.replace(PARAMETER, (_, number: string, cast = '') => {
    const value = compiled.values[Number(number) - 1]
    const key = typeof value === 'string' && cast !== '' ? cast + value : value
    const isShared = isSlot(value) || key !== value
    const place = (isShared ? places.get(key) : undefined) ?? values.push(value)
    if (isShared) places.set(key, place)
    return `$${place}${cast}`
  })
  return { text, values, fitsAll }
}

/** Fills the slots of a compiled statement. */
export function fillSlots({ text, values, fitsAll }: SlottedStatement, run: Run): Statement {
  const filled = values.map((value) => (isSlot(value) ? value[READ](run) : value))
  const name = fitsAll ? nameOfText(text) : undefined
  return name === undefined ? { text, values: filled } : { text, values: filled, name }
}

/** Compiles a fragment and fills it in one go, for what is not kept. */
export function statementOf(fragment: RawBuilder<unknown>, run: Run): Statement {
  return fillSlots(compileWithSlots(fragment), run)
}

function isSlot(value: unknown): value is Slot {
  return typeof value === 'object' && value !== null && READ in value
}

/** Sets of owners as they are sent. They live as long as the access that holds them: hundreds of ids are written once, not with every statement. */
const arrays = new WeakMap<readonly string[], Buffer>()

/** Ids as an array of uuid in PostgreSQL's binary format: to read hundreds of them as text would take longer than the rest of a page. */
export function idArray(ids: readonly string[]): Buffer {
  const known = arrays.get(ids)
  if (known !== undefined) return known
  if (!ids.every(isId)) throw new Error('An owner is named by something that is no id.')
  const array = binaryArray(ids)
  arrays.set(ids, array)
  return array
}

const UUID_OID = 2950
const ID_BYTES = 16

/** How many dimensions, whether there are nulls, the type; for the one dimension its length and where it begins; then each id with its length. */
function binaryArray(ids: readonly string[]): Buffer {
  const head = int32s(ids.length === 0 ? [0, 0, UUID_OID] : [1, 0, UUID_OID, ids.length, 1])
  const length = int32s([ID_BYTES])
  return Buffer.concat([head, ...ids.flatMap((id) => [length, Buffer.from(id.replaceAll('-', ''), 'hex')])])
}

function int32s(values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [at, value] of values.entries()) bytes.writeInt32BE(value, at * 4)
  return bytes
}
