const TOO_EARLY = 1500

/** How long the rest takes at the speed seen so far, in whole seconds; null while that cannot be said. */
export function secondsLeft({ done, milliseconds, remaining }: { done: number; milliseconds: number; remaining: number }): number | null {
  if (done <= 0 || remaining <= 0 || milliseconds < TOO_EARLY) return null
  return Math.max(1, Math.round(((milliseconds / done) * remaining) / 1000))
}
