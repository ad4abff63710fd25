import { cycleBoth, type LoadCase } from './load-case.ts'

/** One record with all its fields and the labels of what it refers to. */
export const get: LoadCase = {
  name: 'get by id',
  goal: 0.5,
  async prepare({ samples }) {
    return cycleBoth(await samples.deals(200), { ours: ({ id }) => `/api/records/opportunities/${id}`, floor: ({ id }) => `/opportunities/${id}` })
  },
}
