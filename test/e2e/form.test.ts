import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type ModuleSet, startTestApp, type TestApp } from '../support/start-app.ts'
import { describeInBrowser, useBrowser } from './support/browser.ts'
import { choose, press } from './support/controls.ts'

const apps = new Map<ModuleSet, TestApp>()
const appOf = (modules: ModuleSet): TestApp => {
  const app = apps.get(modules)
  if (!app) throw new Error('The application starts before the first test.')
  return app
}
const create = async (modules: ModuleSet, module: string, values: object): Promise<{ id: string }> =>
  (await appOf(modules).call({ as: 'admin', method: 'POST', url: `/api/records/${module}`, body: { values } })).body as { id: string }
const valuesOf = async (modules: ModuleSet, module: string, id: string) =>
  ((await appOf(modules).call({ as: 'admin', url: `/api/records/${module}/${id}` })).body as { values: Record<string, unknown> }).values
const idIn = (page: Page): string => new URL(page.url()).pathname.split('/')[3] ?? ''
const isSaved = (page: Page) => page.getByText('Saved.').first().waitFor()

describeInBrowser('the form', () => {
  const browser = useBrowser()
  beforeAll(async () => {
    for (const modules of ['stock', 'foreign'] as const) apps.set(modules, await startTestApp(modules))
  })
  afterAll(async () => {
    for (const app of apps.values()) await app.stop()
  })

  it.each([
    { modules: 'stock', module: 'accounts', name: 'Account name', key: 'name' },
    { modules: 'stock', module: 'contacts', name: 'Last name', key: 'last_name' },
    { modules: 'foreign', module: 'books', name: 'Title', key: 'title' },
  ] as const)('saves and stays with Ctrl+S, again and again, and closes with Ctrl+Enter: $module', async ({ modules, module, name, key }) => {
    const page = await browser.openAs(appOf(modules), 'admin')
    await page.goto(`/m/${module}/new`)
    const box = page.getByRole('textbox', { name: new RegExp(`^${name}`) }).first()
    await box.fill('First')
    await page.keyboard.press('Control+s')
    await page.waitForURL(/\/edit$/)
    for (const text of ['Second', 'Third']) {
      await box.fill(text)
      await page.keyboard.press('Control+s')
      await expect.poll(() => valuesOf(modules, module, idIn(page)), { timeout: 5_000 }).toMatchObject({ [key]: text })
    }
    await box.fill('Fourth')
    await page.keyboard.press('Control+Enter')
    await page.waitForURL((url) => !url.pathname.endsWith('/edit'))
    expect(await valuesOf(modules, module, idIn(page))).toMatchObject({ [key]: 'Fourth' })
  })

  it('follows conditions and choices while one types, and leads from a problem to its field', async () => {
    const page = await browser.openAs(appOf('foreign'), 'admin')
    const { id } = await create('foreign', 'members', { name: 'Of age' })
    await page.goto(`/m/members/${id}/edit`)
    // Without a guardian there is nothing to write there.
    const phone = page.getByRole('textbox', { name: /^Phone of the guardian/ })
    await phone.waitFor()
    expect(await phone.isDisabled()).toBe(true)
    expect(await page.getByRole('textbox', { name: /^Name/ }).isDisabled()).toBe(false)

    await page.goto('/m/books/new')
    await page.getByRole('textbox', { name: /^Title/ }).fill('Lost')
    expect(await page.getByText('Lost on').count()).toBe(0)
    await choose(page, /^Status/, 'Lost')
    await page.getByText('Lost on').waitFor()
    await choose(page, 'Genre', 'Science')
    await page.getByRole('combobox', { name: 'Kind' }).click()
    await expect.poll(() => page.getByRole('option').allInnerTexts()).toEqual(['Physics'])
    await page.keyboard.press('Escape')
    browser.problemsOf(page).expect(/^422 POST/)
    await press(page, 'Save')
    const summary = page.getByRole('alert').filter({ hasText: 'Not saved yet' })
    await summary.getByRole('button', { name: 'Lost on' }).click()
    expect(await page.locator('[data-field=lost_on] :focus').count()).toBe(1)
  })

  it('remembers which sections are folded', async () => {
    const page = await browser.openAs(appOf('foreign'), 'admin')
    await page.goto('/m/books/new')
    const section = page.getByRole('button', { name: 'Details', expanded: false })
    await section.click()
    await page.getByText('Reading time').waitFor()
    await page.waitForResponse((response) => response.url().includes('/api/preferences/') && response.request().method() === 'PUT')
    await page.reload()
    await page.getByRole('button', { name: 'Details', expanded: true }).waitFor()
  })

  it('asks before what was typed is lost, and offers a long text again after a crash', async () => {
    const { id } = await create('foreign', 'books', { title: 'Emma' })
    const page = await browser.openAs(appOf('foreign'), 'admin')
    await page.goto(`/m/books/${id}/edit`)
    await page.getByRole('textbox', { name: 'Summary' }).fill('Half a page of thoughts')
    const drafts = () => page.evaluate<string[]>("Object.keys(localStorage).filter((key) => key.startsWith('mortise.draft.'))")
    await expect.poll(drafts, { timeout: 10_000 }).toHaveLength(1)
    page.once('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await page.getByText('There is an unsaved draft').waitFor()
    await press(page, 'Use the draft')
    expect(await page.getByRole('textbox', { name: 'Summary' }).inputValue()).toBe('Half a page of thoughts')

    await press(page, 'Cancel')
    await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Cancel' }).click()
    await page.keyboard.press('Control+s')
    await isSaved(page)
    expect(await valuesOf('foreign', 'books', id)).toMatchObject({ summary: 'Half a page of thoughts' })
    expect(await drafts()).toEqual([])
  })

  it('brings together what two people change at once, and lets one choose where they meet', async () => {
    const { id } = await create('stock', 'accounts', { name: 'Meeting point' })
    const page = await browser.openAs(appOf('stock'), 'admin')
    browser.problemsOf(page).expect(/^409 PATCH/)
    await page.goto(`/m/accounts/${id}/edit`)
    await page.getByRole('textbox', { name: /^Account name/ }).fill('Mine')
    const other = (version: number, values: object) =>
      appOf('stock').call({ as: 'admin', method: 'PATCH', url: `/api/records/accounts/${id}`, body: { version, values } })
    await other(1, { website: 'https://theirs.example' })
    await page.keyboard.press('Control+s')
    await isSaved(page)
    expect(await valuesOf('stock', 'accounts', id)).toMatchObject({ name: 'Mine', website: 'https://theirs.example' })

    await page.getByRole('textbox', { name: /^Account name/ }).fill('Mine again')
    await other(3, { name: 'Theirs' })
    await page.keyboard.press('Control+s')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: /Theirs$/ }).check()
    await dialog.getByRole('button').last().click()
    await expect.poll(() => page.getByRole('textbox', { name: /^Account name/ }).inputValue()).toBe('Theirs')
  })

  it.each([
    { modules: 'stock', module: 'accounts', there: { name: 'Duplicate House' }, typed: { 'Account name': 'duplicate house, Ltd.' }, found: 'Duplicate House' },
    {
      modules: 'stock',
      module: 'leads',
      there: { last_name: 'Wattson', first_name: 'Emma', company: 'Watt' },
      typed: { 'Last name': 'Watson', 'First name': 'Emma', Company: 'Watt' },
      found: /Wattson/,
    },
    { modules: 'foreign', module: 'books', there: { title: 'Twice', isbn: '978-7-020-00000-8' }, typed: { ISBN: '978-7-020-00000-8' }, found: 'Twice' },
  ] as const)('shows what is there already while one types, the same or only similar: $module', async ({ modules, module, there, typed, found }) => {
    await create(modules, module, there)
    const page = await browser.openAs(appOf(modules), 'admin')
    await page.goto(`/m/${module}/new`)
    for (const [label, text] of Object.entries(typed))
      await page
        .getByRole('textbox', { name: new RegExp(`^${label}`) })
        .first()
        .fill(text)
    await page.getByRole('status').filter({ hasText: 'Perhaps it is there already' }).getByRole('link', { name: found }).first().waitFor()
  })

  it('offers the records seen last, finds others in their list, or makes one on the way', async () => {
    const { id } = await create('stock', 'accounts', { name: 'Look-up House' })
    await create('stock', 'accounts', { name: 'A newer house' })
    const page = await browser.openAs(appOf('stock'), 'admin')
    const seen = page.waitForResponse((response) => (response.request().postData() ?? '').includes(`"id":"${id}"`))
    await page.goto(`/m/accounts/${id}`)
    await seen
    await page.goto('/m/contacts/new')
    await page.getByRole('combobox', { name: 'Account', exact: true }).click()
    // What was looked at last comes first.
    await page.getByRole('option', { name: 'A newer house' }).waitFor()
    expect(await page.getByRole('option').first().innerText()).toContain('Look-up House')
    await press(page, 'Search in the list')
    const dialog = page.getByRole('dialog', { name: /^Choose/ })
    await dialog.getByRole('searchbox', { name: 'Search' }).fill('look-up')
    await dialog.getByRole('gridcell', { name: 'Look-up House' }).click()
    await page.locator('[data-field=account]').getByText('Look-up House').waitFor()

    const box = page.getByRole('combobox', { name: 'Account', exact: true })
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    // The dialog gives the focus back a moment after it is gone; a menu that was opened meanwhile closes, and is opened again.
    await vi.waitFor(
      async () => {
        await box.click()
        await box.fill('Made on the way')
        await page.getByRole('button', { name: /^New account “Made on the way”/ }).click({ timeout: 3_000 })
      },
      { timeout: 20_000 },
    )
    const modal = page.getByRole('dialog', { name: 'New: account' })
    // From its first moment a dialog stands where it will stay: what is pressed while it fades in does not slip away.
    const save = modal.getByRole('button', { name: 'Save' }).last()
    const first = await save.boundingBox()
    await page.waitForTimeout(400)
    expect(await save.boundingBox()).toEqual(first)
    expect(await modal.getByRole('textbox', { name: /^Account name/ }).inputValue()).toBe('Made on the way')
    await modal.getByRole('button', { name: 'Save' }).last().click()
    await page.locator('[data-field=account]').getByText('Made on the way').waitFor()
  })

  it('begins a copy with everything but what must be its own', async () => {
    const { id } = await create('foreign', 'books', { title: 'Original', isbn: '978-7-020-00000-1', author: 'Austen' })
    const page = await browser.openAs(appOf('foreign'), 'admin')
    await page.goto(`/m/books/new?from=${id}`)
    await expect.poll(() => page.getByRole('textbox', { name: /^Title/ }).inputValue(), { timeout: 10_000 }).toBe('Original')
    expect(await page.getByRole('textbox', { name: 'ISBN' }).inputValue()).toBe('')
    await press(page, 'More ways to save')
    await page.getByRole('menuitem', { name: 'Save and new' }).click()
    await isSaved(page)
    await expect.poll(() => page.getByRole('textbox', { name: /^Title/ }).inputValue(), { timeout: 10_000 }).toBe('')
  })

  it('speaks Chinese, on a phone', async () => {
    const page = await browser.openAs(appOf('stock'), 'admin', { locale: 'zh-CN', device: 'phone' })
    await page.goto('/m/accounts/new')
    await page.getByRole('heading', { name: '新建客户', level: 1 }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  })
})
