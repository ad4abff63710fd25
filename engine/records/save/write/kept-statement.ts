import { sql, type RawBuilder } from 'kysely'
import { nameOfText } from '../../../query/statement-names.ts'
import { compileStatement } from '../../../storage/compile.ts'
import type { Statement } from '../../../storage/database.ts'

/** Stands for a bound value that is known when the statement runs. */
export type Param = (name: string) => RawBuilder<unknown>

interface Kept {
  text: string
  /** Names of the parameters, in the order of their places. */
  order: string[]
}

class Place {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

const MOST_KEPT = 200
const kept = new WeakMap<object, Map<string, Kept>>()

/**
 * A statement whose text depends on the owner (a module's shape) and a key only: built and compiled once, then only filled.
 * Every bound value must be a parameter; what else stands in it becomes part of the text for ever.
 */
export function keptStatement(
  owner: object,
  key: string,
  { make, values }: { make(param: Param): RawBuilder<unknown>; values: Record<string, unknown> },
): Statement {
  const { text, order } = find(owner, key) ?? keep(owner, key, compile(make))
  const name = nameOfText(text)
  const filled = order.map((place) => values[place])
  return name === undefined ? { text, values: filled } : { text, values: filled, name }
}

function find(owner: object, key: string): Kept | undefined {
  return kept.get(owner)?.get(key)
}

function keep(owner: object, key: string, statement: Kept): Kept {
  const ofOwner = kept.get(owner) ?? new Map<string, Kept>()
  if (ofOwner.size >= MOST_KEPT) ofOwner.clear()
  kept.set(owner, ofOwner.set(key, statement))
  return statement
}

function compile(make: (param: Param) => RawBuilder<unknown>): Kept {
  const { text, values } = compileStatement(make((name) => sql`${new Place(name)}`))
  const order = values.map((value) => {
    if (!(value instanceof Place)) throw new Error('A kept statement holds a value that is not a parameter.')
    return value.name
  })
  return { text, order }
}
