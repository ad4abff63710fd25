import { setTimeout as sleep } from 'node:timers/promises'
import type { Page, Request } from 'playwright-core'
import type { FindRecord, Screen } from './screens.ts'

const QUIET_MS = 150
const PATIENCE_MS = 30_000
const waiting = new WeakMap<Page, Set<Request>>()

/** Opens a screen in a page and waits until all of it is there. */
export async function openScreen(page: Page, screen: Screen, find: FindRecord): Promise<void> {
  watchRequests(page)
  await page.goto(await screen.address(find))
  await settled(page)
  if (!screen.open) return
  await screen.open(page)
  await settled(page)
}

/** Until nothing is asked for any more and no grey lines stand for what is to come. Throws, with what is still waited for. */
export async function settled(page: Page): Promise<void> {
  const requests = watchRequests(page)
  let quietSince = Date.now()
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(30)) {
    const isDrawn = await page.evaluate<boolean>(IS_DRAWN)
    if (requests.size > 0 || !isDrawn) quietSince = Date.now()
    if (Date.now() - quietSince >= QUIET_MS) return
  }
  throw new Error(`${page.url()} is not ready. Open requests: ${[...requests].map((request) => request.url()).join(', ') || 'none'}`)
}

/** The requests of a page that have no answer yet. The stream of events never ends and does not count. */
function watchRequests(page: Page): Set<Request> {
  const known = waiting.get(page)
  if (known) return known
  const open = new Set<Request>()
  waiting.set(page, open)
  page.on('request', (request) => {
    if (request.resourceType() !== 'eventsource') open.add(request)
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  return open
}

/** In the page. Grey lines below what is in sight stand for the next rows of a list: they stay. */
const IS_DRAWN = `document.querySelector('h1') !== null && document.querySelector('[aria-busy=true]') === null
  && [...document.querySelectorAll('.skeleton-rows')].every((lines) => lines.getBoundingClientRect().top >= innerHeight)`
