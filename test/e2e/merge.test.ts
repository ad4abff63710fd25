import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ModuleSet, startTestApp, type TestApp } from '../support/start-app.ts'
import { describeInBrowser, useBrowser } from './support/browser.ts'
import { press } from './support/controls.ts'

const CASES = [
  {
    modules: 'stock',
    module: 'accounts',
    key: 'name',
    child: { module: 'contacts', key: 'last_name', reference: 'account' },
    names: ['Globex Corp.', 'GLOBEX Inc.'],
  },
  {
    modules: 'stock',
    module: 'vendors',
    key: 'name',
    child: { module: 'products', key: 'name', reference: 'vendor' },
    names: ['GTX Parts', 'Gtx-Parts Ltd'],
  },
  {
    modules: 'foreign',
    module: 'members',
    key: 'name',
    child: { module: 'loans', key: 'subject', reference: 'member' },
    names: ['Mei Lin', 'Wang Fang'],
  },
] as const

describeInBrowser('merging', () => {
  const browser = useBrowser()
  const apps = new Map<ModuleSet, TestApp>()
  beforeAll(async () => {
    for (const modules of ['stock', 'foreign'] as const) apps.set(modules, await startTestApp(modules))
  })
  afterAll(async () => {
    for (const app of apps.values()) await app.stop()
  })
  const appOf = (modules: ModuleSet): TestApp => {
    const app = apps.get(modules)
    if (!app) throw new Error('The application starts before the first test.')
    return app
  }

  it.each(CASES)('from the duplicates of all $module to one record, and back with one undo', async ({ modules, module, key, child, names }) => {
    const app = appOf(modules)
    const call = async (url: string, values: object) => {
      const answer = await app.call({ as: 'admin', method: 'POST', url: `/api/records/${url}`, body: { values } })
      expect(`${answer.status} ${answer.text.slice(0, 300)}`).toMatch(/^201/)
      return answer.body as { id: string }
    }
    const same = modules === 'foreign' ? { email: 'mei@library.example' } : {}
    const one = await call(module, { [key]: names[0], ...same })
    const two = await call(module, { [key]: names[1], ...same })
    const book = modules === 'foreign' ? { book: (await call('books', { title: 'Emma', status: 'on_shelf' })).id } : {}
    const dependent = await call(child.module, {
      [child.key]: 'Dependent',
      [child.reference]: two.id,
      ...book,
    })
    const parentOf = async () =>
      ((await app.call({ as: 'admin', url: `/api/records/${child.module}/${dependent.id}` })).body as { values: Record<string, unknown> }).values[
        child.reference
      ]

    const page = await browser.openAs(app, 'admin')
    await page.goto(`/m/${module}/duplicates`)
    await press(page, 'Find duplicates')
    await page.getByText(/group of likely duplicates/).waitFor()
    await press(page, 'Merge')
    await page.waitForURL(/\/merge\?ids=/)
    const table = page.getByRole('region', { name: 'Records to merge' })
    // The older one stays, with the name that is chosen.
    await table.getByRole('columnheader', { name: names[0] }).getByRole('radio').check()
    await table
      .getByRole('radio', { name: new RegExp(`: ${names[1].replace(/[.*+?^$()|[\]\\]/g, '\\$&')}$`) })
      .first()
      .check()
    await press(page, 'Merge 2 records')
    await page.waitForURL(`**/m/${module}/${one.id}`)
    expect(await parentOf()).toBe(one.id)

    browser.problemsOf(page).expect(/^404 GET/)
    await press(page, 'Undo')
    await expect.poll(parentOf, { timeout: 10_000 }).toBe(two.id)
  })

  it('remembers that records are no duplicates', async () => {
    const app = appOf('stock')
    for (const name of ['Twin Works', 'twin works'])
      await app.call({ as: 'admin', method: 'POST', url: '/api/records/campaigns', body: { values: { name, close_date: '2030-01-01' } } })
    const page = await browser.openAs(app, 'admin', { locale: 'zh-CN' })
    await page.goto('/m/campaigns/duplicates')
    await press(page, '查找重复')
    await press(page, '不是重复')
    await page.getByText('未发现重复').waitFor()
    await press(page, '重新查找')
    await page.getByText('未发现重复').waitFor()
    expect(await page.getByRole('button', { name: '不是重复' }).count()).toBe(0)
  })
})
