import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/start-app.ts'
import { describeInBrowser, useBrowser } from './support/browser.ts'
import { choose, press } from './support/controls.ts'

interface Stored {
  id: string
  values: Record<string, unknown>
}

async function create(app: TestApp, as: string, module: string, values: Record<string, unknown>): Promise<string> {
  const answer = await app.call({ as, method: 'POST', url: `/api/records/${module}`, body: { values } })
  if (answer.status !== 201) throw new Error(answer.text)
  return (answer.body as Stored).id
}

async function valuesOf(app: TestApp, as: string, address: string): Promise<Record<string, unknown>> {
  return ((await app.call({ as, url: `/api/records/${address}` })).body as Stored).values
}

/** The cell of a row in a column, by the head of the column. */
async function cell(page: Page, row: string, column: string) {
  await page.getByRole('columnheader', { name: column }).waitFor()
  const heads = await page.getByRole('columnheader').allInnerTexts()
  // The boxes for selecting stand before the columns.
  const at = heads.findIndex((head) => head.trim() === column) - 1
  return page.getByRole('row', { name: row }).locator('[data-column]').nth(at)
}

describeInBrowser('the list of modules that nobody knew before', () => {
  const browser = useBrowser()
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp('foreign')
  })
  afterAll(() => app?.stop())

  it('edits a value where it stands, and says at the cell what is wrong', async () => {
    const id = await create(app, 'dora', 'books', { title: 'Emma', author: 'Austin' })
    const page = await browser.openAs(app, 'dora')
    await page.goto('/m/books')
    await (await cell(page, 'Emma', 'Author')).dblclick()
    await page.locator('.cell-editor input').fill('Jane Austen')
    await page.keyboard.press('Enter')
    await page.getByRole('row', { name: 'Emma' }).getByText('Jane Austen').waitFor()
    await expect.poll(async () => (await valuesOf(app, 'dora', `books/${id}`)).author).toBe('Jane Austen')

    browser.problemsOf(page).expect(/^422 PATCH/)
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    await page.locator('.cell-editor input').fill('')
    await page.keyboard.press('Enter')
    await page.locator('.cell-editor').getByText('Fill this in.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Emma' }).waitFor()
  })

  it('merges what two people change, and asks where both changed the same', async () => {
    const id = await create(app, 'dora', 'books', { title: 'Persuasion', author: 'Nobody' })
    const page = await browser.openAs(app, 'dora')
    await page.goto('/m/books')
    await (await cell(page, 'Persuasion', 'Author')).dblclick()
    await page.locator('.cell-editor input').fill('Mine')
    await app.call({ as: 'admin', method: 'PATCH', url: `/api/records/books/${id}`, body: { version: 1, values: { author: 'Theirs' } } })
    browser.problemsOf(page).expect(/^409 PATCH/)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('Theirs').waitFor()
    await page.keyboard.press('Escape')
  })

  it('moves a card by keys, and asks for what the new column needs', async () => {
    const id = await create(app, 'dora', 'books', { title: 'Walden', status: 'on_shelf' })
    const page = await browser.openAs(app, 'dora')
    await page.goto('/m/books?form=board')
    const card = page.locator(`[data-id="${id}"]`)
    await card.getByRole('link').focus()
    await page.keyboard.press('Alt+ArrowRight')
    await expect.poll(async () => (await valuesOf(app, 'dora', `books/${id}`)).status).toBe('lent')

    browser.problemsOf(page).expect(/^422 PATCH/)
    await card.hover()
    await card.getByRole('button', { name: 'Move to' }).click()
    await page.getByRole('menu').getByText('Lost').click()
    const form = page.getByRole('dialog')
    await form.locator('input').first().fill('2026-01-05')
    await page.keyboard.press('Enter')
    await press(form, 'Move')
    await form.waitFor({ state: 'detached' })
    expect(await valuesOf(app, 'dora', `books/${id}`)).toMatchObject({ status: 'lost', lost_on: '2026-01-05' })
  })

  it('moves a card by the mouse', async () => {
    const id = await create(app, 'dora', 'books', { title: 'Dragged', status: 'on_shelf' })
    const page = await browser.openAs(app, 'dora')
    await page.goto('/m/books?form=board')
    const card = page.locator(`[data-id="${id}"]`)
    await card.waitFor()
    const [from, to] = [await card.boundingBox(), await page.getByRole('region', { name: 'Lent' }).boundingBox()]
    if (!from || !to) throw new Error('The board is not drawn.')
    await page.mouse.move(from.x + 60, from.y + 30)
    await page.mouse.down()
    await page.mouse.move(from.x + 90, from.y + 40, { steps: 4 })
    await page.mouse.move(to.x + 120, to.y + 90, { steps: 12 })
    await page.mouse.up()
    await expect.poll(async () => (await valuesOf(app, 'dora', `books/${id}`)).status).toBe('lent')
  })

  it('changes everything that matches in the background, and takes it back as one', async () => {
    await Promise.all(Array.from({ length: 65 }, (_, index) => create(app, 'dora', 'books', { title: `Mass ${index}`, author: 'Before' })))
    const page = await browser.openAs(app, 'dora')
    await page.goto(`/m/books?filter=${encodeURIComponent(JSON.stringify({ field: 'author', op: 'is', value: 'Before' }))}`)
    await page.locator('[role=gridcell].box').first().click()
    await press(page, 'Select all 65')
    await press(page.getByRole('toolbar', { name: 'Actions for the selected rows' }), 'Edit')
    const dialog = page.getByRole('dialog')
    await choose(dialog, 'Choose a field', 'Author', 'Author')
    await dialog.getByRole('textbox', { name: 'Author' }).fill('After')
    await press(dialog, 'Change 65 records')
    const toast = page.getByText('65 records changed.')
    await toast.waitFor()
    const count = async (author: string) =>
      (
        await app.call({
          as: 'dora',
          url: `/api/records/books?count=exact&limit=1&filter=${encodeURIComponent(JSON.stringify({ field: 'author', op: 'is', value: author }))}`,
        })
      ).body
    expect(await count('After')).toMatchObject({ count: { value: 65 } })
    await press(page, 'Undo')
    await expect.poll(() => count('Before')).toMatchObject({ count: { value: 65 } })
  })
})

describeInBrowser('the list of the stock modules', () => {
  const browser = useBrowser()
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp('stock')
  })
  afterAll(() => app?.stop())

  describe.each([
    { module: 'opportunities', name: 'name', status: 'stage', from: 'prospecting', to: 'qualification', date: 'close_date' },
    { module: 'tasks', name: 'subject', status: 'status', from: 'not_started', to: 'in_progress', date: 'due' },
  ])('of $module', ({ module, name, status, from, to, date }) => {
    const today = new Date().toISOString().slice(0, 10)

    it('is a board on which records move', async () => {
      const id = await create(app, 'admin', module, { [name]: 'Moves', [status]: from, [date]: today })
      const page = await browser.openAs(app, 'admin')
      await page.goto(`/m/${module}?form=board`)
      await page.locator(`[data-id="${id}"] a`).focus()
      await page.keyboard.press('Alt+ArrowRight')
      await expect.poll(async () => (await valuesOf(app, 'admin', `${module}/${id}`))[status]).toBe(to)
      await page.goBack()
    })

    it('is a calendar on which records stand, and the back button leads to the table', async () => {
      await create(app, 'admin', module, { [name]: 'Due today', [status]: from, [date]: today })
      const page = await browser.openAs(app, 'admin')
      await page.goto(`/m/${module}`)
      await press(page, 'Calendar')
      await page.locator('.record-calendar').getByText('Due today').first().waitFor()
      expect(new URL(page.url()).searchParams.get('form')).toBe('calendar')
      await page.goBack()
      await page.getByRole('grid').waitFor()
    })

    it('is used with a thumb: cards are selected and changed together', async () => {
      const page = await browser.openAs(app, 'admin', { device: 'phone', locale: 'zh-CN' })
      await page.goto(`/m/${module}`)
      await press(page, '更多操作')
      await page.getByRole('menuitem', { name: '选择' }).click()
      await page.locator('.record-cards li').first().click()
      await page.getByText('已选 1 条').waitFor()
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    })
  })
})
