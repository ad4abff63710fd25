import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { CHROMIUM, CHROMIUM_FLAGS } from '../../e2e/support/chromium.ts'
import { settingsFor } from '../../e2e/support/look.ts'
import type { World } from '../world/open-world.ts'

/** A browser in which the viewer of the world is signed in. */
export interface Visitor {
  /** A page in a browser that has never been here: an empty cache. */
  openCold(): Promise<Page>
  close(): Promise<void>
}

/** Throws where there is no browser. */
export async function openVisitor({ ours, headers }: World): Promise<Visitor> {
  if (CHROMIUM === null) throw new Error('No Chromium was found. Install it, or set CHROMIUM_PATH.')
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS })
  const contexts: BrowserContext[] = []
  const [name = '', value = ''] = (headers.cookie ?? '').split('=')
  return {
    async openCold() {
      for (const context of contexts.splice(0)) await context.close()
      const context = await browser.newContext({ baseURL: ours.url, ...settingsFor({}) })
      contexts.push(context)
      await context.addCookies([{ name, value, url: ours.url }])
      return context.newPage()
    },
    close: () => browser.close(),
  }
}
