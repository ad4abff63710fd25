import { closest, distance } from 'fastest-levenshtein'

/** The name that was probably meant; undefined when none is near enough to be worth saying. */
export function nearestName(wrong: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined
  const nearest = closest(wrong, [...names])
  return distance(wrong.toLowerCase(), nearest.toLowerCase()) <= Math.floor(wrong.length / 3) + 1 ? nearest : undefined
}
