/** The selection with one row turned on or off. */
export function toggled(selected: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(selected)
  if (!next.delete(id)) next.add(id)
  return next
}

/** The selection with every row between two positions (both included) turned on. */
export function withRange(selected: ReadonlySet<string>, ids: readonly string[], range: { from: number; to: number }): Set<string> {
  const [first, last] = range.from < range.to ? [range.from, range.to] : [range.to, range.from]
  return new Set([...selected, ...ids.slice(Math.max(0, first), last + 1)])
}

/** What the box over all rows says. */
export function selectionState(selected: ReadonlySet<string>, ids: readonly string[]): 'none' | 'some' | 'all' {
  if (selected.size === 0) return 'none'
  const count = ids.reduce((sum, id) => sum + (selected.has(id) ? 1 : 0), 0)
  return count === 0 ? 'none' : count === ids.length ? 'all' : 'some'
}
