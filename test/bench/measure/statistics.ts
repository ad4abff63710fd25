/** The middle of some numbers; of an even number of them the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** `ours` as a part of `floor`, from pairs that were measured one right after the other: a machine that slows down meanwhile slows both. */
export function medianRatio(pairs: readonly { ours: number; floor: number }[]): number {
  return median(pairs.map(({ ours, floor }) => ours / floor))
}

/** Keeps three significant digits: what is beyond them is noise. */
export function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}
