import { type Load, putUnderLoad, type Round, type Side } from './load.ts'
import { median, medianRatio } from './statistics.ts'

export interface Comparison {
  /** Requests a second. */
  ours: number
  floor: number
  ratio: number
}

/**
 * Both servers under the same load, in turns: one short round each, again and again, so that whatever else the machine does
 * meets both. Throws where a request fails: a server that answers errors is fast.
 */
export async function compare(sides: { ours: Side; floor: Side }, load: Load & { rounds: number }): Promise<Comparison> {
  const pairs: { ours: number; floor: number }[] = []
  for (let round = 0; round < load.rounds; round += 1) {
    const floor = answeredAll('the floor', await putUnderLoad(sides.floor, load))
    const ours = answeredAll('ours', await putUnderLoad(sides.ours, load))
    pairs.push({ ours, floor })
  }
  return { ours: median(pairs.map(({ ours }) => ours)), floor: median(pairs.map(({ floor }) => floor)), ratio: medianRatio(pairs) }
}

function answeredAll(who: string, { throughput, failed }: Round): number {
  if (failed > 0) throw new Error(`${failed} requests to ${who} failed.`)
  return throughput
}
