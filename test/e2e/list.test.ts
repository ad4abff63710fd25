import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AggregateResult, ListResult } from '../../engine/contract/api.ts'
import type { Condition } from '../../engine/contract/condition.ts'
import { describeInBrowser, useBrowser } from './support/browser.ts'
import { choose, chooseOneMore, press } from './support/controls.ts'
import { create, filterOf, roleOf, SUBJECTS, valuesOf } from './support/list-subjects.ts'
import { loadSalesPipeline } from './support/load-sales-pipeline.ts'
import { useApps } from './support/use-apps.ts'

/** In the page: number and name of each row of the list that is drawn. */
const DRAWN = `[...document.querySelectorAll('[role=row][aria-rowindex]')]
  .map((row) => [Number(row.getAttribute('aria-rowindex')) - 2, row.querySelector('[data-column]')?.innerText.trim()])
  .filter(([at]) => at >= 0)`

/** Escape closes what is open, the innermost first. */
async function closePanel(page: Page, panel: Locator): Promise<void> {
  for (let times = 0; times < 3 && (await panel.isVisible()); times += 1) {
    await page.keyboard.press('Escape')
    await page.waitForTimeout(250)
  }
}

/** The cell of a row in a column, by the head of the column. */
async function cell(page: Page, row: string, column: string) {
  await page.getByRole('columnheader', { name: column }).waitFor()
  const heads = await page.getByRole('columnheader').allInnerTexts()
  // The boxes for selecting stand before the columns.
  const at = heads.findIndex((head) => head.trim() === column) - 1
  return page.getByRole('row', { name: row }).locator('[data-column]').nth(at)
}

/** Lists of the stock modules hold what the sales team has; those of the library are modules that nobody knew before. */
describeInBrowser('lists', () => {
  const browser = useBrowser()
  const appOf = useApps()
  const foreign = () => appOf('foreign')
  const stock = () => appOf('stock')
  beforeAll(async () => {
    await loadSalesPipeline(stock())
    await create(stock(), 'admin', 'users', { name: 'Sally', username: 'sally', email: 'sally@example.org', role: await roleOf(stock(), 'sales_manager') })
    const price = { amount: '10', currency: 'EUR' }
    const books = Array.from({ length: 70 }, (_, index) => ({ op: 'create', values: { title: `Volume ${index}`, author: 'Many', genre: 'fiction', price } }))
    await foreign().call({ as: 'dora', method: 'POST', url: '/api/records/books/batch', body: { mode: 'all', operations: books } })
  })

  describe('of modules that nobody knew before', () => {
    it('edits a value where it stands, and says at the cell what is wrong', async () => {
      const id = await create(foreign(), 'dora', 'books', { title: 'Emma', author: 'Austin' })
      const page = await browser.openAs(foreign(), 'dora')
      await page.goto('/m/books')
      await (await cell(page, 'Emma', 'Author')).dblclick()
      await page.locator('.cell-editor input').fill('Jane Austen')
      await page.keyboard.press('Enter')
      await page.getByRole('row', { name: 'Emma' }).getByText('Jane Austen').waitFor()
      await expect.poll(async () => (await valuesOf(foreign(), 'dora', `books/${id}`)).author).toBe('Jane Austen')

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
      const id = await create(foreign(), 'dora', 'books', { title: 'Persuasion', author: 'Nobody' })
      const page = await browser.openAs(foreign(), 'dora')
      await page.goto('/m/books')
      await (await cell(page, 'Persuasion', 'Author')).dblclick()
      await page.locator('.cell-editor input').fill('Mine')
      await foreign().call({ as: 'admin', method: 'PATCH', url: `/api/records/books/${id}`, body: { version: 1, values: { author: 'Theirs' } } })
      browser.problemsOf(page).expect(/^409 PATCH/)
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').getByText('Theirs').waitFor()
      await page.keyboard.press('Escape')
    })

    it('moves a card by keys with its amount, says where a limit is passed, and asks for what the new column needs', async () => {
      const price = (amount: string) => ({ amount, currency: 'EUR' })
      await create(foreign(), 'dora', 'books', { title: 'Walden', status: 'lent', price: price('5') })
      const id = await create(foreign(), 'dora', 'books', { title: 'Walden', status: 'on_shelf', price: price('7.5') })
      const page = await browser.openAs(foreign(), 'dora')
      await page.goto(`/m/books?form=board&${filterOf({ field: 'title', op: 'is', value: 'Walden' })}`)
      const headOf = async (name: string) => (await page.getByRole('region', { name }).locator('header').innerText()).replace(/\s+/g, ' ')
      await expect.poll(() => headOf('Lent')).toMatch(/^Lent 1 \/ 1 .*€ 5\.00$/)
      expect(await headOf('On the shelf')).toBe('On the shelf 1 € 7.50')
      const card = page.locator(`[data-id="${id}"]`)
      await card.getByRole('link').focus()
      await page.keyboard.press('Alt+ArrowRight')
      await expect.poll(async () => (await valuesOf(foreign(), 'dora', `books/${id}`)).status).toBe('lent')
      await expect.poll(() => headOf('Lent')).toMatch(/^Lent 2 \/ 1 .*€ 12\.50$/)
      expect(await headOf('On the shelf')).toBe('On the shelf 0')
      await page.getByText('“Lent” holds more than it should.').first().waitFor()

      browser.problemsOf(page).expect(/^422 PATCH/)
      await card.hover()
      await card.getByRole('button', { name: 'Move to' }).click()
      await page.getByRole('menu').getByText('Lost').click()
      const form = page.getByRole('dialog')
      await form.locator('input').first().fill('2026-01-05')
      await page.keyboard.press('Enter')
      await press(form, 'Move')
      await form.waitFor({ state: 'detached' })
      expect(await valuesOf(foreign(), 'dora', `books/${id}`)).toMatchObject({ status: 'lost', lost_on: '2026-01-05' })
    })

    it('moves a card by the mouse', async () => {
      const id = await create(foreign(), 'dora', 'books', { title: 'Dragged', status: 'on_shelf' })
      const page = await browser.openAs(foreign(), 'dora')
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
      await expect.poll(async () => (await valuesOf(foreign(), 'dora', `books/${id}`)).status).toBe('lent')
    })

    it('changes everything that matches in the background, and takes it back as one', async () => {
      await Promise.all(Array.from({ length: 65 }, (_, index) => create(foreign(), 'dora', 'books', { title: `Mass ${index}`, author: 'Before' })))
      const page = await browser.openAs(foreign(), 'dora')
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
          await foreign().call({
            as: 'dora',
            url: `/api/records/books?count=exact&limit=1&filter=${encodeURIComponent(JSON.stringify({ field: 'author', op: 'is', value: author }))}`,
          })
        ).body
      expect(await count('After')).toMatchObject({ count: { value: 65 } })
      await press(page, 'Undo')
      await expect.poll(() => count('Before')).toMatchObject({ count: { value: 65 } })
    })
  })

  describe('of the stock modules', () => {
    describe.each([
      { module: 'opportunities', name: 'name', status: 'stage', from: 'prospecting', to: 'qualification', date: 'close_date' },
      { module: 'tasks', name: 'subject', status: 'status', from: 'not_started', to: 'in_progress', date: 'due' },
    ])('of $module', ({ module, name, status, from, to, date }) => {
      const today = new Date().toISOString().slice(0, 10)

      it('is a board on which records move', async () => {
        const amount = module === 'opportunities' ? { amount: { amount: '1250', currency: 'CNY' } } : {}
        const id = await create(stock(), 'admin', module, { [name]: 'Moves', [status]: from, [date]: today, ...amount })
        const page = await browser.openAs(stock(), 'admin')
        await page.goto(`/m/${module}?form=board&${filterOf({ field: name, op: 'is', value: 'Moves' })}`)
        await page.locator(`[data-id="${id}"] a`).focus()
        await page.keyboard.press('Alt+ArrowRight')
        await expect.poll(async () => (await valuesOf(stock(), 'admin', `${module}/${id}`))[status]).toBe(to)
        const sums = () =>
          page
            .locator('.board-lane')
            .filter({ has: page.locator(`[data-id="${id}"]`) })
            .locator('.sum')
            .allInnerTexts()
        await expect.poll(sums).toEqual(module === 'opportunities' ? [expect.stringContaining('1,250.00')] : [])
        await page.goBack()
      })

      it('is a calendar on which records stand, and the back button leads to the table', async () => {
        await create(stock(), 'admin', module, { [name]: 'Due today', [status]: from, [date]: today })
        const page = await browser.openAs(stock(), 'admin')
        await page.goto(`/m/${module}`)
        await press(page, 'Calendar')
        await page.locator('.record-calendar').getByText('Due today').first().waitFor()
        expect(new URL(page.url()).searchParams.get('form')).toBe('calendar')
        await page.goBack()
        await page.getByRole('grid').waitFor()
      })

      it('is used with a thumb: cards are selected and changed together, long names are read, the chosen tab is in sight', async () => {
        const longName = '名称很长的一条记录'.repeat(6)
        const id = await create(stock(), 'admin', module, { [name]: longName, [status]: from, [date]: today })
        const page = await browser.openAs(stock(), 'admin', { device: 'phone', locale: 'zh-CN' })
        await page.goto(`/m/${module}`)
        await press(page, '更多操作')
        await page.getByRole('menuitem', { name: '选择' }).click()
        await page.locator('.record-cards li').first().click()
        await page.getByText('已选 1 条').waitFor()
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
        // Nothing of the bar is cut off at the edge.
        const edge = await page.getByRole('button', { name: '删除' }).boundingBox()
        expect((edge?.x ?? 0) + (edge?.width ?? Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(390)

        await page.goto(`/m/${module}?form=calendar&${filterOf({ field: name, op: 'is', value: longName })}`)
        const event = page.locator('.record-calendar').getByText(longName)
        await event.waitFor()
        expect(await event.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
        await page.goto(`/m/${module}/${id}?tab=timeline`)
        const tab = await page.getByRole('tab', { name: '动态', selected: true }).boundingBox()
        expect((tab?.x ?? -1) >= 0 && (tab?.x ?? 0) + (tab?.width ?? 0) <= 390).toBe(true)
      })
    })
  })

  describe.each(SUBJECTS)('of $module, worked with', (subject) => {
    const { set, module, as, choice, edit, many } = subject
    const app = () => appOf(set)
    const count = async (filter: Condition): Promise<number> => {
      const { body } = await app().call({ as, url: `/api/records/${module}?count=exact&limit=1&${filterOf(filter)}` })
      return (body as ListResult).count?.value ?? -1
    }
    const open = async (filter?: Condition, user = as): Promise<Page> => {
      const page = await browser.openAs(app(), user)
      await page.goto(`/m/${module}${filter ? `?${filterOf(filter)}` : ''}`)
      await page.getByRole('grid').getByRole('row').nth(1).waitFor()
      return page
    }
    /** All that match are chosen, and a button of the bar is pressed. Answers the dialog, and how many there are. */
    const withAll = async (page: Page, action: string) => {
      const all = await count(many)
      await page.locator('[role=gridcell].box').first().click()
      await press(page, `Select all ${all}`)
      await press(page.getByRole('toolbar', { name: 'Actions for the selected rows' }), action)
      return { dialog: page.getByRole('dialog'), all }
    }
    const undoAll = (page: Page) => press(page, 'Undo')

    it('is narrowed by groups of conditions and ranges of days; the address carries them, for the back button and for others', async () => {
      const page = await open()
      await page.getByRole('button', { name: 'Filter', exact: true }).click()
      const panel = page.getByRole('dialog', { name: 'Filter' })
      await choose(panel, 'Field', subject.choice.label, subject.choice.label)
      await choose(panel, 'Value', subject.choice.option)
      await closePanel(page, panel)
      await expect.poll(() => new URL(page.url()).searchParams.get('filter')).toContain(choice.value)
      const narrowed = page.url()

      await page.getByRole('button', { name: 'Filter', exact: true }).click()
      await press(panel, 'Group')
      const group = panel.getByRole('group', { name: 'Any of these holds' })
      await choose(group, 'Field', 'Created at', 'Created at')
      await choose(group, 'Comparison', 'is within')
      await choose(group, 'Range of days', 'This week', 'This week')
      await closePanel(page, panel)
      const wanted = { any: [{ field: 'created_at', op: 'within', value: 'this_week' }] }
      await expect.poll(() => new URL(page.url()).searchParams.get('filter')).toContain('this_week')
      expect(await count({ all: [{ field: choice.key, op: 'is', value: choice.value }, wanted as Condition] })).toBeGreaterThan(0)
      await page.getByRole('list', { name: 'Filter' }).getByText(choice.option).first().waitFor()

      await page.goBack()
      await expect.poll(() => page.url()).toBe(narrowed)
      const other = await browser.openAs(app(), as)
      await other.goto(narrowed)
      await other.getByRole('list', { name: 'Filter' }).getByText(choice.option).first().waitFor()
      await other
        .getByText((await count({ field: choice.key, op: 'is', value: choice.value })).toLocaleString('en-US'))
        .first()
        .waitFor()
    })

    it('keeps columns, their order and pins, a sort by several columns and the density for its user', async () => {
      const page = await open()
      await press(page, 'Columns')
      const chooser = page.getByRole('dialog', { name: 'Columns' })
      await chooser.getByRole('checkbox', { name: edit.label }).click()
      await press(chooser, `Keep ${edit.label} in sight`)
      await press(chooser, 'Compact')
      const headsOf = async (place: Page) => (await place.getByRole('columnheader').allInnerTexts()).map((head) => head.trim()).filter((head) => head !== '')
      const [, second = '', third = ''] = await headsOf(page)
      await chooser.getByRole('checkbox', { name: second, exact: true }).focus()
      await page.keyboard.press('Alt+ArrowDown')
      await expect.poll(() => headsOf(page)).toEqual([edit.label, third, second, ...(await headsOf(page)).slice(3)])
      await closePanel(page, chooser)

      const added = page.getByRole('row').nth(1).locator('[data-column]').first()
      await added.dblclick()
      await page.locator('.cell-editor').getByRole('textbox').fill('Typed in the list')
      await page.keyboard.press('Control+Enter')
      await expect.poll(() => count({ field: edit.key, op: 'contains', value: 'Typed in the list' })).toBe(1)
      await press(page, 'Sort')
      const sort = page.getByRole('dialog', { name: 'Sort' })
      await press(sort, 'Sort by one more')
      await sort.getByRole('combobox').nth(1).waitFor()
      await expect.poll(() => new URL(page.url()).searchParams.get('sort')?.split(',').length, { timeout: 5_000 }).toBe(2)
      await closePanel(page, sort)

      const wide = page.getByRole('columnheader', { name: third })
      const [before, edge] = [await wide.boundingBox(), await wide.locator('.handle').boundingBox()]
      if (!before || !edge) throw new Error('The head of the list is not drawn.')
      const kept = page.waitForRequest((request) => request.method() === 'PATCH' && (request.postData() ?? '').includes('"widths"'))
      await page.mouse.move(edge.x + 4, edge.y + 10)
      await page.mouse.down()
      await page.mouse.move(edge.x + 84, edge.y + 10, { steps: 3 })
      await page.mouse.up()
      await kept

      const again = await open()
      // What is pinned stands before all others.
      expect((await headsOf(again)).slice(0, 3)).toEqual([edit.label, third, second])
      const after = await again.getByRole('columnheader', { name: third }).boundingBox()
      expect(Math.abs((after?.width ?? 0) - before.width - 80)).toBeLessThan(1)
      await press(again, 'Columns')
      await again.getByRole('button', { name: 'Compact', pressed: true }).waitFor()
      await press(again, 'Reset')
      await again.getByRole('columnheader', { name: edit.label }).waitFor({ state: 'detached' })
    })

    it('is saved as a view, pinned, shared with a role or a group, and opens first for a role', async () => {
      const other = set === 'stock' ? 'sally' : 'vera'
      const role = set === 'stock' ? 'Sales manager' : 'Volunteer'
      const page = await open({ field: choice.key, op: 'is', value: choice.value }, 'admin')
      await press(page, 'Save or change the view')
      await page.getByRole('menuitem', { name: 'Save as a new view' }).click()
      const dialog = page.getByRole('dialog', { name: 'Save as a new view' })
      await dialog.getByRole('textbox', { name: /^Name of the view/ }).fill('Chosen ones')
      await choose(dialog, 'Who may use it', 'Some roles and groups')
      await chooseOneMore(dialog, ...subject.reach)
      await press(dialog, 'Save')
      await page
        .getByRole('tab', { name: /^Chosen ones/ })
        .or(page.getByRole('button', { name: /more$/ }))
        .first()
        .waitFor()
      await press(page, 'Save or change the view')
      await page.getByRole('menuitem', { name: 'Pin to the front' }).click()
      await page.getByRole('tab', { name: /^Chosen ones/, selected: true }).waitFor()
      await press(page, 'Save or change the view')
      await page.getByRole('menuitem', { name: 'Opens first for roles…' }).click()
      const roles = page.getByRole('dialog', { name: '“Chosen ones” opens first' })
      await chooseOneMore(roles, 'Roles', role)
      await press(roles, 'Save')
      await roles.waitFor({ state: 'detached' })

      const theirs = await browser.openAs(app(), other)
      await theirs.goto(`/m/${module}`)
      await theirs.getByRole('tab', { name: /^Chosen ones/, selected: true }).waitFor()
      await theirs.getByRole('list', { name: 'Filter' }).getByText(choice.option).first().waitFor()
    })

    it('changes all that match: a dry run first, then progress, and one undo', async () => {
      const page = await open(many)
      const { dialog, all } = await withAll(page, 'Edit')
      await choose(dialog, 'Choose a field', edit.label, edit.label)
      await dialog.getByRole('textbox', { name: edit.label }).fill('Ring them up')
      await dialog
        .getByText(/Will change|were tried/)
        .first()
        .waitFor()
      expect(await count({ field: edit.key, op: 'contains', value: 'Ring them up' })).toBe(0)
      await press(dialog, new RegExp(`^Change ${all} records`))
      await page.getByText(`${all} records changed`).first().waitFor()
      expect(await count({ field: edit.key, op: 'contains', value: 'Ring them up' })).toBe(all)
      await undoAll(page)
      await expect.poll(() => count({ field: edit.key, op: 'contains', value: 'Ring them up' }), { timeout: 20_000 }).toBe(0)
    })

    it('hands all that match over to somebody else, tags them, and takes both back', async () => {
      const other = set === 'stock' ? 'Sally' : 'vera'
      const theirs: Condition = { field: 'owner.name', op: 'is', value: other }
      const before = await count(theirs)
      const page = await open(many)
      const owner = await withAll(page, 'Change owner')
      await choose(owner.dialog, /^Owner|^Assigned/, other, other)
      await press(owner.dialog, new RegExp(`^Hand over ${owner.all} records`))
      await expect.poll(() => count(theirs), { timeout: 20_000 }).toBe(before + owner.all)
      await undoAll(page)
      await expect.poll(() => count(theirs), { timeout: 20_000 }).toBe(before)

      const tagged: Condition = { field: subject.tags, op: 'has_any', value: ['Urgent'] }
      const again = await open(many)
      const tag = await withAll(again, 'Tag')
      await chooseOneMore(tag.dialog, 'Add these tags', 'Urgent', true)
      await press(tag.dialog, new RegExp(`^Tag ${tag.all} records`))
      await expect.poll(() => count(tagged), { timeout: 20_000 }).toBe(tag.all)
      await undoAll(again)
      await expect.poll(() => count(tagged), { timeout: 20_000 }).toBe(0)
    })

    it('merges what is chosen, deletes it, takes each back, also from the recycle bin, and exports what is seen', async () => {
      const going: Condition = { field: subject.name, op: 'contains', value: 'Goes away' }
      for (const place of ['first', 'second']) await create(app(), as, module, { [subject.name]: `Goes away ${place}` })
      const page = await open(going)
      const choosePair = async () => {
        for (const place of [1, 2]) await page.getByRole('row').nth(place).locator('.box').click()
      }
      await choosePair()
      await press(page.getByRole('toolbar', { name: 'Actions for the selected rows' }), 'Merge')
      await page.waitForURL(/\/merge\?ids=/)
      await press(page, 'Merge 2 records')
      await expect.poll(() => count(going), { timeout: 20_000 }).toBe(1)
      browser.problemsOf(page).expect(/^404 GET/)
      await undoAll(page)
      await expect.poll(() => count(going), { timeout: 20_000 }).toBe(2)

      await page.goto(`/m/${module}?${filterOf(going)}`)
      for (const isLast of [false, true]) {
        await choosePair()
        await press(page.getByRole('toolbar', { name: 'Actions for the selected rows' }), 'Delete')
        await press(page.getByRole('dialog'), 'Delete 2 records')
        await expect.poll(() => count(going), { timeout: 20_000 }).toBe(0)
        if (isLast) break
        await undoAll(page)
        await page.getByRole('row').nth(2).waitFor()
      }
      await page.goto(`/bin?module=${module}`)
      await choosePair()
      await press(page, 'Restore')
      await expect.poll(() => count(going), { timeout: 20_000 }).toBe(2)

      const all = await count(many)
      await page.goto(`/m/${module}?${filterOf(many)}`)
      await withAll(page, 'Export')
      await page.getByRole('dialog').getByRole('radio', { name: /^CSV/ }).check()
      await press(page.getByRole('dialog'), 'Export')
      const link = page.getByRole('link', { name: 'Download' })
      await link.waitFor()
      const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
      const rows = parse(readFileSync(await file.path()), { bom: true })
      expect(rows).toHaveLength(all + 1)
    })

    it.each(subject.refused ? [subject.refused] : [])('says why some of what matches would be skipped, and shows which', async (refused) => {
      const page = await open(many)
      const { dialog } = await withAll(page, 'Edit')
      await choose(dialog, 'Choose a field', refused.label, refused.label)
      await choose(dialog, refused.label, refused.option)
      await dialog
        .getByText('Will be skipped')
        .or(dialog.getByText(/would be skipped/))
        .first()
        .waitFor()
      await dialog.getByText('Which ones').click()
      await dialog.locator('.samples a').first().waitFor()
    })

    it('adds up amounts in the currency of its user, and goes to row 500 and back without a wrong row', async () => {
      const { columns, where } = subject.summed
      const call = async <T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: object) => (await app().call({ as, method, url, body })).body as T
      const { records } = await call<ListResult>('GET', '/api/records/currencies?fields=code,rate')
      const own = records.find(({ values }) => values.code === (set === 'stock' ? 'USD' : 'CNY'))
      await call('PATCH', '/api/me/profile', { values: { currency: own?.id } })
      const shown = { [`columns.${module}.all`]: { columns: [subject.name, ...columns.map(({ key }) => key)] } }
      await call('PUT', '/api/preferences/ui', { value: shown })
      const page = await browser.openAs(app(), as)
      await page.goto(`/m/${module}?sort=${subject.name}${where ? `&${filterOf(where)}` : ''}`)
      const grid = page.getByRole('grid')
      await grid.getByRole('row').nth(1).waitFor()
      const measures = columns.map(({ key }) => ({ fn: 'sum', field: key }))
      const { rows } = await call<AggregateResult>('POST', `/api/records/${module}/aggregate`, { filter: where, measures: [{ fn: 'count' }, ...measures] })
      const [all, ...sums] = rows[0]?.measures.map(Number) ?? []
      for (const [at, { label, money }] of columns.entries()) {
        const sum = (sums[at] ?? 0) / (money ? Number(own?.values.rate) : 1)
        const text = sum.toLocaleString('en-US', money ? { minimumFractionDigits: 2, maximumFractionDigits: 2 } : {})
        const written = await page.locator('.list-footer dl div').filter({ hasText: label }).locator('dd').innerText()
        expect(written.replace(/[^\d.,]/g, '')).toBe(text)
      }

      const expected: unknown[] = []
      for (let next: string | null = ''; next !== null && expected.length < 600; ) {
        const query: string = `fields=${subject.name}&sort=${subject.name}&limit=200${where ? `&${filterOf(where)}` : ''}${next && `&cursor=${encodeURIComponent(next)}`}`
        const part: ListResult = await call('GET', `/api/records/${module}?${query}`)
        expected.push(...part.records.map(({ values }) => values[subject.name]))
        next = part.next ?? null
      }
      /** Number and name of each row that is drawn. */
      const drawn = () => page.evaluate<[number, string][]>(DRAWN)
      const wrong = async () => (await drawn()).filter(([at, name]) => name !== expected[at])
      await grid.focus()
      const toTheEnd = async () => {
        await page.keyboard.press('End')
        return (await drawn()).at(-1)?.[0] ?? 0
      }
      await expect.poll(toTheEnd, { interval: 100 }).toBeGreaterThanOrEqual(Math.min(Number(all) - 1, 500))
      await expect.poll(wrong).toEqual([])
      await page.keyboard.press('Home')
      await expect.poll(async () => (await drawn())[0]?.[0]).toBe(0)
      await expect.poll(wrong).toEqual([])
    })
  })

  it('leads from the home page to what is open today and to the own pipeline', async () => {
    const page = await browser.openAs(stock(), 'admin')
    await page.goto('/')
    await page.getByRole('heading', { level: 1, name: /^Good (morning|afternoon|evening), / }).waitFor()
    const activities = page.getByRole('region', { name: 'My open activities' })
    await activities.getByRole('link', { name: 'Due today' }).first().waitFor()
    const pipeline = page.getByRole('region', { name: 'My pipeline' })
    await pipeline
      .getByRole('link', { name: /Prospecting/ })
      .first()
      .click()
    await page.waitForURL(/\/m\/opportunities\?/)
    await page.getByRole('list', { name: 'Filter' }).getByText('Prospecting').first().waitFor()
    await page.goto('/')
    await activities.getByRole('link', { name: 'Due today' }).first().click()
    await page.waitForURL(/\/m\/tasks\/[0-9a-f-]{36}$/)
    await page.getByRole('heading', { level: 1, name: 'Due today' }).waitFor()
    await page.waitForTimeout(1_200)
    await page.goto('/')
    await page.getByRole('region', { name: 'Recently seen' }).getByRole('link', { name: 'Due today' }).first().waitFor()
  })

  /** Lists with dates and a status. */
  describe.each([
    {
      set: 'stock',
      module: 'opportunities',
      as: 'admin',
      name: 'name',
      status: 'stage',
      from: 'prospecting',
      lane: 'Qualification',
      date: 'close_date',
      more: {},
    },
    { set: 'stock', module: 'tasks', as: 'admin', name: 'subject', status: 'status', from: 'not_started', lane: 'In progress', date: 'due', more: {} },
    { set: 'foreign', module: 'loans', as: 'dora', name: 'subject', status: 'status', from: 'open', lane: 'Returned', date: 'lent_on', more: {} },
  ] as const)('of $module, on a board and in a calendar', ({ set, module, as, name, status, from, lane, date }) => {
    const make = async (title: string, values: object) => {
      const book = module === 'loans' ? { book: await create(foreign(), as, 'books', { title, status: 'on_shelf' }) } : {}
      return create(appOf(set), as, module, { [name]: title, [status]: from, ...book, ...values })
    }
    const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

    it('puts back a card whose move is refused, and says why', async () => {
      const app = appOf(set)
      const id = await make('Not that way', { [date]: at(0) })
      const off = app.app.hooks.on('record.validating', { module, id: 'e2e-refuse', addedBy: 'test' }, ({ items }) => {
        for (const item of items)
          if (item.id === id && item.changed.has(status)) item.problems.push({ field: status, code: 'TRANSITION', params: { from: 'a', to: 'b' } })
      })
      const page = await browser.openAs(app, as)
      browser.problemsOf(page).expect(/^422 PATCH/)
      await page.goto(`/m/${module}?form=board&${filterOf({ field: name, op: 'is', value: 'Not that way' })}`)
      const card = page.locator(`[data-id="${id}"]`)
      await card.getByRole('link').focus()
      await page.keyboard.press('Alt+ArrowRight')
      await page
        .getByText(/“Not that way” cannot move to/)
        .first()
        .waitFor()
      expect(await page.getByRole('region', { name: lane }).locator(`[data-id="${id}"]`).count()).toBe(0)
      off()
      expect((await valuesOf(app, as, `${module}/${id}`))[status]).toBe(from)
    })

    it('moves a record to another day with the mouse', async () => {
      const app = appOf(set)
      // The middle of the month has a day on either side of it in the same view.
      const month = new Date().toISOString().slice(0, 8)
      const [day, next] = [`${month}14`, `${month}15`]
      const id = await make('Goes to the fifteenth', { [date]: day })
      const page = await browser.openAs(app, as)
      await page.goto(`/m/${module}?form=calendar`)
      const event = page.locator('.record-calendar').getByText('Goes to the fifteenth').first()
      await event.waitFor()
      const cell = page.locator(`.record-calendar [data-date="${next}"]`).first()
      const [box, target] = [await event.boundingBox(), await cell.boundingBox()]
      if (!box || !target) throw new Error('The calendar is not drawn.')
      await page.mouse.move(box.x + 10, box.y + box.height / 2)
      await page.mouse.down()
      await page.mouse.move(box.x + 30, box.y + box.height / 2 + 4, { steps: 5 })
      await page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 12 })
      await page.mouse.up()
      await expect.poll(async () => String((await valuesOf(app, as, `${module}/${id}`))[date]).slice(0, 10), { timeout: 10_000 }).toBe(next)
    })
  })
})
