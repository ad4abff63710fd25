/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 to below `limit`. */
  below(limit: number): number
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
  /** Each of the items with this probability. */
  some<Item>(items: readonly Item[], probability: number): Item[]
  /** A word that this generator has not made before. */
  word(): string
  /** Nine digits that this generator has not made before. */
  digits(): string
}

export function createRandom(seed: number): Random {
  const made = new Set<string>()
  let state = seed >>> 0
  const next = (): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  const chance = (probability: number) => next() < probability
  const unique = (make: () => string): string => {
    const text = make()
    if (made.has(text)) return unique(make)
    made.add(text)
    return text
  }
  return {
    below,
    chance,
    pick: (items) => {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('There is nothing to pick from.')
      return item
    },
    some: (items, probability) => items.filter(() => chance(probability)),
    word: () => unique(() => `zq${Array.from({ length: 8 }, () => 'bcdfghjkmpqrtvwxz'[below(17)]).join('')}`),
    digits: () => unique(() => `${1 + below(9)}${Array.from({ length: 8 }, () => String(below(10))).join('')}`),
  }
}
