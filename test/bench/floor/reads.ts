import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { pairsOf, patternOf, wordsOf } from './search-words.ts'

export interface FloorParts {
  pool: pg.Pool
  owners: string[]
}

const PAGE = 50

/** The columns of the list, and of the two records that it names. */
const LIST = `t.id, t.version, t.owner, t.number, t.name, t.account, a.name as account_label, t.stage, t.amount, t.amount_currency, t.amount_rate, t.lead_source, t.close_date,
  p.label as owner_label`
const LIST_JOINS = `left join data.accounts a on a.id = t.account and a.deleted_at is null and a.owner = any($1)
  left join app.principal p on p.id = t.owner`

const GET = `select t.id, t.version, t.owner, t.created_at, t.created_by, t.updated_at, t.updated_by, t.number, t.name, t.account, t.contact, t.product, t.amount,
  t.amount_currency, t.amount_rate, t.amount_base, t.stage, t.probability, t.start_date, t.close_date, t.lost_reason, t.type, t.lead_source, t.campaign, t.next_step,
  t.description, p.label as owner_label, a.name as account_label, c.name as contact_label, pr.name as product_label, k.name as campaign_label,
  cb.label as created_by_label, ub.label as updated_by_label
  from data.opportunities t
  left join app.principal p on p.id = t.owner left join app.principal cb on cb.id = t.created_by left join app.principal ub on ub.id = t.updated_by
  left join data.accounts a on a.id = t.account and a.deleted_at is null and a.owner = any($1)
  left join data.contacts c on c.id = t.contact and c.deleted_at is null and c.owner = any($1)
  left join data.products pr on pr.id = t.product and pr.deleted_at is null
  left join data.campaigns k on k.id = t.campaign and k.deleted_at is null
  where t.id = $2 and t.deleted_at is null and t.owner = any($1)`

/** A page by creation: the newest of each owner from the index, of these the newest of all, then their columns. */
const byCreation = (after: string) => `
  select ${LIST}, t.created_at::text as cursor from (
    select m.id, m.created_at from unnest($1::uuid[]) o(owner) cross join lateral (
      select i.id, i.created_at from data.opportunities i where i.owner = o.owner and i.deleted_at is null${after}
      order by i.created_at desc, i.id desc limit ${PAGE + 1}) m
    order by m.created_at desc, m.id desc limit ${PAGE + 1}) k
  join data.opportunities t on t.id = k.id ${LIST_JOINS} order by k.created_at desc, k.id desc`

const FIRST_PAGE = byCreation('')
const NEXT_PAGE = byCreation(' and (i.created_at, i.id) < ($2::timestamptz, $3::uuid)')

const FILTERED = `
  select ${LIST} from (
    select m.id, m.close_date from unnest($1::uuid[]) o(owner) cross join lateral (
      select i.id, i.close_date from data.opportunities i
      where i.owner = o.owner and i.deleted_at is null and i.stage = $2 and i.close_date >= $3 and i.close_date <= $4
      order by i.close_date desc, i.id desc limit ${PAGE + 1}) m
    order by m.close_date desc, m.id desc limit ${PAGE + 1}) k
  join data.opportunities t on t.id = k.id ${LIST_JOINS} order by k.close_date desc, k.id desc`

const COUNT = `select count(*)::int as count from (select from data.opportunities where owner = any($1) and deleted_at is null limit 10001) c`

const SEARCH = `
  with found as materialized (
    select t.id, t.created_at, t.owner = any($1) and lower(concat_ws(e'\\x1f', t.number, t.name, t.next_step)) like all($3::text[]) as fits
    from data.opportunities t where t.search_vector @@ $2::tsquery and t.deleted_at is null)
  select ${LIST} from (select id, created_at from found where fits order by created_at desc, id desc limit ${PAGE + 1}) k
  join data.opportunities t on t.id = k.id ${LIST_JOINS} order by k.created_at desc, k.id desc`

const AGGREGATE = `select stage, count(*)::int as count, sum(amount_base)::text as amount from data.opportunities
  where owner = any($1) and deleted_at is null group by stage order by stage`

/** Get, lists, search and aggregate. */
export function addReads(server: FastifyInstance, { pool, owners }: FloorParts): void {
  const run = async (name: string, text: string, values: unknown[]) => (await pool.query({ name, text, values: [owners, ...values] })).rows

  server.get<{ Params: { id: string } }>('/opportunities/:id', async (request, reply) => {
    const [record] = await run('get', GET, [request.params.id])
    return record ?? reply.code(404).send()
  })
  server.get('/opportunities', async () => page(await run('first page', FIRST_PAGE, [])))
  server.get<{ Querystring: { at: string; id: string } }>('/after', async ({ query }) => page(await run('next page', NEXT_PAGE, [query.at, query.id])))
  server.get<{ Querystring: { stage: string; from: string; to: string } }>('/filtered', async ({ query }) =>
    page(await run('filtered', FILTERED, [query.stage, query.from, query.to])),
  )
  server.get('/counted', async () => {
    const [rows, [counted]] = await Promise.all([run('first page', FIRST_PAGE, []), run('count', COUNT, [])])
    return { ...page(rows), count: counted.count }
  })
  server.get<{ Querystring: { q: string } }>('/search', async ({ query }) => {
    const words = wordsOf(query.q)
    return page(await run('search', SEARCH, [words.map(pairsOf).join(' & '), words.map(patternOf)]))
  })
  server.get('/by-stage', async () => ({ rows: await run('aggregate', AGGREGATE, []) }))
}

/** The page of a list as ours answers it: the same document for the same screen. */
function page(rows: Row[]): { records: Record<string, unknown>[]; next: string | null; previous: null } {
  const records = rows.slice(0, PAGE)
  const last = records.at(-1)
  return { records: records.map(documentOf), next: rows.length > PAGE && last ? `${last.cursor} ${last.id}` : null, previous: null }
}

type Row = Record<string, string | null> & { id: string; version: number }

const CAN = { read: true, update: true, delete: true, merge: false, convert: false }
const STAGES: Record<string, string> = {
  prospecting: 'Prospecting',
  qualification: 'Qualification',
  needs_analysis: 'Needs analysis',
  value_proposition: 'Value proposition',
  proposal: 'Proposal/price quote',
  negotiation: 'Negotiation/review',
  won: 'Won',
  lost: 'Lost',
}
const SOURCES: Record<string, string> = { cold_call: 'Cold call', existing_customer: 'Existing customer', employee: 'Employee', partner: 'Partner' }

function documentOf(row: Row): Record<string, unknown> {
  const labels: Record<string, string> = {}
  if (row.account_label) labels.account = row.account_label
  if (row.stage) labels.stage = STAGES[row.stage] ?? row.stage
  if (row.lead_source) labels.lead_source = SOURCES[row.lead_source] ?? row.lead_source
  if (row.owner_label) labels.owner = row.owner_label
  const values = {
    number: row.number,
    name: row.name,
    account: row.account,
    stage: row.stage,
    amount: row.amount === null ? null : { amount: row.amount, currency: row.amount_currency, rate: row.amount_rate },
    lead_source: row.lead_source,
    close_date: row.close_date,
    owner: row.owner,
  }
  return { id: row.id, module: 'opportunities', version: row.version, values, labels, can: CAN }
}
