import { sql, type RawBuilder } from 'kysely'
import type { Comparison, Condition } from '../../contract/condition.ts'
import { compileComparison } from './compile-comparison.ts'
import { refuse } from '../errors.ts'
import type { Joins } from '../joins.ts'
import type { QueryScope } from '../query-scope.ts'
import { resolvePath } from '../resolve-path.ts'

export const DEEPEST_CONDITION = 8
export const MOST_CONDITIONS = 200

/** Where a condition is compiled: the module it is about, and the joins of the select that it stands in. */
export interface ConditionPlace {
  module: string
  joins: Joins
}

/**
 * A filter tree as one SQL predicate with bound values. Blank makes a comparison false, so that the negating
 * operators hold on blank; `not` therefore is "is not true", and the predicate never needs SQL's third value.
 * Throws INVALID: UNKNOWN_FIELD (also for what may not be read), OPERATOR, TOO_DEEP, TOO_MANY and the codes of the field types.
 */
export function compileCondition(scope: QueryScope, place: ConditionPlace, condition: Condition): RawBuilder<boolean> {
  let nodes = 0

  const compile = (node: Condition, depth: number): RawBuilder<boolean> => {
    nodes += 1
    if (nodes > MOST_CONDITIONS) throw refuse({ code: 'TOO_MANY', params: { max: MOST_CONDITIONS } })
    if (depth > DEEPEST_CONDITION) throw refuse({ code: 'TOO_DEEP', params: { max: DEEPEST_CONDITION } })

    if (isGroup(node, 'all'))
      return joinAll(
        node.all.map((child) => compile(child, depth + 1)),
        ALL,
      )
    if (isGroup(node, 'any'))
      return joinAll(
        node.any.map((child) => compile(child, depth + 1)),
        ANY,
      )
    if (isNot(node)) return sql<boolean>`(${compile(node.not, depth + 1)}) is not true`
    return compileComparison(scope, { field: resolvePath(scope, place.module, fieldOf(node)), joins: place.joins }, node)
  }

  return compile(condition, 1)
}

const ALL = { empty: sql<boolean>`true`, between: sql` and ` }
const ANY = { empty: sql<boolean>`false`, between: sql` or ` }

function joinAll(parts: RawBuilder<boolean>[], how: typeof ALL): RawBuilder<boolean> {
  const [only] = parts
  if (!only) return how.empty
  return parts.length === 1 ? only : sql<boolean>`(${sql.join(parts, how.between)})`
}

function isGroup<K extends 'all' | 'any'>(node: Condition, key: K): node is Extract<Condition, Record<K, Condition[]>> {
  return Object.hasOwn(node, key) && Array.isArray((node as Record<string, unknown>)[key])
}

function isNot(node: Condition): node is { not: Condition } {
  return Object.hasOwn(node, 'not') && typeof (node as Record<string, unknown>).not === 'object'
}

function fieldOf(node: Condition): string {
  const { field } = node as Comparison
  if (typeof field !== 'string') throw refuse({ code: 'TYPE', params: { expected: 'condition' } })
  return field
}
