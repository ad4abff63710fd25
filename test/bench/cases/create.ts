import type { BenchRequest } from '../measure/load.ts'
import { dealName } from '../world/vocabulary.ts'
import type { LoadCase, Requests } from './load-case.ts'

interface NewDeal {
  name: string
  account: string
  amount: string
  stage: string
  close_date: string
  next_step: string
}

/** A new record: ours with validation, number, change event and outbox; the floor with a schema and an insert. */
export const create: LoadCase = {
  name: 'create',
  goal: 0.3,
  async prepare({ samples }) {
    const accounts = (await samples.deals(200)).map(({ account }) => account)
    const stream = (make: (values: NewDeal) => BenchRequest): Requests => {
      let n = 0
      return {
        next() {
          n += 1
          const account = accounts[n % accounts.length] ?? ''
          return make({ name: `${dealName(n)} new`, account, amount: `${n}.50`, stage: 'proposal', close_date: '2027-03-01', next_step: `Send the offer ${n}` })
        },
      }
    }
    return {
      ours: stream(({ amount, ...values }) => ({
        method: 'POST',
        path: '/api/records/opportunities',
        body: { values: { ...values, amount: { amount, currency: 'USD' } } },
      })),
      floor: stream((body) => ({ method: 'POST', path: '/opportunities', body })),
    }
  },
}
