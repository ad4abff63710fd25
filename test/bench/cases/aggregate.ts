import { cycle, type LoadCase } from './load-case.ts'

/** Number and sum of all records by stage. */
export const aggregate: LoadCase = {
  name: 'aggregate',
  goal: 0.8,
  async prepare() {
    const body = { groupBy: [{ field: 'stage' }], measures: [{ fn: 'count' }, { fn: 'sum', field: 'amount' }] }
    return { ours: cycle([{ method: 'POST', path: '/api/records/opportunities/aggregate', body }]), floor: cycle([{ path: '/by-stage' }]) }
  },
}
