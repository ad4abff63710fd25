import type { ModuleSet } from '../../support/start-app.ts'

type Values = Record<string, unknown>

/** Records to find twice and to make one of: two modules of the sales team, and one that nobody knew before. */
export interface MergeSubject {
  set: ModuleSet
  module: string
  /** The text that names its records. */
  name: [key: string, label: string]
  /** Two records that are one, but for their names and another field. */
  pair: [Values, Values]
  differs: [key: string, label: string]
  /** What points to one of them, and what is linked with it. */
  child: { module: string; values: Values; reference: string }
  link: { key: string; module: string; values: Values }
  /** Two pairs more, each found by another kind of rule; `$parent` stands for the record that `parent` makes. */
  parent: { module: string; values: Values }
  others: [Values, Values][]
  /** By which rule each pair is found. */
  reasons: string[]
}

export const PARENT = '$parent'

export const MERGE_SUBJECTS: MergeSubject[] = [
  {
    set: 'stock',
    module: 'accounts',
    name: ['name', 'Account name'],
    pair: [
      { name: 'Soylent Corp.', ticker_symbol: 'SOY' },
      { name: 'SOYLENT Inc.', ticker_symbol: 'SLT' },
    ],
    differs: ['ticker_symbol', 'Ticker symbol'],
    child: { module: 'contacts', values: { last_name: 'Dependent' }, reference: 'account' },
    link: { key: 'products', module: 'products', values: { name: 'Linked product' } },
    parent: { module: 'vendors', values: { name: 'Nobody' } },
    others: [
      [
        { name: 'Vandelay', email: 'desk@vandelay.example' },
        { name: 'Kramerica', email: 'desk@vandelay.example' },
      ],
      [{ name: 'Wonka Chocolate Works' }, { name: 'Wonka Chocolat Works' }],
    ],
    reasons: ['Account name, however written', 'Email', 'Account name, nearly'],
  },
  {
    set: 'stock',
    module: 'contacts',
    name: ['last_name', 'Last name'],
    pair: [
      { last_name: 'Van der Berg', account: PARENT, title: 'Buyer' },
      { last_name: 'van-der-berg', account: PARENT, title: 'Purchaser' },
    ],
    differs: ['title', 'Title'],
    child: { module: 'opportunities', values: { name: 'Dependent' }, reference: 'contact' },
    link: { key: 'products', module: 'products', values: { name: 'Linked to a contact' } },
    parent: { module: 'accounts', values: { name: 'Stark House' } },
    others: [
      [
        { last_name: 'Potter', email: 'pepper@stark.example' },
        { last_name: 'Hogan', email: 'pepper@stark.example' },
      ],
      [
        { last_name: 'Wattson', first_name: 'Emma', account: PARENT },
        { last_name: 'Watson', first_name: 'Emma', account: PARENT },
      ],
    ],
    reasons: ['Name, however written and Account', 'Email', 'Name, nearly and Account'],
  },
  {
    set: 'foreign',
    module: 'members',
    name: ['name', 'Name'],
    pair: [
      { name: 'Mei Lin', email: 'mei@library.example', visits_at: '10:00:00' },
      { name: 'Wang Fang', email: 'Mei@Library.example', visits_at: '11:30:00' },
    ],
    differs: ['visits_at', 'Usual hour'],
    child: { module: 'loans', values: { subject: 'Dependent' }, reference: 'member' },
    link: { key: 'favourites', module: 'books', values: { title: 'Emma', status: 'on_shelf' } },
    parent: { module: 'members', values: { name: 'Grandmother' } },
    others: [
      [
        { name: 'Xiao Ming', guardian: PARENT },
        { name: 'Xiao Ming', guardian: PARENT },
      ],
      [
        { name: 'Emma Wattson', phone: '+86 10 6552 9988' },
        { name: 'Emma Watson', phone: '+86 (10) 6552-9988' },
      ],
    ],
    reasons: ['E-mail, however written', 'Name and Guardian', 'Name, nearly and Phone, however written'],
  },
]
