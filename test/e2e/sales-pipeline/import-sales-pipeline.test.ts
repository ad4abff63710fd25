import { rmSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AggregateResult, ListResult } from '../../../engine/contract/api.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { ADMIN, newDataDir, type ServerProcess, startServerProcess } from '../../support/server-process.ts'
import { describeInBrowser, useBrowser } from '../support/browser.ts'
import { choose, chooseValue, signIn } from '../support/controls.ts'
import { applyMeanings, beginImport, check, columnRow, mappingOf, runImport, settle } from '../support/import-wizard.ts'
import { findSalesData, type Row } from './sales-data.ts'

describeInBrowser('a sales team brings its data', () => {
  const browser = useBrowser()
  const { source, files, rows } = findSalesData()
  const pipeline = rows['sales_pipeline.csv']
  const dataDir = newDataDir()
  let database: TestDatabase
  let server: ServerProcess
  let page: Page

  beforeAll(async () => {
    database = await createTestDatabase()
    server = await startServerProcess({ dataDir, databaseUrl: database.url })
    page = await browser.openPage(server.url)
  })
  afterAll(async () => {
    await server?.kill('SIGTERM')
    await database?.drop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it('signs in to an empty installation', async () => {
    await page.goto('/')
    await signIn(page, ADMIN)
    await page.goto('/m/opportunities')
    await page.getByText('opportunities', { exact: false }).first().waitFor()
    expect((await list('opportunities', 'limit=1&count=exact')).count).toEqual({ value: 0, exact: true })
  })

  it('agents become users who report to their managers, who are made on the way', async () => {
    const managers = new Set(rows['sales_teams.csv'].map(({ manager }) => manager))
    await beginImport(page, 'users', files['sales_teams.csv'])
    expect(await mappingOf(page)).toEqual({ sales_agent: 'Name', manager: 'Reports to', regional_office: 'Regional office' })
    await columnRow(page, 'manager').getByRole('checkbox', { name: 'Create what is missing' }).click()
    expect(await check(page)).toEqual({ create: rows['sales_teams.csv'].length })
    await runImport(page)

    const users = (await list('users', 'fields=name,reports_to&limit=200')).records
    expect(users).toHaveLength(rows['sales_teams.csv'].length + managers.size + 1)
    const managerOf = new Map(users.map(({ values, labels }) => [values.name, labels.reports_to]))
    for (const { sales_agent, manager } of rows['sales_teams.csv']) expect(managerOf.get(sales_agent ?? '')).toBe(manager)
  })

  it('products come with their prices', async () => {
    await beginImport(page, 'products', files['products.csv'])
    expect(await mappingOf(page)).toEqual({ product: 'Product name', series: 'Series', sales_price: 'Unit price' })
    expect(await check(page)).toEqual({ create: 7 })
    await runImport(page)
    const products = (await list('products', 'fields=name,unit_price&limit=200')).records
    expect(products.find(({ values }) => values.name === 'GTK 500')?.values.unit_price).toMatchObject({ amount: '26768' })
  })

  it('accounts find their parents, also further down, and a typing error is settled once for all rows', async () => {
    await beginImport(page, 'accounts', files['accounts.csv'])
    expect(await mappingOf(page)).toMatchObject({ account: 'Account name', sector: 'Industry', subsidiary_of: 'Member of' })
    const wrong = countWhere(rows['accounts.csv'], { sector: 'technolgy' })
    expect(await check(page)).toEqual({ create: 85 - wrong, error: wrong })
    await settle(page, 'technolgy', 'Industry', 'Technology')
    expect(await applyMeanings(page)).toEqual({ create: 85 })
    await runImport(page)

    const accounts = (await list('accounts', 'fields=name,industry,parent&limit=200')).records
    expect(new Set(accounts.map(({ values }) => values.name)).size).toBe(85)
    expect(accounts.filter(({ labels }) => labels.industry === 'Technology')).toHaveLength(wrong)
    const parentOf = new Map(accounts.map(({ values, labels }) => [values.name, labels.parent ?? '']))
    for (const { account, subsidiary_of } of rows['accounts.csv']) expect(parentOf.get(account ?? '')).toBe(subsidiary_of)
  })

  it('opportunities find owner, account and product; what the file calls otherwise is settled in the check', async () => {
    await beginImport(page, 'opportunities', files['sales_pipeline.csv'])
    expect(await mappingOf(page)).toEqual({
      opportunity_id: 'Opportunity name',
      sales_agent: 'Owner',
      product: 'Main product',
      account: 'Account',
      deal_stage: 'Sales stage',
      engage_date: 'Start date',
      close_date: 'Expected close date',
      close_value: 'Amount',
      engage_quarter: 'Do not import',
      close_quarter: 'Do not import',
    })
    // A lost deal needs a reason, and the file has none.
    await choose(page, 'Add a field', 'Reason lost', 'Reason')
    await chooseValue(page, 'Value of Reason lost', 'Not known')
    expect(await check(page)).toMatchObject({ error: pipeline.filter(({ product, deal_stage }) => product === 'GTXPro' || deal_stage === 'Engaging').length })
    await settle(page, 'GTXPro', 'Main product', 'GTX Pro')
    await settle(page, 'Engaging', 'Sales stage', 'Needs analysis')
    expect(await applyMeanings(page)).toEqual({ create: 8800 })
    expect(await runImport(page)).toEqual({ create: 8800 })
  }, 300_000)

  it('the list says how many there are, and what was won', async () => {
    await page.goto('/m/opportunities')
    await page.getByText('8,800').first().waitFor()
    await page.goto('/m/opportunities?view=won')
    await page.getByText(wonTotal(pipeline).toLocaleString('en-US')).first().waitFor()
    if (source === 'shared') expect(wonTotal(pipeline)).toBe(10_005_534)
  })

  it('counted by stage, nothing is lost and nothing doubled', async () => {
    const answer = await server.api<AggregateResult>('POST', '/api/records/opportunities/aggregate', {
      groupBy: [{ field: 'stage' }],
      measures: [{ fn: 'count' }, { fn: 'sum', field: 'amount' }],
    })
    expect(Object.fromEntries(answer.rows.map(({ group, measures }) => [group[0], Number(measures[0])]))).toEqual({
      won: 4238,
      lost: 2473,
      needs_analysis: 1589,
      prospecting: 500,
    })
    expect(Number(answer.rows.find(({ group }) => group[0] === 'won')?.measures[1])).toBe(wonTotal(pipeline))
  })

  it('each opportunity belongs to whom and to what the file says', async () => {
    const found = (await list('opportunities', 'fields=name,owner,account,product,close_date&limit=200&sort=name')).records
    const byName = new Map(pipeline.map((row) => [row.opportunity_id, row]))
    expect(found).toHaveLength(200)
    for (const { values, labels } of found) {
      const row = byName.get(String(values.name))
      expect({ owner: labels.owner, account: labels.account ?? '', product: labels.product }).toEqual({
        owner: row?.sales_agent,
        account: row?.account,
        product: row?.product?.replace('GTXPro', 'GTX Pro'),
      })
    }
  })

  const list = (module: string, query: string): Promise<ListResult> => server.api<ListResult>('GET', `/api/records/${module}?${query}`)
})

function countWhere(rows: Row[], wanted: Row): number {
  return rows.filter((row) => Object.entries(wanted).every(([key, value]) => row[key] === value)).length
}

function wonTotal(pipeline: Row[]): number {
  return pipeline.filter(({ deal_stage }) => deal_stage === 'Won').reduce((sum, { close_value }) => sum + Number(close_value), 0)
}
