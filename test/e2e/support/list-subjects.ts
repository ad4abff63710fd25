import type { Condition } from '../../../engine/contract/condition.ts'
import type { ModuleSet, TestApp } from '../../support/start-app.ts'

/** A list to work with: two of the sales team, and one of modules that nobody knew before. */
export interface Subject {
  set: ModuleSet
  module: string
  as: string
  /** The field that names its records. */
  name: string
  /** A picklist, and one of its values. */
  choice: { key: string; label: string; value: string; option: string }
  /** Many records at once, and a field to change in all of them. */
  many: Condition
  edit: { key: string; label: string }
  /** A value that the rules of the module refuse by itself. */
  refused?: { label: string; option: string }
  tags: string
  /** What is added up: columns that hold amounts or numbers, of the records that meet a condition. */
  summed: { columns: { key: string; label: string; money: boolean }[]; where?: Condition }
  /** With whom a view is shared, which the other user reaches through it: a role or a group. */
  reach: ['Roles' | 'Groups', string]
}
const is = (field: string, value: string): Condition => ({ field, op: 'is', value })

export const SUBJECTS: Subject[] = [
  {
    set: 'stock',
    module: 'opportunities',
    as: 'admin',
    name: 'name',
    choice: { key: 'stage', label: 'Sales stage', value: 'prospecting', option: 'Prospecting' },
    many: is('stage', 'prospecting'),
    edit: { key: 'next_step', label: 'Next step' },
    refused: { label: 'Sales stage', option: 'Closed lost' },
    tags: 'tags',
    summed: { columns: [{ key: 'amount', label: 'Amount', money: true }], where: is('stage', 'won') },
    reach: ['Roles', 'Sales manager'],
  },
  {
    set: 'stock',
    module: 'accounts',
    as: 'admin',
    name: 'name',
    choice: { key: 'type', label: 'Type', value: 'customer', option: 'Customer' },
    many: { field: 'employees', op: 'gte', value: 1 },
    edit: { key: 'ticker_symbol', label: 'Ticker symbol' },
    tags: 'tags',
    summed: {
      columns: [
        { key: 'annual_revenue', label: 'Annual revenue', money: true },
        { key: 'employees', label: 'Employees', money: false },
      ],
    },
    reach: ['Groups', 'Team selling'],
  },
  {
    set: 'foreign',
    module: 'books',
    as: 'dora',
    name: 'title',
    choice: { key: 'genre', label: 'Genre', value: 'fiction', option: 'Fiction' },
    many: is('author', 'Many'),
    edit: { key: 'summary', label: 'Summary' },
    refused: { label: 'Status', option: 'Lost' },
    tags: 'keywords',
    summed: { columns: [{ key: 'price', label: 'Price', money: true }], where: is('author', 'Many') },
    reach: ['Groups', 'Evening shift'],
  },
]

export interface Stored {
  id: string
  values: Record<string, unknown>
}

export async function create(app: TestApp, as: string, module: string, values: Record<string, unknown>): Promise<string> {
  const answer = await app.call({ as, method: 'POST', url: `/api/records/${module}`, body: { values } })
  if (answer.status !== 201) throw new Error(answer.text)
  return (answer.body as Stored).id
}

export async function valuesOf(app: TestApp, as: string, address: string): Promise<Record<string, unknown>> {
  return ((await app.call({ as, url: `/api/records/${address}` })).body as Stored).values
}

export async function roleOf(app: TestApp, code: string): Promise<string> {
  const { body } = await app.call({ as: 'admin', url: `/api/records/roles?limit=50&fields=code,name` })
  const role = (body as { records: Stored[] }).records.find(({ values }) => values.code === code)
  if (!role) throw new Error(`There is no role "${code}".`)
  return role.id
}

export function filterOf(filter: Condition): string {
  return `filter=${encodeURIComponent(JSON.stringify(filter))}`
}
