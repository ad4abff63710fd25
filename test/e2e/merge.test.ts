import { beforeAll, expect, it } from 'vitest'
import type { ListResult } from '../../engine/contract/api.ts'
import { describeInBrowser, useBrowser } from './support/browser.ts'
import { press } from './support/controls.ts'
import { create, valuesOf } from './support/list-subjects.ts'
import { loadSalesPipeline } from './support/load-sales-pipeline.ts'
import { MERGE_SUBJECTS, PARENT } from './support/merge-subjects.ts'
import { useApps } from './support/use-apps.ts'

describeInBrowser('merging', () => {
  const browser = useBrowser()
  const appOf = useApps()
  beforeAll(() => loadSalesPipeline(appOf('stock'), 200))

  it.each(MERGE_SUBJECTS)('from the duplicates of all $module, by every rule, to one record field by field, and back with one undo', async (subject) => {
    const { module, differs, child, link } = subject
    const app = appOf(subject.set)
    const make = (of: string, values: Record<string, unknown>) => create(app, 'admin', of, values)
    const parent = await make(subject.parent.module, subject.parent.values)
    const pairs: string[][] = []
    for (const pair of [subject.pair, ...subject.others]) {
      const withParent = pair.map((values) => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value === PARENT ? parent : value])))
      pairs.push([await make(module, withParent[0] ?? {}), await make(module, withParent[1] ?? {})])
    }
    const [one = '', two = ''] = pairs[0] ?? []
    const linked = await make(link.module, link.values)
    await app.call({ as: 'admin', method: 'PUT', url: `/api/records/${module}/${two}/links/${link.key}/${linked}`, body: {} })
    const dependent = await make(child.module, { ...child.values, [child.reference]: two, ...(link.module === 'books' && { book: linked }) })
    const parentOf = async () => (await valuesOf(app, 'admin', `${child.module}/${dependent}`))[child.reference]
    const linkedWith = async (id: string) =>
      ((await app.call({ as: 'admin', url: `/api/records/${module}/${id}/related/${link.key}` })).body as ListResult).records.map((record) => record.id)

    const page = await browser.openAs(app, 'admin')
    await page.goto(`/m/${module}/duplicates`)
    await press(page, 'Find duplicates')
    await page.getByText(/groups of likely duplicates/).waitFor()
    const nameOf = (values: Record<string, unknown>) => String(values[subject.name[0]])
    const groupOf = (values: Record<string, unknown>) => page.locator('.group').filter({ hasText: nameOf(values) })
    const reasons = [subject.pair, ...subject.others].map(([first]) => groupOf(first).locator('.reason').innerText())
    expect(await Promise.all(reasons)).toEqual(subject.reasons)
    const [ours, theirs] = [nameOf(subject.pair[0]), nameOf(subject.pair[1])]
    await press(groupOf(subject.pair[1]), 'Merge')
    await page.waitForURL(/\/merge\?ids=/)
    const table = page.getByRole('region', { name: 'Records to merge' })
    // The older one stays, with the name of the other and a field of its own.
    await table.getByRole('columnheader').filter({ hasText: ours }).getByRole('radio').check()
    await table.getByRole('radio', { name: `${subject.name[1]}: ${theirs}`, exact: true }).check()
    await table.getByRole('radio', { name: `${differs[1]}: ${ours}`, exact: true }).check()
    await press(page, 'Merge 2 records')
    await page.waitForURL(`**/m/${module}/${one}`)
    // Together: the offer to undo does not stand for ever.
    const [merged, points, links] = await Promise.all([valuesOf(app, 'admin', `${module}/${one}`), parentOf(), linkedWith(one)])
    expect(merged).toMatchObject({ [subject.name[0]]: theirs, [differs[0]]: subject.pair[0][differs[0]] })
    expect([points, links]).toEqual([one, [linked]])

    browser.problemsOf(page).expect(/^404 GET/)
    await press(page, 'Undo')
    await expect.poll(parentOf).toBe(two)
    expect(await valuesOf(app, 'admin', `${module}/${one}`)).toMatchObject({ [subject.name[0]]: ours })
    expect([await linkedWith(one), await linkedWith(two)]).toEqual([[], [linked]])
  })

  it('remembers that records are no duplicates', async () => {
    const app = appOf('stock')
    for (const name of ['Twin Works', 'twin works']) await create(app, 'admin', 'campaigns', { name, close_date: '2030-01-01' })
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
