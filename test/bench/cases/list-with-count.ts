import { cycleBoth, type LoadCase } from './load-case.ts'

/** The list of 50 with the number of all records, counted exactly up to 10,000. */
export const listWithCount: LoadCase = {
  name: 'list with count',
  goal: 0.8,
  async prepare() {
    return cycleBoth([null], { ours: () => '/api/records/opportunities?view=all&count=capped', floor: () => '/counted' })
  },
}
