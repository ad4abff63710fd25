import { cycleBoth, type LoadCase } from './load-case.ts'

/** 50 records of the usual view, the newest first, with the names of account and owner. */
export const list: LoadCase = {
  name: 'list of 50',
  goal: 0.8,
  async prepare() {
    return cycleBoth([null], { ours: () => '/api/records/opportunities?view=all', floor: () => '/opportunities' })
  },
}
