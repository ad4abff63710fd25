import type { Sort } from '../../../../engine/contract/condition.ts'

const MOST_KEYS = 3

/** The sort after a click on a head: ascending, descending, ascending …; `add` keeps the others (Shift). */
export function nextSort(sort: readonly Sort[], field: string, add: boolean): Sort[] {
  const present = sort.find((key) => key.field === field)
  const order = present && (present.order ?? 'asc') === 'asc' ? 'desc' : 'asc'
  if (!add) return [{ field, order }]
  if (present) return sort.map((key) => (key.field === field ? { field, order } : key))
  return [...sort, { field, order } as const].slice(-MOST_KEYS)
}
