import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/start-app.ts'
import { describeInBrowser, useBrowser } from './support/browser.ts'
import { choose, press } from './support/controls.ts'

/** One story of an administrator of the library: each step stands on the one before. */
describeInBrowser('the shell', () => {
  const browser = useBrowser()
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp('foreign')
  })
  afterAll(() => app?.stop())

  it('greets, and offers sample data to administrators of an empty installation only', async () => {
    const reader = await browser.openAs(app, 'dora')
    await reader.goto('/')
    await reader.getByRole('heading', { level: 1, name: /^Good (morning|afternoon|evening), dora$/ }).waitFor()
    await reader.getByRole('heading', { name: 'Recently seen' }).waitFor()
    expect(await reader.getByRole('button', { name: 'Load sample data' }).count()).toBe(0)

    const page = await browser.openAs(app, 'admin')
    await page.goto('/m/books')
    await page.getByRole('button', { name: 'Load sample data' }).click()
    await page.getByText('Finished').waitFor({ timeout: 30_000 })
    await page
      .getByRole('region', { name: 'Running work' })
      .getByText(/^\d+ records made$/)
      .waitFor()
    await page
      .getByRole('link', { name: /of the world|世界/ })
      .first()
      .waitFor()
  })

  it('keeps what is marked with a star in the menu and on the home page', async () => {
    const page = await browser.openAs(app, 'admin')
    await page.goto('/m/books')
    await page.getByRole('button', { name: 'Add to favourites' }).click()
    await page.getByRole('button', { name: 'Remove from favourites' }).waitFor()
    await page.getByRole('region', { name: 'Favourites' }).getByRole('link', { name: 'Books' }).waitFor()
    await page.waitForTimeout(1200)
    await page.goto('/')
    await page.getByRole('main').getByRole('region', { name: 'Favourites' }).getByRole('link', { name: /Books/ }).waitFor()
  })

  it('finds modules and actions in the palette by the letters that Chinese is typed with', async () => {
    const page = await browser.openAs(app, 'admin', { locale: 'zh-CN' })
    await page.goto('/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('ts')
    await page.getByRole('option', { name: '图书', exact: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/m\/books/)
  })

  it('folds the menu to its icons with a key, and keeps it so', async () => {
    const page = await browser.openAs(app, 'admin')
    await page.goto('/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Icons only' }).waitFor()
    await page.keyboard.press('m')
    await page.getByRole('button', { name: 'Show the names' }).waitFor()
    await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Books', exact: true }).last().click()
    await page.waitForURL(/\/m\/books/)
    expect(await page.getByRole('navigation', { name: 'Menu' }).locator('section:not(.menu-favourites) a.active').count()).toBe(1)
    // Who leaves at once finds it kept as well.
    const kept = async () => ((await app.call({ as: 'admin', url: '/api/preferences/ui' })).body as { value: object }).value
    await page.goto('about:blank')
    await expect.poll(kept).toMatchObject({ 'menu.narrow': true })
    await page.goto('/m/books')
    await page.getByRole('button', { name: 'Show the names' }).click()
    await page.goto('about:blank')
    await expect.poll(kept).not.toMatchObject({ 'menu.narrow': true })
  })

  it('shows every key on ?', async () => {
    const page = await browser.openAs(app, 'admin')
    await page.goto('/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Ctrl K').waitFor()
  })

  it('shows dates and numbers everywhere as the profile has them', async () => {
    const page = await browser.openAs(app, 'admin')
    await page.goto('/me')
    await page.getByLabel('Date format').click()
    await page.getByRole('option', { name: '31-12-2030' }).click()
    await page.getByText('Saved').first().waitFor()
    await page.goto('/m/loans?filter=none')
    await page
      .getByText(/^\d\d-\d\d-\d{4}$/)
      .first()
      .waitFor()
  })

  it('tells what concerns one at once, keeps it until it is read, and not at all where one does not want it', async () => {
    const me = await app.idOf('admin')
    const { body } = await app.call({ as: 'dora', method: 'POST', url: '/api/records/books', body: { values: { title: 'Ask me' } } })
    const about = { module: 'books', id: (body as { id: string }).id }
    const mention = (text: string) =>
      app.call({ as: 'dora', method: 'POST', url: '/api/records/comments', body: { values: { text: `${text} @[Administrator](${me})`, related_to: about } } })
    const page = await browser.openAs(app, 'admin')
    await page.goto('/')
    await page
      .getByRole('link', { name: /^Notifications/ })
      .first()
      .waitFor()
    await mention('Look at this,')
    await page
      .getByRole('link', { name: /^Notifications.*\d+ unread$/ })
      .first()
      .click()
    await page.getByText('Look at this,').first().waitFor()
    await press(page, 'Mark as read')
    await press(page, 'Mark as unread')
    await press(page, 'Mark all as read')
    await page.getByRole('link', { name: 'Notifications', exact: true }).first().waitFor()

    await page.goto('/me#notifications')
    await page.getByRole('switch', { name: 'somebody mentions me' }).click()
    await page.getByRole('switch', { name: 'somebody mentions me', checked: false }).waitFor()
    await page.waitForTimeout(1_200)
    await mention('And at that,')
    await page.goto('/notifications')
    await page.getByText('Look at this,').first().waitFor()
    expect(await page.getByText('And at that,').count()).toBe(0)
    await app.call({ as: 'admin', method: 'DELETE', url: `/api/records/books/${about.id}` })
  })

  it('lets people set their screens, their week, their signature, and take away what signs in in their name', async () => {
    const page = await browser.openAs(app, 'vera')
    await page.goto('/me')
    await choose(page, /^Language/, '简体中文')
    await page.getByRole('heading', { level: 1, name: '个人资料' }).or(page.getByText('语言与格式')).first().waitFor()
    await choose(page, /^语言/, 'English')
    await page.getByText('Language and formats').waitFor()
    await choose(page, /^Time zone/, 'Tokyo', 'Tokyo')
    await choose(page, /^Week starts on/, 'Sunday')
    await choose(page, /^Currency$/, 'Chinese yuan')
    await choose(page, 'Rows of lists', 'Compact')
    await page.locator('#signature [contenteditable=true]').fill('Kind regards, Vera')
    await choose(page, /^Theme/, 'Dark')
    await expect.poll(() => page.locator('html').getAttribute('data-theme'), { timeout: 10_000 }).toBe('dark')
    await expect
      .poll(async () => (await app.call({ as: 'vera', url: '/api/me' })).body, { timeout: 10_000 })
      .toMatchObject({ timeZone: 'Asia/Tokyo', theme: 'dark', currency: 'CNY', formats: { weekStart: 'sunday' } })
    await expect
      .poll(async () => (await app.call({ as: 'vera', url: '/api/me/profile' })).body, { timeout: 10_000 })
      .toMatchObject({ values: { signature: expect.stringContaining('Kind regards, Vera') } })
    await page.goto('/m/loans?form=calendar')
    const heads = page.locator('.record-calendar [role=columnheader]')
    await heads.first().waitFor()
    expect((await heads.allInnerTexts())[0]).toMatch(/^Sun/)

    await page.goto('/me/security')
    await press(page, 'New token')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'What it is for' }).fill('Nightly')
    await press(dialog, 'Make token')
    const token = await dialog.locator('code').innerText()
    const asToken = () => app.call({ url: '/api/me', headers: { authorization: `Bearer ${token}` } })
    expect((await asToken()).body).toMatchObject({ username: 'vera' })
    await press(dialog, 'Done')
    await press(page, 'Revoke')
    await press(page.getByRole('dialog'), 'Revoke')
    await expect.poll(async () => (await asToken()).status).toBe(401)
  })

  it('takes the sample data away again', async () => {
    const page = await browser.openAs(app, 'admin')
    await page.goto('/')
    await page.getByRole('button', { name: 'Remove sample data' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove sample data' }).click()
    await page.getByText('Finished').waitFor({ timeout: 30_000 })
    await page.goto('/m/books')
    await page.getByRole('button', { name: 'Load sample data' }).waitFor()
  })
})
