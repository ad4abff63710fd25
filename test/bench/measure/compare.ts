import { putUnderLoad, type Round, type Side } from './load.ts'
import { median, medianRatio } from './statistics.ts'

export interface Comparison {
  /** Requests a second. */
  ours: number
  floor: number
  ratio: number
}

/** Both servers in turns: a number of rounds, each for about so many seconds. */
export interface Load {
  connections: number
  seconds: number
  rounds: number
}

/**
 * Both servers under the same load, in turns: one short round each, again and again, so that whatever else the machine does
 * meets both. Throws where a request fails: a server that answers errors is fast.
 */
export async function compare(sides: { ours: Side; floor: Side }, load: Load): Promise<Comparison> {
  const requests = { ours: await requestsWithin(sides.ours, load), floor: await requestsWithin(sides.floor, load) }
  const pairs: { ours: number; floor: number }[] = []
  for (let round = 0; round < load.rounds; round += 1) {
    const floor = await answerAll(sides.floor, { connections: load.connections, requests: requests.floor })
    const ours = await answerAll(sides.ours, { connections: load.connections, requests: requests.ours })
    pairs.push({ ours: ours.throughput, floor: floor.throughput })
  }
  return { ours: median(pairs.map(({ ours }) => ours)), floor: median(pairs.map(({ floor }) => floor)), ratio: medianRatio(pairs) }
}

/** The first estimates come from servers that are not warm yet. */
const MOST_AT_ONCE = 8

/**
 * How many requests a server answers within some seconds, but one for each connection at least: rounds send so many and wait for
 * all, so that nothing is cut off that takes longer than a round. Warms the server up on the way.
 */
export async function requestsWithin(side: Side, { connections, seconds }: Pick<Load, 'connections' | 'seconds'>): Promise<number> {
  for (let requests = connections; ; ) {
    const { took } = await answerAll(side, { connections, requests })
    const fit = Math.max(connections, Math.round((requests * seconds) / took))
    if (fit <= requests * 2) return fit
    requests = Math.min(fit, requests * MOST_AT_ONCE)
  }
}

async function answerAll(side: Side, load: { connections: number; requests: number }): Promise<Round> {
  const round = await putUnderLoad(side, load)
  if (round.failed > 0) throw new Error(`${round.failed} requests to ${side.url} failed.`)
  return round
}
