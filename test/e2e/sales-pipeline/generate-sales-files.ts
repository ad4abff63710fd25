import { stringify } from 'csv-stringify/sync'

export const SALES_FILES = ['sales_teams.csv', 'products.csv', 'accounts.csv', 'sales_pipeline.csv'] as const
export type SalesFile = (typeof SALES_FILES)[number]

/** As many rows of each stage as the real files have: the story tells the same numbers. */
const STAGES = { Won: 4238, Lost: 2473, Engaging: 1589, Prospecting: 500 }
const WITHOUT_ACCOUNT = 1425
const DAY_MS = 86_400_000

/** Invented sales files with the faults of the real ones: `technolgy`, `GTXPro`, blank accounts and dates, parents further down, DD-MM-YY. Always the same. */
export function generateSalesFiles(): Record<SalesFile, string> {
  const random = seeded(20_170_301)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const agents = AGENTS.map((name, index) => ({
    sales_agent: name,
    manager: MANAGERS[Math.floor(index / 6)] ?? '',
    regional_office: ['Central', 'East', 'West'][Math.floor(index / 12)] ?? '',
  }))
  const accounts = accountNames().map((account, index, names) => ({
    account,
    sector: SECTORS[index % SECTORS.length] ?? '',
    year_established: 1979 + (index % 39),
    revenue: (random() * 9000 + 40).toFixed(2),
    employees: Math.floor(random() * 30_000) + 9,
    office_location: index % 9 === 0 ? 'Philipines' : 'United States',
    // Of every six accounts one belongs to another, half of them to one further down.
    subsidiary_of: index % 6 === 0 ? (names[index % 12 === 0 ? index + 3 : index - 5] ?? '') : '',
  }))
  const stages = shuffled(
    Object.entries(STAGES).flatMap(([stage, rows]) => Array.from({ length: rows }, () => stage)),
    random,
  )
  const pipeline = stages.map((stage, index) => {
    const engaged = Date.UTC(2016, 9, 20) + Math.floor(random() * 400) * DAY_MS
    const closed = engaged + Math.floor(random() * 130) * DAY_MS
    const product = pick(PRODUCTS)
    const isOver = stage === 'Won' || stage === 'Lost'
    return {
      opportunity_id: `G${(index * 7919 + 46_656).toString(36).toUpperCase().padStart(7, '0')}`,
      // The last five agents have no opportunity.
      sales_agent: pick(AGENTS.slice(0, 30)),
      product: product.product === 'GTX Pro' ? 'GTXPro' : product.product,
      account: index % 6 === 5 && index < WITHOUT_ACCOUNT * 6 ? '' : pick(accounts).account,
      deal_stage: stage,
      engage_date: stage === 'Prospecting' ? '' : dayOf(engaged),
      close_date: isOver ? dayOf(closed) : '',
      close_value: stage === 'Won' ? Math.round(product.sales_price * (0.8 + random() * 0.4)) : stage === 'Lost' ? 0 : '',
      engage_quarter: stage === 'Prospecting' ? '' : quarterOf(engaged),
      close_quarter: isOver ? quarterOf(closed) : '',
    }
  })
  const csv = (rows: object[]): string => stringify(rows, { header: true })
  return { 'sales_teams.csv': csv(agents), 'products.csv': csv(PRODUCTS), 'accounts.csv': csv(accounts), 'sales_pipeline.csv': csv(pipeline) }
}

const PRODUCTS = [
  { product: 'GTX Basic', series: 'GTX', sales_price: 550 },
  { product: 'GTX Pro', series: 'GTX', sales_price: 4821 },
  { product: 'MG Special', series: 'MG', sales_price: 55 },
  { product: 'MG Advanced', series: 'MG', sales_price: 3393 },
  { product: 'GTX Plus Pro', series: 'GTX', sales_price: 5482 },
  { product: 'GTX Plus Basic', series: 'GTX', sales_price: 1096 },
  { product: 'GTK 500', series: 'GTK', sales_price: 26_768 },
]
const SECTORS = ['technolgy', 'medical', 'retail', 'software', 'entertainment', 'marketing', 'telecommunications', 'finance', 'employment', 'services']
const MANAGERS = ['Edda Quist', 'Torben Aske', 'Ruth Olander', 'Milo Vance', 'Pia Sandvik', 'Hugo Lindqvist']
const AGENTS = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eli', 'Fay', 'Gus'].flatMap((first) =>
  ['Arnesen', 'Brodie', 'Castell', 'Dunmore', 'Engel'].map((last) => `${first} ${last}`),
)

/** 85 names that are not alike, so that none is taken for another. */
function accountNames(): string[] {
  const heads = [
    'Alder',
    'Brim',
    'Corvo',
    'Dastan',
    'Ember',
    'Fjord',
    'Gable',
    'Hollis',
    'Indra',
    'Jovian',
    'Kelvin',
    'Lumen',
    'Morrow',
    'Nimbus',
    'Orchid',
    'Pallas',
    'Quarry',
  ]
  const tails = ['field', 'works', 'dyne', 'port', 'mark']
  return heads.flatMap((head) => tails.map((tail) => head + tail))
}

function dayOf(time: number): string {
  const [year = '', month, day] = new Date(time).toISOString().slice(0, 10).split('-')
  return `${day}-${month}-${year.slice(2)}`
}

function quarterOf(time: number): string {
  const day = new Date(time)
  return `Q${Math.floor(day.getUTCMonth() / 3) + 1} ${day.getUTCFullYear()}`
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function shuffled<T>(list: T[], random: () => number): T[] {
  return list
    .map((item) => ({ item, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item)
}
