import type { Locator, Page } from 'playwright-core'
import type { ModuleSet } from '../../support/start-app.ts'
import { choose, press } from './controls.ts'

/** Two stock modules and a foreign one: the page of a record knows none of them. */
export interface RecordSubject {
  set: ModuleSet
  module: string
  as: string
  values: Record<string, unknown>
  /** The field that names it. */
  text: [key: string, label: string]
  /** Another field, and a value for it. */
  other: string
  value: string
  tags: string
  /** What stands large above the tabs. */
  highlights: string[]
}

export const RECORD_SUBJECTS: RecordSubject[] = [
  {
    set: 'stock',
    module: 'accounts',
    as: 'admin',
    values: { name: 'Hottechi' },
    text: ['name', 'Account name'],
    other: 'ticker_symbol',
    value: 'HTC',
    tags: 'tags',
    highlights: ['Type', 'Industry', 'Phone', 'Website', 'Annual revenue', 'Owner'],
  },
  {
    set: 'stock',
    module: 'opportunities',
    as: 'admin',
    values: { name: 'Framework' },
    text: ['name', 'Opportunity name'],
    other: 'next_step',
    value: 'Call',
    tags: 'tags',
    highlights: ['Amount', 'Expected close date', 'Account', 'Probability', 'Owner'],
  },
  {
    set: 'foreign',
    module: 'books',
    // Those at the desk have a layout of their own.
    as: 'vera',
    values: { title: 'Emma' },
    text: ['title', 'Title'],
    other: 'isbn',
    value: '978-3-16-148410-0',
    tags: 'keywords',
    highlights: ['Status', 'Shelf', 'Price', 'Keeper'],
  },
]

/** Records with a status, a step of its path, and one that asks for another field. */
interface PathSubject {
  set: ModuleSet
  module: string
  values: Record<string, unknown>
  status: string
  step: [label: RegExp, value: string]
  end?: { value: string; needs: string; go(page: Page): Promise<void>; answer(dialog: Locator): Promise<void> }
}

export const PATHS: PathSubject[] = [
  {
    set: 'stock',
    module: 'opportunities',
    values: { name: 'On its way', close_date: '2026-12-01' },
    status: 'stage',
    step: [/^Qualification/, 'qualification'],
    end: {
      value: 'lost',
      needs: 'lost_reason',
      async go(page) {
        await press(page, 'Close')
        await page.getByRole('menuitemradio', { name: 'Closed lost' }).click()
      },
      answer: (dialog) => choose(dialog, 'Reason lost', /./),
    },
  },
  { set: 'stock', module: 'leads', values: { last_name: 'Lin', company: 'On its way' }, status: 'status', step: [/^Contacted/, 'contacted'] },
  {
    set: 'foreign',
    module: 'books',
    values: { title: 'On its way' },
    status: 'status',
    step: [/^On the shelf/, 'on_shelf'],
    end: {
      value: 'lost',
      needs: 'lost_on',
      go: (page) => press(page, 'Lost'),
      answer: (dialog) => dialog.locator('[data-field=lost_on] input').fill('2026-01-05'),
    },
  },
]

/** What is added to records of a module in its page, and what is linked with them there. */
export const RELATED = [
  { of: 'accounts', tab: 'sales', list: 'Contacts', columns: ['Name', 'Title', 'Office phone', 'Mobile', 'Email', 'Owner'], label: /^Last name/ },
  { of: 'opportunities', tab: 'activities', list: 'Open tasks', columns: ['Subject', 'Status', 'Priority', 'Due', 'Owner'], label: /^Subject/ },
]
