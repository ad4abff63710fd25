import { cycleBoth, type LoadCase } from './load-case.ts'

const STAGES = ['prospecting', 'qualification', 'proposal', 'negotiation', 'won']
const YEARS = [2026, 2027, 2028]

/** 50 of one stage that close within a year, by the day of closing. */
export const filterAndSort: LoadCase = {
  name: 'filter and sort',
  goal: 0.8,
  async prepare() {
    const samples = STAGES.flatMap((stage) => YEARS.map((year) => ({ stage, from: `${year}-01-01`, to: `${year}-12-31` })))
    return cycleBoth(samples, {
      ours: ({ stage, from, to }) => {
        const filter = {
          all: [
            { field: 'stage', op: 'is', value: stage },
            { field: 'close_date', op: 'between', value: [from, to] },
          ],
        }
        return `/api/records/opportunities?view=all&sort=close_date:desc&filter=${encodeURIComponent(JSON.stringify(filter))}`
      },
      floor: ({ stage, from, to }) => `/filtered?stage=${stage}&from=${from}&to=${to}`,
    })
  },
}
