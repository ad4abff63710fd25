import type { Range } from './demo-plan.ts'

/** Chance that is the same for the same seed. */
export interface Random {
  /** From 0 up to, but not, 1. */
  next(): number
  /** A whole number, both ends included. */
  between(range: Range): number
  pick<T>(list: readonly T[]): T | undefined
  weighted<T>(list: readonly (readonly [T, number])[]): T | undefined
}

/** Mulberry32: small, fast, and even enough for sample data. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    between: ([from, to]) => from + Math.floor(next() * (to - from + 1)),
    pick: (list) => list[Math.floor(next() * list.length)],
    weighted(list) {
      let left = next() * list.reduce((sum, [, weight]) => sum + weight, 0)
      return list.find(([, weight]) => (left -= weight) < 0)?.[0] ?? list.at(-1)?.[0]
    },
  }
}

/** A seed for a part of something seeded: a set keeps its records when another set grows. */
export function seedOf(seed: number, name: string): number {
  return [...name].reduce((hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193), seed ^ 0x811c9dc5) >>> 0
}
