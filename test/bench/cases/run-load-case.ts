import { compare, type Load, requestsWithin } from '../measure/compare.ts'
import { rounded } from '../measure/statistics.ts'
import type { BenchRow } from '../report.ts'
import type { World } from '../world/open-world.ts'
import type { LoadCase } from './load-case.ts'

/** The goals are promised for this many connections. */
const BUSY = 16

const QUICK: Load[] = [
  { connections: 1, seconds: 0.4, rounds: 1 },
  { connections: BUSY, seconds: 0.6, rounds: 3 },
]
const FULL: Load[] = [
  { connections: 1, seconds: 2, rounds: 3 },
  { connections: BUSY, seconds: 3, rounds: 5 },
]

/** Measures one case at 1 and at 16 connections, each against the floor. */
export async function runLoadCase({ name, goal, prepare }: LoadCase, world: World, { quick }: { quick: boolean }): Promise<BenchRow[]> {
  const requests = await prepare(world)
  const ours = { url: world.ours.url, headers: world.headers, ...requests.ours }
  const floor = { url: world.floor.url, headers: {}, ...requests.floor }
  // Statements are prepared in every connection of the pool, and code is compiled, before anything counts.
  const warmUp = { connections: BUSY, seconds: quick ? 0.5 : 2 }
  await requestsWithin(floor, warmUp)
  await requestsWithin(ours, warmUp)

  const rows: BenchRow[] = []
  for (const plan of quick ? QUICK : FULL) {
    const measured = await compare({ ours, floor }, plan)
    const promised = plan.connections === BUSY ? goal : null
    rows.push({
      case: name,
      rows: world.rows,
      connections: plan.connections,
      ours: rounded(measured.ours),
      floor: rounded(measured.floor),
      ratio: rounded(measured.ratio),
      goal: promised,
      holds: promised === null ? null : measured.ratio >= promised,
    })
  }
  return rows
}
