import type { Random } from './random.ts'

/** Where a world is in the making. `id` gives the next key: the same in every world of the same shape. */
export interface Making {
  random: Random
  id(): string
}
