import type { Condition, Operator } from '../../contract/condition.ts'

/** Comparisons for which every value is about as good as another: equality, and what reads no value. */
const EVEN: ReadonlySet<Operator> = new Set(['is', 'is_any', 'is_me', 'is_my_team', 'is_blank', 'is_not_blank'])

/** Whether a filter lets PostgreSQL keep one plan for all values. A range or a text may mean one row or all of them. */
export function isStable(filter: Condition | undefined): boolean {
  if (filter === undefined) return true
  if ('all' in filter) return filter.all.every(isStable)
  if ('any' in filter) return filter.any.every(isStable)
  return !('not' in filter) && EVEN.has(filter.op)
}
