/** A tab as wide as it is drawn, in pixels. */
export interface MeasuredTab {
  key: string
  width: number
}

/**
 * Which tabs are shown in `room` pixels; the others go into a menu that takes `menu` pixels. The current one is always shown:
 * it takes the place of the last that would have fitted.
 */
export function tabsThatFit(tabs: readonly MeasuredTab[], current: string, space: { room: number; menu: number }): string[] {
  const total = tabs.reduce((sum, tab) => sum + tab.width, 0)
  if (total <= space.room) return tabs.map((tab) => tab.key)
  const own = tabs.find((tab) => tab.key === current)
  let left = space.room - space.menu - (own?.width ?? 0)
  const shown = new Set([current])
  for (const tab of tabs) {
    if (tab.key === current) continue
    left -= tab.width
    if (left < 0) break
    shown.add(tab.key)
  }
  return tabs.filter((tab) => shown.has(tab.key)).map((tab) => tab.key)
}
