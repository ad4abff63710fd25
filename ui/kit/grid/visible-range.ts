export interface VisibleRange {
  from: number
  to: number
}

/** Rows that are drawn beyond each edge. */
export const OVERSCAN = 10

/** Which of `count` rows of equal height have to be drawn, `beyond` each edge included; `to` is exclusive. */
export function visibleRange(view: { scrollTop: number; height: number; rowHeight: number; count: number; beyond?: number }): VisibleRange {
  const { beyond = OVERSCAN } = view
  const first = Math.floor(view.scrollTop / view.rowHeight)
  const shown = Math.ceil(view.height / view.rowHeight)
  const from = Math.max(0, Math.min(first, view.count - 1) - beyond)
  return { from, to: Math.min(view.count, first + shown + beyond) }
}

/** The scroll position at which a row is in full view under a head of `headHeight`; the same position when it is already. */
export function scrollTopFor(index: number, view: { scrollTop: number; height: number; rowHeight: number; headHeight: number }): number {
  const top = index * view.rowHeight
  const bottom = top + view.rowHeight
  const visible = view.height - view.headHeight
  if (top < view.scrollTop) return top
  if (bottom > view.scrollTop + visible) return bottom - visible
  return view.scrollTop
}
