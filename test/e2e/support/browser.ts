import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
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
/** Pages of tests live for seconds: to optimise their programs costs more than it saves. */
const FLAGS = [...CHROMIUM_FLAGS, '--js-flags=--no-opt --no-maglev']

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
  // The next test's page of a user finds the files of the screens in the cache of the last one's, and nothing else of it.
  const contexts = new Map<string, BrowserContext>()
  let browser: Browser | undefined

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: FLAGS })
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
      if (![...contexts.values()].includes(page.context())) await page.context().close()
    }
    expect(wrong, 'what went wrong in the browser').toEqual([])
  })

  const openContext = async (url: string, look: Look): Promise<BrowserContext> => {
    if (!browser) throw new Error('The browser opens before the first test.')
    return browser.newContext({ baseURL: url, ...settingsFor(look) })
  }
  const openIn = async (context: BrowserContext): Promise<Page> => {
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE_MS)
    const problems = watchProblems(page)
    // The screens ask for everything at once, before they know whether somebody is signed in.
    problems.expect(/^401 GET/)
    pages.set(page, problems)
    return page
  }
  const contextOf = async (user: string, url: string, look: Look): Promise<BrowserContext> => {
    const key = JSON.stringify([user, url, look])
    const known = contexts.get(key)
    if (known && known.pages().length > 0) return openContext(url, look)
    const context = known ?? (await openContext(url, look))
    contexts.set(key, context)
    await context.clearCookies()
    return context
  }
  return {
    openPage: async (url, look = {}) => openIn(await openContext(url, look)),
    async openAs({ app, cookieOf }, username, look = {}) {
      const context = await contextOf(username, app.address, look)
      const [name = '', value = ''] = (await cookieOf(username)).split('=')
      await context.addCookies([{ name, value, url: app.address }])
      const page = await openIn(context)
      const session = await context.newCDPSession(page)
      await session.send('Storage.clearDataForOrigin', { origin: app.address, storageTypes: 'local_storage,indexeddb' })
      await session.detach()
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
