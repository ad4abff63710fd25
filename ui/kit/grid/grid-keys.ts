export type GridCommand =
  | { kind: 'move'; to: number; extend: boolean }
  | { kind: 'toggle' }
  | { kind: 'open'; newTab: boolean }
  | { kind: 'all' }
  | { kind: 'none' }

export interface GridPosition {
  at: number
  count: number
  page: number
}

/** What a key means in a list of rows; null when it means nothing here. */
export function gridCommand(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>, position: GridPosition): GridCommand | null {
  const control = event.ctrlKey || event.metaKey
  if (event.altKey) return null
  if (control && event.key.toLowerCase() === 'a') return { kind: 'all' }
  if (event.key === 'Enter') return { kind: 'open', newTab: control }
  if (control) return null
  if (event.key === ' ') return { kind: 'toggle' }
  if (event.key === 'Escape') return { kind: 'none' }
  const to = targetOf(event.key, position)
  return to === null ? null : { kind: 'move', to, extend: event.shiftKey }
}

function targetOf(key: string, { at, count, page }: GridPosition): number | null {
  const targets: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: count - 1 }
  const target = targets[key]
  return target === undefined ? null : Math.max(0, Math.min(count - 1, target))
}
