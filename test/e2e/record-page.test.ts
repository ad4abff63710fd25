import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { RecordData } from '../../engine/contract/api.ts'
import type { NotificationPage } from '../../engine/contract/collaboration.ts'
import { describeInBrowser, useBrowser } from './support/browser.ts'
import { choose, press } from './support/controls.ts'
import { findFaultsInBothThemes } from './support/find-faults.ts'
import { filterOf } from './support/list-subjects.ts'
import { loadSalesPipeline } from './support/load-sales-pipeline.ts'
import { PATHS, RECORD_SUBJECTS, type RecordSubject, RELATED } from './support/record-subjects.ts'
import { useApps } from './support/use-apps.ts'

describeInBrowser('the page of a record', () => {
  const browser = useBrowser()
  const appOf = useApps()
  beforeAll(() => loadSalesPipeline(appOf('stock'), 200))

  async function send<T>({ set, as }: Pick<RecordSubject, 'set' | 'as'>, method: 'GET' | 'POST' | 'PATCH', url: string, body?: unknown): Promise<T> {
    const answer = await appOf(set).call({ as, method, url, body })
    if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`)
    return answer.body as T
  }
  const subjectOf = (module: string): RecordSubject => {
    const subject = RECORD_SUBJECTS.find((one) => one.module === module)
    if (!subject) throw new Error(`Nothing is told of the module "${module}".`)
    return subject
  }
  const make = (subject: RecordSubject, values: Record<string, unknown> = {}, module = subject.module) =>
    send<RecordData>(subject, 'POST', `/api/records/${module}`, { values: { ...(module === subject.module && subject.values), ...values } })
  const read = (subject: RecordSubject, { module, id }: RecordData) => send<RecordData>(subject, 'GET', `/api/records/${module}/${id}`)
  async function open(subject: RecordSubject, record: RecordData, query = ''): Promise<Page> {
    const page = await browser.openAs(appOf(subject.set), subject.as)
    await page.goto(`/m/${record.module}/${record.id}${query}`)
    await page.getByRole('heading', { level: 1, name: String(record.values[subject.text[0]]) }).waitFor()
    return page
  }
  /** Types into a field in its place, and saves with Enter. */
  async function editInPlace(page: Page, [key, label]: [string, string], text: string): Promise<void> {
    const field = page.locator(`[data-field=${key}]`)
    await field.dblclick()
    await field.getByLabel(label).fill(text)
    await field.getByLabel(label).press('Enter')
  }

  describe.each(RECORD_SUBJECTS)('of $module', (subject) => {
    it('shows what matters most, edits a value in its place, and tells its history there', async () => {
      const record = await make(subject)
      const page = await open(subject, record)
      expect(await page.locator('.highlights dt').allInnerTexts()).toEqual(subject.highlights)
      await editInPlace(page, subject.text, 'Renamed')
      await page.getByRole('heading', { level: 1, name: 'Renamed' }).waitFor()
      expect((await read(subject, record)).values[subject.text[0]]).toBe('Renamed')

      await page.locator(`[data-field=${subject.text[0]}]`).hover()
      await press(page, `History of ${subject.text[1]}`)
      const history = page.getByRole('dialog', { name: `History of ${subject.text[1]}` })
      await history.getByText('Renamed').waitFor()
      expect(await history.getByRole('listitem').count()).toBe(2)
    })

    it('merges what two people changed, and asks only about what both did', async () => {
      const record = await make(subject)
      const page = await open(subject, record)
      browser.problemsOf(page).expect(/^409 PATCH/)
      const [key, label] = subject.text
      const meanwhile = (version: number, values: object) => send(subject, 'PATCH', `/api/records/${record.module}/${record.id}`, { version, values })
      const field = page.locator(`[data-field=${key}]`)

      await field.dblclick()
      await field.getByLabel(label).fill('Mine')
      await meanwhile(1, { [subject.other]: subject.value })
      await field.getByLabel(label).press('Enter')
      await page.getByRole('heading', { level: 1, name: 'Mine' }).waitFor()
      expect((await read(subject, record)).values).toMatchObject({ [key]: 'Mine', [subject.other]: subject.value })

      await field.dblclick()
      await field.getByLabel(label).fill('Mine again')
      await meanwhile(3, { [key]: 'Theirs' })
      await field.getByLabel(label).press('Enter')
      const dialog = page.getByRole('dialog', { name: 'Somebody else changed the same fields' })
      await dialog.getByText('Theirs').waitFor()
      await dialog.getByRole('radio', { name: /Saved value/ }).check()
      await press(dialog, 'Save the choice')
      await page.getByRole('heading', { level: 1, name: 'Theirs' }).waitFor()

      await field.dblclick()
      await field.getByLabel(label).fill('Mine at last')
      await meanwhile(4, { [key]: 'Theirs again' })
      await field.getByLabel(label).press('Enter')
      await press(dialog, 'Save the choice')
      await page.getByRole('heading', { level: 1, name: 'Mine at last' }).waitFor()
    })

    it('holds a talk: a comment, an answer with a file, a change, with a mention that is told', async () => {
      const record = await make(subject)
      const page = await open(subject, record)
      const box = page.getByRole('textbox', { name: 'Write a comment, @ to mention' })
      await box.pressSequentially('Look here @adm')
      await page.locator('.n-base-select-menu').getByText('Administrator', { exact: true }).click()
      await box.press('Control+Enter')
      await page.getByRole('link', { name: '@Administrator' }).or(page.getByText('@Administrator')).first().waitFor()
      const { records } = await send<{ records: RecordData[] }>(subject, 'GET', '/api/records/comments?sort=created_at:desc&limit=1')
      expect(records[0]?.values.text).toMatch(/^Look here @\[Administrator\]\([0-9a-f-]{36}\)$/)

      await press(page, 'Answer')
      const answer = page.locator('form').filter({ has: page.getByRole('textbox', { name: 'Write an answer' }) })
      await answer.getByRole('textbox').fill('Done')
      await press(answer, 'Attach files')
      await answer.locator('input[type=file]').setInputFiles({ name: 'proof.txt', mimeType: 'text/plain', buffer: Buffer.from('It is done') })
      await answer.getByRole('button', { name: 'Remove proof.txt' }).waitFor()
      await answer.getByRole('textbox').press('Control+Enter')
      const done = page.getByRole('article').filter({ hasText: 'Done' })
      const [file] = await Promise.all([page.waitForEvent('download'), done.getByRole('link', { name: 'proof.txt' }).click()])
      expect(readFileSync(await file.path(), 'utf8')).toBe('It is done')
      const answers = await send<{ records: RecordData[] }>(subject, 'GET', '/api/records/comments?sort=created_at:desc&limit=1')
      expect(answers.records[0]?.values.parent).toBe(records[0]?.id)

      const first = page.getByRole('article').filter({ hasText: 'Look here' }).first()
      await first.hover()
      await first.getByRole('button', { name: 'Actions of the comment' }).click()
      await page.getByRole('menuitem', { name: 'Pin to the top' }).click()
      await first.getByText('Pinned').waitFor()
      expect(await first.getByText('edited').count()).toBe(0)
    })

    it('keeps files: added, fetched, taken away and brought back', async () => {
      const record = await make(subject)
      const page = await open(subject, record, '?tab=files')
      await page.locator('.files-panel input[type=file]').setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('How it is done') })
      const link = page.getByRole('region', { name: 'Files' }).getByRole('link', { name: 'plan.txt' })
      await link.waitFor()
      await page.getByRole('tab', { name: 'Files 1' }).waitFor()
      const download = page.waitForEvent('download')
      await link.click()
      expect(readFileSync(await (await download).path(), 'utf8')).toBe('How it is done')
      await press(page, 'Delete plan.txt')
      await link.waitFor({ state: 'detached' })
      await press(page, 'Undo')
      await link.waitFor()
    })

    it('is tagged and followed', async () => {
      await make(subject, { [subject.tags]: ['VIP'] })
      const record = await make(subject)
      const page = await open(subject, record)
      await press(page, 'Add a tag')
      await page.getByRole('button', { name: 'VIP' }).click()
      await page.getByRole('button', { name: 'Remove the tag VIP' }).waitFor()
      expect((await read(subject, record)).values[subject.tags]).toEqual(['VIP'])

      await press(page, 'Stop following')
      await page.getByRole('button', { name: 'Follow', exact: true }).waitFor()
      expect(await send(subject, 'GET', `/api/records/${record.module}/${record.id}/followers`)).toMatchObject({ following: false })
    })

    it('tells what happened, by kind, and takes a change back', async () => {
      const record = await make(subject)
      await send(subject, 'PATCH', `/api/records/${record.module}/${record.id}`, { version: 1, values: { [subject.text[0]]: 'Changed' } })
      await make(subject, { text: 'Said', related_to: { module: record.module, id: record.id } }, 'comments')
      const page = await browser.openAs(appOf(subject.set), subject.as)
      await page.goto(`/m/${record.module}/${record.id}?tab=timeline`)
      const timeline = page.getByRole('tabpanel')
      await timeline.getByText('created the record').waitFor()
      await timeline.getByText('Said').waitFor()
      await page.getByRole('tab', { name: 'Changes' }).click()
      await timeline.getByText('Said').waitFor({ state: 'detached' })
      await timeline.getByRole('article').filter({ hasText: 'Changed' }).hover()
      await press(timeline, 'Undo this change')
      await press(page.getByRole('dialog'), 'Undo')
      await page.getByRole('heading', { level: 1, name: String(subject.values[subject.text[0]]) }).waitFor()
    })

    it('goes to the neighbours in the list it was opened from, in the same tab, and back', async () => {
      for (const name of ['Neighbour A', 'Neighbour B', 'Neighbour C']) await make(subject, { [subject.text[0]]: name })
      const page = await browser.openAs(appOf(subject.set), subject.as)
      await page.goto(`/m/${subject.module}?sort=${subject.text[0]}&${filterOf({ field: subject.text[0], op: 'contains', value: 'Neighbour' })}`)
      await page.getByRole('link', { name: 'Neighbour A' }).first().click()
      await page.getByRole('heading', { level: 1, name: 'Neighbour A' }).waitFor()
      await page.getByRole('tab', { name: 'Timeline' }).click()
      await page.waitForURL(/tab=timeline/)
      await page.keyboard.press('j')
      await page.getByRole('heading', { level: 1, name: 'Neighbour B' }).waitFor()
      expect(page.url()).toContain('tab=timeline')
      await press(page, 'Next record (j)')
      await page.getByRole('heading', { level: 1, name: 'Neighbour C' }).waitFor()
      await page.keyboard.press('k')
      await page.getByRole('heading', { level: 1, name: 'Neighbour B' }).waitFor()
    })

    it('prints in the language of the reader', async () => {
      const record = await make(subject)
      const page = await browser.openAs(appOf(subject.set), subject.as, { locale: 'zh-CN' })
      await page.goto(`/m/${record.module}/${record.id}/print`)
      await page.getByRole('heading', { level: 1, name: String(subject.values[subject.text[0]]) }).waitFor()
      await page.getByRole('button', { name: '打印' }).waitFor()
      await page.emulateMedia({ media: 'print' })
      expect(await page.getByRole('button', { name: '打印' }).isVisible()).toBe(false)
      expect(await page.getByRole('navigation').first().isVisible()).toBe(false)
    })
  })

  it('of a module that nobody knew can be used by everybody: axe finds nothing serious in its tabs, in the light and in the dark', async () => {
    const subject = subjectOf('books')
    const record = await make(subject)
    await make(subject, { text: 'See https://example.org', related_to: { module: record.module, id: record.id } }, 'comments')
    const page = await browser.openAs(appOf(subject.set), subject.as)
    for (const tab of ['details', 'related', 'timeline']) {
      await page.emulateMedia({ colorScheme: 'light' })
      await page.goto(`/m/${record.module}/${record.id}?tab=${tab}`)
      await page.getByRole('link', { name: 'example.org' }).first().waitFor()
      expect({ tab, faults: await findFaultsInBothThemes(page) }).toEqual({ tab, faults: [] })
    }
  })

  it.each(PATHS)('goes a step on the path of $module, and asks for what a step needs', async ({ set, module, values, status, step, end }) => {
    const subject = { ...subjectOf('accounts'), set, module, values }
    const record = await make(subject)
    const page = await browser.openAs(appOf(set), 'admin')
    await page.goto(`/m/${module}/${record.id}`)
    await press(page, step[0])
    await expect.poll(async () => (await read(subject, record)).values[status]).toBe(step[1])
    if (!end) return

    browser.problemsOf(page).expect(/422/)
    await end.go(page)
    const dialog = page.getByRole('dialog', { name: /^Needed for/ })
    await end.answer(dialog)
    await dialog.getByRole('button', { name: 'Save' }).last().click()
    await dialog.waitFor({ state: 'detached' })
    const saved = await read(subject, record)
    expect(saved.values[status]).toBe(end.value)
    expect(saved.values[end.needs]).not.toBeNull()
  })

  it.each(RELATED)('adds to a related list of $of without leaving, links what is there, and unlinks it', async ({ of, tab, list, columns, label }) => {
    const subject = subjectOf(of)
    const record = await make(subject)
    await make(subject, { name: 'Linked product' }, 'products')
    const page = await open(subject, record, `?tab=${tab}`)
    const added = page.locator('.related-list').filter({ has: page.getByRole('heading', { name: list }) })
    await press(added, 'New')
    const form = page.getByRole('dialog', { name: /^New: / })
    await form.getByRole('textbox', { name: label }).fill('Added Here')
    await form.getByRole('button', { name: 'Save' }).last().click()
    await added.getByRole('link', { name: 'Added Here' }).waitFor()
    expect([await added.getByRole('columnheader').allInnerTexts(), await added.locator('.count').innerText()]).toEqual([columns, '1'])

    await page.goto(`/m/${record.module}/${record.id}?tab=related`)
    const products = page.locator('.related-list').filter({ has: page.getByRole('heading', { name: 'Products' }) })
    await press(products, 'Link')
    await choose(page.getByRole('dialog'), 'Products', 'Linked product', 'Linked')
    await press(page.getByRole('dialog'), 'Link')
    await products.getByRole('link', { name: 'Linked product' }).waitFor()
    await press(products, 'Remove the link')
    await products.getByRole('link', { name: 'Linked product' }).waitFor({ state: 'detached' })
  })

  it('adds to a related list, links records with attributes, changes these, and unlinks', async () => {
    const subject = subjectOf('books')
    const record = await make(subject, { status: 'on_shelf' })
    await make(subject, { name: 'Anna Reader' }, 'members')
    const page = await open(subject, record, '?tab=related')
    const loans = page.locator('.related-list').filter({ has: page.getByRole('heading', { name: 'Loans' }) })
    await press(loans, 'New')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: /^Subject/ }).fill('For a week')
    await dialog.getByRole('button', { name: 'Save' }).last().click()
    await dialog.waitFor({ state: 'detached' })
    await loans.getByRole('row').nth(1).waitFor()
    expect([await loans.getByRole('columnheader').allInnerTexts(), await loans.locator('.count').innerText()]).toEqual([
      ['Loan no.', 'Member', 'Status', 'Due on'],
      '1',
    ])
    await press(page, 'Link')
    await dialog.getByRole('combobox', { name: 'Readers' }).fill('Anna')
    await page.getByRole('option', { name: 'Anna Reader' }).first().click()
    await dialog.getByLabel('Note').fill('Likes it')
    await press(dialog, 'Link')
    await page.getByRole('link', { name: 'Anna Reader' }).waitFor()
    const links = () => send<{ records: RecordData[] }>(subject, 'GET', `/api/records/books/${record.id}/related/readers`)
    expect((await links()).records[0]?.link).toMatchObject({ note: 'Likes it' })
    await page.getByRole('tab', { name: 'Related 2' }).waitFor()

    await press(page, 'Change the link')
    await page.getByRole('dialog').getByLabel('Note').fill('Loves it')
    await press(page.getByRole('dialog'), 'Save')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect((await links()).records[0]?.link).toMatchObject({ note: 'Loves it' })
    await press(page, 'Remove the link')
    await page.getByRole('link', { name: 'Anna Reader' }).waitFor({ state: 'detached' })
  })

  it('says so when it is not there', async () => {
    const page = await browser.openAs(appOf('foreign'), 'vera')
    browser.problemsOf(page).expect(/404/)
    await page.goto('/m/books/01990000-0000-7000-8000-00000000ffff')
    await page.getByRole('heading', { name: 'This record is not there' }).waitFor()
    await page.getByRole('button', { name: 'To the list' }).waitFor()
  })

  it('is arranged for the role of who looks', async () => {
    const subject = subjectOf('books')
    const page = await open({ ...subject, as: 'dora' }, await make(subject))
    await page.getByRole('tab', { name: 'Details' }).waitFor()
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(['Details'])
  })

  it('tells the one who was mentioned', async () => {
    const { notifications } = await send<NotificationPage>({ set: 'foreign', as: 'admin' }, 'GET', '/api/notifications')
    expect(notifications.map(({ kind }) => kind)).toContain('mention')
  })
})
