import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ROOT } from '../support/source-files.ts'
import { PASSWORD, startTestApp, type TestApp } from '../support/start-app.ts'
import { describeInBrowser, useBrowser } from './support/browser.ts'
import { signIn } from './support/controls.ts'

const MOST_BYTES = 200_000

describeInBrowser('opening the application', () => {
  const browser = useBrowser()
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp('foreign')
  })
  afterAll(() => app?.stop())

  it('asks who somebody is, and then goes on to the page that was asked for', async () => {
    const page = await browser.openPage(app.app.address)
    await page.goto('/m/books')
    await signIn(page, { name: 'dora', password: PASSWORD })
    await page.getByRole('heading', { name: 'Books', level: 1 }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/m/books')
  })

  it('begins with at most 200,000 bytes of scripts, all named in the page itself, and the texts of one language', () => {
    const built = path.join(ROOT, 'dist', 'ui')
    const sizeOf = (file: string): number => gzipSync(readFileSync(path.join(built, file))).length
    const html = readFileSync(path.join(built, 'index.html'), 'utf8')
    const scripts = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file = '']) => file)
    const texts = globSync('assets/messages-{en,zh-cn}-*.js', { cwd: built }).filter((file) => !file.includes('on-demand'))
    expect(scripts.some((file) => file.startsWith('assets/start-'))).toBe(true)
    expect(texts).toHaveLength(2)
    expect(scripts.reduce((sum, file) => sum + sizeOf(file), Math.max(...texts.map(sizeOf)))).toBeLessThanOrEqual(MOST_BYTES)
  })

  it('speaks the language of the browser', async () => {
    const page = await browser.openAs(app, 'dora', { locale: 'zh-CN' })
    await page.goto('/m/books')
    await page.getByRole('heading', { name: '图书', level: 1 }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
  })

  it('works on a phone, in the dark', async () => {
    const page = await browser.openAs(app, 'dora', { device: 'phone', theme: 'dark' })
    await page.goto('/m/books')
    await page.getByRole('heading', { name: 'Books', level: 1 }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  })

  it('says what went wrong in a page', async () => {
    const page = await browser.openAs(app, 'dora')
    await page.goto('/m/books/00000000-0000-7000-8000-000000000000')
    await page.getByText('This record is not there').waitFor()
    expect(browser.problemsOf(page).take()).toEqual([expect.stringMatching(/^404 GET \/api\/records\/books\//)])
  })
})
