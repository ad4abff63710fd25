import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest'
import { ROOT } from '../../support/source-files.ts'
import type { TestApp } from '../../support/start-app.ts'
import { CHROMIUM, CHROMIUM_FLAGS } from './chromium.ts'
import { type Look, settingsFor } from './look.ts'
import { type PageProblems, watchProblems } from './watch-problems.ts'

/** The browser of one test file. */
export interface TestBrowser {
  /** An empty page of somebody who is not signed in, with cookies of its own. Relative addresses (`page.goto('/')`) belong to `url`. */
  openPage(url: string, look?: Look): Promise<Page>
  /** A page of a user of the application who is signed in, without a password. */
  openAs(app: TestApp, username: string, look?: Look): Promise<Page>
  /** What goes wrong in a page fails its test; here a test says what it wants to go wrong. */
  problemsOf(page: Page): PageProblems
}

const PATIENCE_MS = 20_000

/** Tests that need a browser. Where there is none they are skipped, and the run begins with the reason. */
export function describeInBrowser(name: string, tests: () => void): void {
  describe.skipIf(CHROMIUM === null)(name, () => {
    tests()
  })
}

/**
 * Opens a browser for the tests around the call (call it in `describeInBrowser`). After each test, errors of the console, of scripts and of
 * requests in any page fail the test; the pages of a failed test are kept as pictures in dist/e2e.
 */
export function useBrowser(): TestBrowser {
  const pages = new Map<Page, PageProblems>()
  let browser: Browser | undefined

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: CHROMIUM_FLAGS })
  })
  afterAll(async () => browser?.close())
  // Pages of whole files stay; those of one test go with it: each would follow, live, what the tests after it do.
  let lasting = new Set<Page>()
  beforeEach(() => {
    lasting = new Set(pages.keys())
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepPictures(task.name, [...pages.keys()])
    const wrong = [...pages.values()].flatMap((problems) => problems.take())
    for (const page of [...pages.keys()].filter((one) => !lasting.has(one))) {
      pages.delete(page)
      await page.close()
    }
    expect(wrong, 'what went wrong in the browser').toEqual([])
  })

  const openPage = async (url: string, look: Look = {}): Promise<Page> => {
    if (!browser) throw new Error('The browser opens before the first test.')
    const page = await browser.newPage({ baseURL: url, ...settingsFor(look) })
    page.setDefaultTimeout(PATIENCE_MS)
    const problems = watchProblems(page)
    // The screens ask for everything at once, before they know whether somebody is signed in.
    problems.expect(/^401 GET/)
    pages.set(page, problems)
    return page
  }
  return {
    openPage,
    async openAs({ app, cookieOf }, username, look) {
      const page = await openPage(app.address, look)
      const [name = '', value = ''] = (await cookieOf(username)).split('=')
      await page.context().addCookies([{ name, value, url: app.address }])
      return page
    },
    problemsOf(page) {
      const problems = pages.get(page)
      if (!problems) throw new Error('This page belongs to another browser.')
      return problems
    },
  }
}

async function keepPictures(name: string, pages: Page[]): Promise<void> {
  const folder = path.join(ROOT, 'dist', 'e2e')
  mkdirSync(folder, { recursive: true })
  const open = pages.filter((page) => !page.isClosed())
  for (const [index, page] of open.entries()) await page.screenshot({ path: path.join(folder, `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}-${index}.png`) })
}
