import { settled } from '../../../screens/open-screen.ts'
import type { Visitor } from '../open-visitor.ts'
import { LONG_FORM } from '../long-form.ts'
import { type UiRow, uiRow } from '../ui-row.ts'

const KEYS = 60
/** Some keys are typed before it is measured: the first ones compile. */
const WARM_UP = 10
const KEY_MS = 16
const PART = 0.95

/** One key after the other in a form with 60 fields: from the key to the page with everything that follows from it laid out; 95 of 100 keys. */
export async function typing(visitor: Visitor): Promise<UiRow[]> {
  const page = await visitor.openCold()
  await page.goto(`/m/${LONG_FORM}/new`)
  await settled(page)
  await page.evaluate(MEASURE)
  await page.locator('main input').nth(5).click()
  for (let key = 0; key < KEYS + WARM_UP; key += 1) await page.keyboard.type('a', { delay: 5 })
  const all = await page.evaluate<number[]>('window.keyTimes')
  const times = all.slice(WARM_UP).sort((a, b) => a - b)
  if (times.length < KEYS) throw new Error(`Only ${times.length} keys of ${KEYS} were typed.`)
  return [uiRow('a key in a form with 60 fields', { unit: 'ms', value: times[Math.floor(times.length * PART)] ?? Number.NaN, goal: KEY_MS })]
}

/** A frame is drawn after all that a key set in motion; reading a size then makes the browser lay it out. */
const MEASURE = `
  window.keyTimes = []
  addEventListener('keydown', () => {
    const began = performance.now()
    setTimeout(() => {
      document.body.getBoundingClientRect()
      window.keyTimes.push(performance.now() - began)
    })
  }, true)`
