import type { BenchRequest } from '../measure/load.ts'
import type { World } from '../world/open-world.ts'

/** What one server is sent. */
export interface Requests {
  next(): BenchRequest
  answered?(body: string): void
}

/** A case that both servers answer. */
export interface LoadCase {
  name: string
  /** The part of the floor's throughput that ours is to reach at 16 connections; null where nothing was promised. */
  goal: number | null
  prepare(world: World): Promise<{ ours: Requests; floor: Requests }>
}

/** The same prepared requests again and again. */
export function cycle(requests: BenchRequest[]): Requests {
  let at = -1
  return {
    next() {
      at = (at + 1) % requests.length
      return requests[at] ?? { path: '/' }
    },
  }
}

/** Prepared requests for both servers, made from the same samples. */
export function cycleBoth<Sample>(
  samples: Sample[],
  make: { ours(sample: Sample): string; floor(sample: Sample): string },
): { ours: Requests; floor: Requests } {
  return { ours: cycle(samples.map((sample) => ({ path: make.ours(sample) }))), floor: cycle(samples.map((sample) => ({ path: make.floor(sample) }))) }
}
