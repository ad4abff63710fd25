/** The list with one entry at another place; a place beyond the ends means the end. */
export function moved(keys: readonly string[], key: string, to: number): string[] {
  const others = keys.filter((known) => known !== key)
  const at = Math.max(0, Math.min(others.length, to))
  return [...others.slice(0, at), key, ...others.slice(at)]
}
