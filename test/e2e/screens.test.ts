import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ListResult } from '../../engine/contract/api.ts'
import { openScreen, settled } from '../screens/open-screen.ts'
import { type FindRecord, type Screen, SCREENS } from '../screens/screens.ts'
import { startTestApp, type TestApp } from '../support/start-app.ts'
import { describeInBrowser, useBrowser } from './support/browser.ts'
import { findFaultsInBothThemes, lasting } from './support/find-faults.ts'
import { findLostFocus } from './support/find-lost-focus.ts'
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
      if (locale === 'en' && KINDS.has(screen.name)) found.push(...(await lasting(() => findLostFocus(page))))
      await page.close()
    }
    expect(found).toEqual([])
  })

  it('is gone through with Tab, which is never caught', async () => {
    for (const name of ['home', 'list', 'record', 'form-new', 'calendar']) {
      const screen = SCREENS.find((each) => each.name === name)
      const page = await browser.openAs(app, 'admin')
      if (screen) await openScreen(page, screen, find)
      // The first thing that Tab offers is the way past the menu.
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await isFocusIn(page, 'main')).toBe(true)
      const stops: string[] = []
      for (let step = 0; step < STEPS; step += 1) {
        await page.keyboard.press('Tab')
        stops.push(await page.evaluate<string>(FOCUSED))
      }
      expect(trapsIn(stops), name).toEqual([])
      await page.close()
    }
  })

  it('is worked by keys alone: rows are chosen and changed, a dialog keeps the focus and gives it back', async () => {
    const page = await browser.openAs(app, 'admin')
    await page.goto('/m/opportunities')
    await settled(page)
    await page.getByRole('grid').focus()
    for (const key of ['ArrowDown', ' ', 'ArrowDown', ' ']) await page.keyboard.press(key)
    await page.getByText('2 selected').waitFor()
    await tabTo(page, '[role=toolbar]')
    await tabTo(page, '[role=toolbar] .actions')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await expect.poll(() => isFocusIn(page, '[role=dialog]'), PATIENCE).toBe(true)
    for (let step = 0; step < 12; step += 1) {
      await page.keyboard.press(step < 8 ? 'Tab' : 'Shift+Tab')
      expect(await isFocusIn(page, '[role=dialog]')).toBe(true)
    }
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => isFocusIn(page, '[role=toolbar] .actions'), PATIENCE).toBe(true)

    await page.getByRole('grid').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('tabpanel').waitFor()
    await page.getByRole('button', { name: 'More actions' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => isFocusIn(page, '[role=menuitem]'), PATIENCE).toBe(true)
    await page.keyboard.press('Escape')
    await expect.poll(() => isFocusIn(page, '[aria-haspopup=menu]'), PATIENCE).toBe(true)
  })

  it('stands still for people who asked for less motion', async () => {
    const page = await browser.openAs(app, 'admin')
    await page.goto('/')
    await settled(page)
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').waitFor()
    expect(await page.evaluate(MOVING)).toEqual([])
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

/** A screen of each kind: there the focus is looked for on every control. Other screens have the same ones. */
const KINDS = new Set(['sign-in', 'home', 'list', 'record', 'form-new', 'import-check'])
/** As many as lead through the head of a page and a part of it. */
const STEPS = 40
const PATIENCE = { timeout: 15_000 }
/** In the page: what has the focus, told apart from all others. */
const FOCUSED = `(() => {
  const path = []
  for (let each = document.activeElement; each && each !== document.body; each = each.parentElement) path.unshift([...each.parentElement.children].indexOf(each))
  return path.join('/')
})()`
/** In the page: what moves for longer than an eye notices. */
const MOVING = `document.getAnimations()
  .filter((animation) => animation.playState === 'running' && Number(animation.effect.getComputedTiming().duration) > 1)
  .map((animation) => animation.animationName ?? animation.transitionProperty ?? 'animation')`

/** Places that keep the focus for three keys in a row. */
function trapsIn(stops: string[]): string[] {
  return stops.filter((place, index) => place !== '' && stops[index + 1] === place && stops[index + 2] === place)
}

function isFocusIn(page: Page, selector: string): Promise<boolean> {
  return page.evaluate(`document.activeElement?.closest(${JSON.stringify(selector)}) != null`)
}

/** Presses Tab until the focus is in a place. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < STEPS; step += 1) {
    if (await isFocusIn(page, selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${selector}.`)
}
