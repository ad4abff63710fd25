import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { ModuleSet } from '../support/start-app.ts'
import { describeInBrowser, useBrowser } from './support/browser.ts'
import { choose, type Place, press } from './support/controls.ts'
import { FORM_SUBJECTS, HOUSE_RULES, LIKELY_DUPLICATES, LOOK_UPS } from './support/form-subjects.ts'
import { create, valuesOf } from './support/list-subjects.ts'
import { loadSalesPipeline } from './support/load-sales-pipeline.ts'
import { useApps } from './support/use-apps.ts'

/** In the page: until nothing fades in or out any more. */
const FADED_IN = 'Promise.allSettled(document.getAnimations().flatMap((one) => (one instanceof CSSTransition ? [one.finished] : [])))'

const idIn = (page: Page): string => new URL(page.url()).pathname.split('/')[3] ?? ''
const isSaved = (page: Page) => page.getByText('Saved.').first().waitFor()
const box = (place: Place, label: string) => place.getByRole('textbox', { name: new RegExp(`^${label}`) }).first()

describeInBrowser('the form', () => {
  const browser = useBrowser()
  const appOf = useApps({ stock: { metadata: HOUSE_RULES } })
  beforeAll(() => loadSalesPipeline(appOf('stock'), 200))
  const openForm = async (set: ModuleSet, address: string): Promise<Page> => {
    const page = await browser.openAs(appOf(set), 'admin')
    await page.goto(address)
    return page
  }

  describe.each(FORM_SUBJECTS)('of $module', ({ set, module, name: [nameKey, nameLabel], ...subject }) => {
    const make = (values: Record<string, unknown>) => create(appOf(set), 'admin', module, values)
    const saved = (id: string) => valuesOf(appOf(set), 'admin', `${module}/${id}`)

    it('saves and stays with Ctrl+S, again and again, and closes with Ctrl+Enter', async () => {
      const page = await openForm(set, `/m/${module}/new`)
      await box(page, nameLabel).fill('First')
      await page.keyboard.press('Control+s')
      await page.waitForURL(/\/edit$/)
      for (const text of ['Second', 'Third']) {
        await box(page, nameLabel).fill(text)
        await page.keyboard.press('Control+s')
        await expect.poll(() => saved(idIn(page))).toMatchObject({ [nameKey]: text })
      }
      await box(page, nameLabel).fill('Fourth')
      await page.keyboard.press('Control+Enter')
      await page.waitForURL((url) => !url.pathname.endsWith('/edit'))
      expect(await saved(idIn(page))).toMatchObject({ [nameKey]: 'Fourth' })
    })

    it('follows conditions and choices while one types, and leads from a problem to its field', async () => {
      const { status, choice, folded } = subject
      const [key, label] = status.asksFor
      const page = await openForm(set, `/m/${module}/new`)
      await box(page, nameLabel).fill('Conditional')
      await press(page, folded[0])
      await choose(page, choice.label, choice.option)
      await page.getByRole('combobox', { name: choice.dependent }).click()
      await expect.poll(() => page.getByRole('option').allInnerTexts()).toEqual(choice.offered)
      await page.keyboard.press('Escape')

      expect(await page.locator(`[data-field=${key}]`).count()).toBe(0)
      await choose(page, status.label, status.option)
      await page.locator(`[data-field=${key}]`).getByText('*').waitFor()
      browser.problemsOf(page).expect(/^422 POST/)
      await press(page, 'Save')
      const summary = page.getByRole('alert').filter({ hasText: 'Not saved yet' })
      await summary.getByRole('button', { name: label }).click()
      await page.locator(`[data-field=${key}] :focus`).waitFor()
      await page.locator(`[data-field=${key}]`).getByText('Fill this in.').waitFor()
    })

    it('remembers which sections are folded, asks before what was typed is lost, and offers a long text again after a crash', async () => {
      const [key, label] = subject.long
      const [section, field] = subject.folded
      const id = await make({ [nameKey]: 'Long' })
      const page = await openForm(set, `/m/${module}/${id}/edit`)
      const kept = async () => {
        const { body } = await appOf(set).call({ as: 'admin', url: '/api/preferences/ui' })
        return (body as { value: Record<string, unknown> | null }).value?.[`form.folded.${module}`]
      }
      const before = await kept()
      const head = (expanded: boolean) => page.getByRole('button', { name: section, expanded })
      const wasOpen = await head(true).or(head(false)).first().getAttribute('aria-expanded')
      await head(wasOpen === 'true').click()
      await head(wasOpen !== 'true').waitFor()
      await box(page, label).fill('Half a page of thoughts')
      const drafts = () => page.evaluate<string[]>("Object.keys(localStorage).filter((key) => key.startsWith('mortise.draft.'))")
      await expect.poll(drafts).toHaveLength(1)
      await expect.poll(kept).not.toEqual(before)
      page.once('dialog', (dialog) => void dialog.accept())
      await page.reload()
      await page.getByText('There is an unsaved draft').waitFor()
      await head(wasOpen !== 'true').waitFor()
      expect(await page.getByText(field, { exact: true }).isVisible()).toBe(wasOpen !== 'true')
      await press(page, 'Use the draft')
      expect(await box(page, label).inputValue()).toBe('Half a page of thoughts')

      await press(page, 'Cancel')
      await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Cancel' }).click()
      await page.keyboard.press('Control+s')
      await isSaved(page)
      expect(await saved(id)).toMatchObject({ [key]: 'Half a page of thoughts' })
      expect(await drafts()).toEqual([])
    })

    it('locks what a condition locks, brings together what two people change at once, and lets one choose where they meet', async () => {
      const { values, field } = subject.locked
      const [otherKey, otherValue] = subject.other
      const id = await make({ [nameKey]: 'Meeting point', ...values })
      const meanwhile = (version: number, changed: object) =>
        appOf(set).call({ as: 'admin', method: 'PATCH', url: `/api/records/${module}/${id}`, body: { version, values: changed } })
      const page = await openForm(set, `/m/${module}/${id}/edit`)
      browser.problemsOf(page).expect(/^409 PATCH/)
      await box(page, nameLabel).fill('Mine')
      expect(await page.locator(`[data-field=${field}] input`).isDisabled()).toBe(true)
      await meanwhile(1, { [otherKey]: otherValue })
      await page.keyboard.press('Control+s')
      await isSaved(page)
      expect(await saved(id)).toMatchObject({ [nameKey]: 'Mine', [otherKey]: otherValue })

      await box(page, nameLabel).fill('Mine again')
      await meanwhile(3, { [nameKey]: 'Theirs' })
      await page.keyboard.press('Control+s')
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('radio', { name: /Theirs$/ }).check()
      await dialog.getByRole('button').last().click()
      await expect.poll(() => box(page, nameLabel).inputValue()).toBe('Theirs')
    })
  })

  it.each(LIKELY_DUPLICATES)('shows what is there already while one types, the same or only similar: $module', async ({ set, module, there, typed, found }) => {
    await create(appOf(set), 'admin', module, there)
    const page = await openForm(set, `/m/${module}/new`)
    for (const [label, text] of Object.entries(typed)) await box(page, label).fill(text)
    await page.getByRole('status').filter({ hasText: 'Perhaps it is there already' }).getByRole('link', { name: found }).first().waitFor()
  })

  it.each(LOOK_UPS)(
    'offers the records seen last, finds others in their list, or makes one on the way: $module',
    async ({ set, module, field: [key, label], to, kind, name: [nameKey, nameLabel] }) => {
      const id = await create(appOf(set), 'admin', to, { [nameKey]: `Look-up House ${module}` })
      await create(appOf(set), 'admin', to, { [nameKey]: `A newer house ${module}` })
      const page = await openForm(set, `/m/${to}/${id}`)
      await page.waitForResponse((response) => (response.request().postData() ?? '').includes(`"id":"${id}"`))
      await page.goto(`/m/${module}/new`)
      const field = page.locator(`[data-field=${key}]`)
      const choices = page.getByRole('combobox', { name: label, exact: true })
      await choices.click()
      // What was looked at last comes first.
      await page.getByRole('option', { name: `A newer house ${module}` }).waitFor()
      expect(await page.getByRole('option').first().innerText()).toContain(`Look-up House ${module}`)
      await press(page, 'Search in the list')
      const list = page.getByRole('dialog', { name: /^Choose/ })
      await list.getByRole('searchbox', { name: 'Search' }).fill('look-up')
      await list.getByRole('gridcell', { name: `Look-up House ${module}` }).click()
      await field.getByText(`Look-up House ${module}`).waitFor()
      await list.waitFor({ state: 'detached' })

      // The dialog gives the focus back a moment after it is gone; a menu that was opened meanwhile closes, and is opened again.
      await vi.waitFor(
        async () => {
          await choices.click()
          await choices.fill(`Made for ${module}`)
          await page.getByRole('button', { name: `New ${kind} “Made for ${module}”` }).click({ timeout: 3_000 })
        },
        { timeout: 20_000 },
      )
      const modal = page.getByRole('dialog', { name: `New: ${kind}` })
      // From its first moment a dialog stands where it will stay: what is pressed while it fades in does not slip away.
      const save = modal.getByRole('button', { name: 'Save' }).last()
      const first = await save.boundingBox()
      await page.evaluate(FADED_IN)
      expect(await save.boundingBox()).toEqual(first)
      expect(await box(modal, nameLabel).inputValue()).toBe(`Made for ${module}`)
      await save.click()
      await field.getByText(`Made for ${module}`).waitFor()
    },
  )

  it('begins a copy with everything but what must be its own', async () => {
    const id = await create(appOf('foreign'), 'admin', 'books', { title: 'Original', isbn: '978-7-020-00000-1', author: 'Austen' })
    const page = await openForm('foreign', `/m/books/new?from=${id}`)
    await expect.poll(() => box(page, 'Title').inputValue()).toBe('Original')
    expect(await box(page, 'ISBN').inputValue()).toBe('')
    await press(page, 'More ways to save')
    await page.getByRole('menuitem', { name: 'Save and new' }).click()
    await isSaved(page)
    await expect.poll(() => box(page, 'Title').inputValue()).toBe('')
  })

  it('speaks Chinese, on a phone', async () => {
    const page = await browser.openAs(appOf('stock'), 'admin', { locale: 'zh-CN', device: 'phone' })
    await page.goto('/m/accounts/new')
    await page.getByRole('heading', { name: '新建客户', level: 1 }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  })
})
