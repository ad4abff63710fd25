import { cycleBoth, type LoadCase } from './load-case.ts'

const PAGES = 200
const PAGE = 50

/** The page 200 deep, or the last whole one where there are fewer. */
export const deepPage: LoadCase = {
  name: 'page 200 deep',
  goal: 0.8,
  async prepare({ samples }) {
    const place = await samples.placeBehind(PAGES * PAGE)
    return cycleBoth([place], {
      ours: ({ cursor }) => `/api/records/opportunities?view=all&cursor=${cursor}`,
      floor: ({ at, id }) => `/after?at=${encodeURIComponent(at)}&id=${id}`,
    })
  },
}
