import type { Page, Request } from 'playwright-core'
import { settled } from '../../../screens/open-screen.ts'
import { median } from '../../measure/statistics.ts'
import type { Visitor } from '../open-visitor.ts'
import { type UiRow, uiRow } from '../ui-row.ts'

const LIST = '/m/opportunities'
const FIRST_ROW = '[role=row] [role=gridcell] a'
/** In the page. */
const SEES_ROWS = `location.pathname === '${LIST}' && document.querySelector('${FIRST_ROW}')`
const SEES_RECORD = `document.querySelector('[role=tabpanel]')`
const ROUNDS = 5
const COLD_MS = 1500
const AGAIN_MS = 250
const RECORD_MS = 400

/** The list with an empty cache and again, one of its records, and what these asked the server. */
export async function list(visitor: Visitor): Promise<UiRow[]> {
  const cold: number[] = []
  let page = await visitor.openCold()
  for (let round = 0; round < ROUNDS; round += 1) {
    page = await visitor.openCold()
    await page.addInitScript(watchFor(SEES_ROWS, { since: 'start' }))
    await page.goto(LIST)
    cold.push(await page.evaluate<number>(SEEN))
  }
  const everything = await requestsOf(page, async () => {
    await page.reload()
    await settled(page)
  })

  const again: number[] = []
  const record: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    record.push(await sightAfterClick(page, FIRST_ROW, SEES_RECORD))
    await settled(page)
    again.push(await sightAfterClick(page, `nav a[href="${LIST}"]`, SEES_ROWS))
    await settled(page)
  }
  return [
    uiRow('list, cold cache', { unit: 'ms', value: median(cold), goal: COLD_MS }),
    uiRow('list, opened again', { unit: 'ms', value: median(again), goal: AGAIN_MS }),
    uiRow('record page', { unit: 'ms', value: median(record), goal: RECORD_MS }),
    uiRow('requests for the rows of a list', { unit: 'count', value: everything.filter(isForRows).length, goal: 1 }),
    uiRow('requests of a list that were made before', { unit: 'count', value: everything.length - new Set(everything).size, goal: 0 }),
  ]
}

/** From the click to the frame that shows what it leads to, in milliseconds. */
async function sightAfterClick(page: Page, target: string, sight: string): Promise<number> {
  await page.evaluate(watchFor(sight, { since: 'click' }))
  await page.locator(target).first().click()
  return page.evaluate<number>(SEEN)
}

const SEEN = 'window.seenAfter'
/**
 * For the page, which has no driver between itself and its clock: the milliseconds from its start, or from the next click, until the frame
 * with what is looked for has been painted.
 */
function watchFor(sight: string, { since }: { since: 'start' | 'click' }): string {
  return `${SEEN} = new Promise((seen) => {
    let began = ${since === 'start' ? 0 : 'null'}
    addEventListener('click', (event) => { began ??= event.timeStamp }, { capture: true, once: true })
    const look = () => {
      if (began !== null && ${sight}) setTimeout(() => seen(performance.now() - began))
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  undefined`
}

/** What the page asks the server's interface for meanwhile: method and address. */
async function requestsOf(page: Page, work: () => Promise<void>): Promise<string[]> {
  const found: string[] = []
  const note = (request: Request): void => {
    const { pathname, search } = new URL(request.url())
    if (pathname.startsWith('/api/')) found.push(`${request.method()} ${pathname}${search}`)
  }
  page.on('request', note)
  await work()
  page.off('request', note)
  return found
}

/** The numbers beside the views are asked for with one row at most, when the list is there. */
function isForRows(request: string): boolean {
  return request.includes('/api/records/') && !/[?&]limit=1(&|$)/.test(request)
}
