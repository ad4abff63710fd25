import type { Page, Request } from 'playwright-core'
import { settled } from '../../../screens/open-screen.ts'
import { median } from '../../measure/statistics.ts'
import type { Visitor } from '../open-visitor.ts'
import { type UiRow, uiRow } from '../ui-row.ts'

const LIST = '/m/opportunities'
const FIRST_ROW = '[role=row] [role=gridcell] a'
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
    cold.push(await timed(() => page.goto(LIST), page, FIRST_ROW))
  }
  const everything = await requestsOf(page, async () => {
    await page.reload()
    await settled(page)
  })

  const again: number[] = []
  const record: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    record.push(await timed(() => page.locator(FIRST_ROW).first().click(), page, '[role=tabpanel]'))
    await settled(page)
    again.push(await timed(() => page.locator(`nav a[href="${LIST}"]`).first().click(), page, FIRST_ROW))
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

/** From the click to the first sight of what it leads to, in milliseconds. */
async function timed(act: () => Promise<unknown>, page: Page, sight: string): Promise<number> {
  const began = performance.now()
  const seen = page.locator(sight).first().waitFor()
  await act()
  await seen
  return performance.now() - began
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
