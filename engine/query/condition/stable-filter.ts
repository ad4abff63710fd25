import type { Condition, Operator } from '../../contract/condition.ts'

/** Comparisons for which every value is about as good as another: equality, and what reads no value. */
const EVEN: ReadonlySet<Operator> = new Set(['is', 'is_any', 'is_me', 'is_my_team', 'is_blank', 'is_not_blank'])

const RANGES: ReadonlySet<Operator> = new Set(['gt', 'gte', 'lt', 'lte', 'between', 'within'])

/**
 * Whether a filter lets PostgreSQL keep one plan for all values. A range or a text may mean one row or all of them; but a range of
 * the field by which the list is sorted only says between which places of that order it is read, whatever the values are.
 */
export function isStable(filter: Condition | undefined, sortedBy?: string): boolean {
  if (filter === undefined) return true
  if ('all' in filter) return filter.all.every((part) => isStable(part, sortedBy))
  if ('any' in filter) return filter.any.every((part) => isStable(part))
  if ('not' in filter) return false
  return EVEN.has(filter.op) || (filter.field === sortedBy && RANGES.has(filter.op))
}
