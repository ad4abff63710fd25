import type { BenchRequest } from '../measure/load.ts'
import type { Deal } from '../world/samples.ts'
import type { LoadCase, Requests } from './load-case.ts'

/** Two fields of a record that was read before, by its version. */
export const update: LoadCase = {
  name: 'update',
  goal: 0.3,
  async prepare({ samples }) {
    const deals = await samples.deals(200)
    const half = deals.length / 2
    return {
      ours: updates(deals.slice(0, half), ({ id, version }, n) => ({
        method: 'PATCH',
        path: `/api/records/opportunities/${id}`,
        body: { version, values: { next_step: `Call again ${n}`, amount: { amount: `${n}.25`, currency: 'USD' } } },
      })),
      floor: updates(deals.slice(half), ({ id, version, name, number }, n) => ({
        method: 'PATCH',
        path: `/opportunities/${id}?name=${encodeURIComponent(name)}&number=${number}`,
        body: { version, next_step: `Call again ${n}`, amount: `${n}.25` },
      })),
    }
  },
}

/** Each record is changed by one connection at a time, which needs its newest version: it comes back with the answer. */
function updates(deals: Deal[], make: (deal: Deal, n: number) => BenchRequest): Requests {
  const byId = new Map(deals.map((deal) => [deal.id, deal]))
  const free = [...deals]
  let n = 0
  return {
    next() {
      const deal = free.shift()
      if (!deal) throw new Error('There are more connections than records to update.')
      n += 1
      return make(deal, n)
    },
    answered(body) {
      const deal = byId.get(/"id":"([^"]+)"/.exec(body)?.[1] ?? '')
      const version = Number(/"version":(\d+)/.exec(body)?.[1])
      if (deal) free.push(Object.assign(deal, { version }))
    },
  }
}
