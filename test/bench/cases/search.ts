import { SEARCHES } from '../world/vocabulary.ts'
import { cycleBoth, type LoadCase } from './load-case.ts'

/** What people type above a list. */
export const search: LoadCase = {
  name: 'text search',
  goal: 0.8,
  async prepare() {
    return cycleBoth(SEARCHES, {
      ours: (q) => `/api/records/opportunities?view=all&q=${encodeURIComponent(q)}`,
      floor: (q) => `/search?q=${encodeURIComponent(q)}`,
    })
  },
}
