import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ListResult } from '../../engine/contract/api.ts'
import { openScreen, settled } from '../screens/open-screen.ts'
import { type FindRecord, type Screen, SCREENS } from '../screens/screens.ts'
import { startTestApp, type TestApp } from '../support/start-app.ts'
import { describeInBrowser, useBrowser } from './support/browser.ts'
import { findFaults } from './support/find-faults.ts'
import { findUntranslated, watchData } from './support/untranslated.ts'

const LOCALES = ['en', 'zh-CN'] as const

/** Each screen is opened once in each language; whatever can be asked of it then is asked. */
describeInBrowser('every screen', () => {
  const browser = useBrowser()
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp('filled')
  })
  afterAll(() => app?.stop())

  it.each(SCREENS)('$name has nothing serious for axe, in the light and in the dark, and every text in both languages', async (screen) => {
    const found: string[] = []
    for (const locale of LOCALES) {
      const page = await openPage(screen, locale)
      const dataOf = watchData(page)
      if (screen.name === 'not-found') browser.problemsOf(page).expect(/^404/)
      if (screen.name === 'form-refused') browser.problemsOf(page).expect(/^422/)
      await openScreen(page, screen, find).catch((error: unknown) => found.push(String(error)))
      found.push(...(await lasting(async () => findUntranslated(page, { locale, data: await dataOf() }))).map((text) => `${locale}: ${text}`))
      if (locale === 'en') found.push(...(await findFaultsInBothThemes(page)))
      await page.context().close()
    }
    expect(found).toEqual([])
  })

  const openPage = ({ isPublic }: Screen, locale: (typeof LOCALES)[number]): Promise<Page> =>
    isPublic ? browser.openPage(app.app.address, { locale }) : browser.openAs(app, 'admin', { locale })

  const find: FindRecord = async (module, place = 0) => {
    const { body } = await app.call({ as: 'admin', url: `/api/records/${module}?limit=${place + 1}&sort=created_at:desc&fields=id` })
    const record = (body as ListResult).records[place]
    if (!record) throw new Error(`There are not so many ${module}.`)
    return record.id
  }
})

/** The dark differs in colours alone; without motion they change at once. */
async function findFaultsInBothThemes(page: Page): Promise<string[]> {
  const light = await lasting(() => findFaults(page))
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await settled(page)
  const dark = await lasting(() => findFaults(page, ['color-contrast']))
  return [...light, ...dark.map((fault) => `dark: ${fault}`)]
}

/** What is still found a moment later: what was seen while the page changed says nothing. */
async function lasting(find: () => Promise<string[]>): Promise<string[]> {
  const first = await find()
  if (first.length === 0) return []
  await sleep(1_000)
  return find()
}
