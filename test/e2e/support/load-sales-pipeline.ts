import type { TestApp } from '../../support/start-app.ts'
import { findSalesData, type Row } from '../sales-pipeline/sales-data.ts'

const STAGES: Record<string, string> = { Won: 'won', Lost: 'lost', Engaging: 'needs_analysis', Prospecting: 'prospecting' }
/** The file has none, and the module asks for one. */
const LOST_REASON = 'unknown'
const AT_ONCE = 1_000

/**
 * Puts the accounts and opportunities of the sales team into an application, without the wizard: screens are tried on what people really
 * have. `most`: only so many opportunities, where it does not matter how long a list is.
 */
export async function loadSalesPipeline(app: TestApp, most = Infinity): Promise<{ accounts: Row[]; opportunities: Row[] }> {
  const { rows } = findSalesData()
  const accounts = rows['accounts.csv']
  const opportunities = rows['sales_pipeline.csv'].slice(0, most)
  const ids = await createAll(
    app,
    'accounts',
    accounts.map((row) => ({
      name: row.account,
      type: 'customer',
      employees: Number(row.employees),
      annual_revenue: { amount: String(Number(row.revenue)), currency: 'CNY' },
    })),
  )
  const idOf = new Map(accounts.map(({ account }, index) => [account, ids[index]]))
  await createAll(
    app,
    'opportunities',
    opportunities.map(({ opportunity_id, account, deal_stage, close_date, close_value }) => ({
      name: opportunity_id,
      account: idOf.get(account ?? '') ?? null,
      stage: STAGES[deal_stage ?? ''],
      ...(deal_stage === 'Lost' && { lost_reason: LOST_REASON }),
      close_date: dayOf(close_date ?? ''),
      amount: close_value ? { amount: close_value, currency: 'CNY' } : null,
    })),
  )
  return { accounts, opportunities }
}

async function createAll(app: TestApp, module: string, records: object[]): Promise<string[]> {
  const ids: string[] = []
  for (let at = 0; at < records.length; at += AT_ONCE) {
    const operations = records.slice(at, at + AT_ONCE).map((values) => ({ op: 'create', values }))
    const answer = await app.call({ as: 'admin', method: 'POST', url: `/api/records/${module}/batch`, body: { mode: 'all', operations } })
    if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text.slice(0, 500)}`)
    ids.push(...(answer.body as { results: { record?: { id: string }; id?: string }[] }).results.map(({ record, id }) => record?.id ?? id ?? ''))
  }
  return ids
}

/** `20-10-16` -> `2016-10-20`. */
function dayOf(text: string): string | null {
  const [day, month, year] = text.split('-')
  return year === undefined ? null : `20${year}-${month}-${day}`
}
