import path from 'node:path'
import { ROOT } from '../../support/source-files.ts'
import type { ModuleSet } from '../../support/start-app.ts'

/** What an administrator of the stock modules adds to them for the forms: an own picklist that depends on another, and conditions. */
export const HOUSE_RULES = path.join(ROOT, 'test', 'e2e', 'support', 'house-rules')

type Labelled = [key: string, label: string]

/** A form to work with: two of the sales team, and one of modules that nobody knew before. */
export interface FormSubject {
  set: ModuleSet
  module: string
  /** The text that names its records. */
  name: Labelled
  /** What somebody else changes meanwhile. */
  other: [key: string, value: string]
  long: Labelled
  /** A section that is folded at first, and a field in it. */
  folded: [section: string, field: string]
  /** A choice that makes another field appear, which must be filled then. */
  status: { label: RegExp; option: string; asksFor: Labelled }
  /** A choice that another one depends on, and what that offers then. */
  choice: { label: string; option: string; dependent: string; offered: string[] }
  /** Values of a record that lock one of its fields. */
  locked: { values: Record<string, unknown>; field: string }
}

export const FORM_SUBJECTS: FormSubject[] = [
  {
    set: 'stock',
    module: 'accounts',
    name: ['name', 'Account name'],
    other: ['website', 'https://theirs.example'],
    long: ['description', 'Description'],
    folded: ['House rules', 'Tier'],
    status: { label: /^Type/, option: 'Investor', asksFor: ['ownership', 'Ownership'] },
    choice: { label: 'Type', option: 'Partner', dependent: 'Tier', offered: ['Gold', 'Certified'] },
    locked: { values: { type: 'competitor' }, field: 'ticker_symbol' },
  },
  {
    set: 'stock',
    module: 'opportunities',
    name: ['name', 'Opportunity name'],
    other: ['start_date', '2026-01-31'],
    long: ['description', 'Description'],
    folded: ['House rules', 'Route'],
    status: { label: /^Sales stage/, option: 'Closed lost', asksFor: ['lost_reason', 'Reason lost'] },
    choice: { label: 'Type', option: 'Existing business', dependent: 'Route', offered: ['Renewal', 'Upgrade'] },
    locked: { values: { stage: 'lost', lost_reason: 'unknown', close_date: '2026-01-30' }, field: 'next_step' },
  },
  {
    set: 'foreign',
    module: 'books',
    name: ['title', 'Title'],
    other: ['author', 'Theirs'],
    long: ['summary', 'Summary'],
    folded: ['Details', 'Reading time'],
    status: { label: /^Status/, option: 'Lost', asksFor: ['lost_on', 'Lost on'] },
    choice: { label: 'Genre', option: 'Science', dependent: 'Kind', offered: ['Physics'] },
    locked: { values: { status: 'lost', lost_on: '2026-01-30' }, field: 'weight' },
  },
]

/** What is typed when something like it is there already: the same, only written otherwise, or merely similar. */
export const LIKELY_DUPLICATES = [
  { set: 'stock', module: 'accounts', there: { name: 'Duplicate House' }, typed: { 'Account name': 'duplicate house, Ltd.' }, found: 'Duplicate House' },
  {
    set: 'stock',
    module: 'leads',
    there: { last_name: 'Wattson', first_name: 'Emma', company: 'Watt' },
    typed: { 'Last name': 'Watson', 'First name': 'Emma', Company: 'Watt' },
    found: /Wattson/,
  },
  { set: 'foreign', module: 'books', there: { title: 'Twice', isbn: '978-7-020-00000-8' }, typed: { ISBN: '978-7-020-00000-8' }, found: 'Twice' },
] as const

/** Fields that look up records of another module, or of the same, and what a new one of these is called. */
export const LOOK_UPS = [
  { set: 'stock', module: 'accounts', field: ['parent', 'Member of'], to: 'accounts', kind: 'account', name: ['name', 'Account name'] },
  { set: 'stock', module: 'contacts', field: ['account', 'Account'], to: 'accounts', kind: 'account', name: ['name', 'Account name'] },
  { set: 'foreign', module: 'loans', field: ['member', 'Member'], to: 'members', kind: 'member', name: ['name', 'Name'] },
] as const
