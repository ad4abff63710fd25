import type { CDPSession } from 'playwright-core'
import { settled } from '../../../screens/open-screen.ts'
import type { Visitor } from '../open-visitor.ts'
import { LONG_FORM } from '../long-form.ts'
import { type UiRow, uiRow } from '../ui-row.ts'

const KEYS = 60
/** Some keys are typed before it is measured: the first ones compile. */
const WARM_UP = 10
const KEY_MS = 16
const PART = 0.95

/**
 * One key after the other in a form with 60 fields; 95 of 100 keys. Measured is what a key costs the page's main thread in processor time:
 * its events, everything that follows from them, layout and painting of the frame that shows it, all of which must fit between two frames.
 * A timer that is set by the key measures something else: while keys follow one another, the browser lets input and frames go first and
 * fires the timers of several keys together, 60 ms after the first of them, when each of their frames was painted within 11.
 */
export async function typing(visitor: Visitor): Promise<UiRow[]> {
  const page = await visitor.openCold()
  await page.goto(`/m/${LONG_FORM}/new`)
  await settled(page)
  await page.locator('main input').nth(5).click()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')
  const times: number[] = []
  for (let key = 0; key < KEYS + WARM_UP; key += 1) {
    const began = await threadMs(devtools)
    await page.keyboard.type('a')
    await page.evaluate(FRAME)
    if (key >= WARM_UP) times.push((await threadMs(devtools)) - began)
  }
  const typed = await page.locator('main input').nth(5).inputValue()
  if (typed.length !== KEYS + WARM_UP) throw new Error(`Only ${typed.length} keys of ${KEYS + WARM_UP} were typed.`)
  times.sort((a, b) => a - b)
  return [uiRow('a key in a form with 60 fields', { unit: 'ms', value: times[Math.floor(times.length * PART)] ?? Number.NaN, goal: KEY_MS })]
}

/** When the frame that shows the key has been painted. */
const FRAME = 'new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)))'

/** Processor time of the page's main thread since it began. */
async function threadMs(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  const found = metrics.find(({ name }) => name === 'ThreadTime')
  if (!found) throw new Error('The browser does not say what its main thread has done.')
  return found.value * 1000
}
