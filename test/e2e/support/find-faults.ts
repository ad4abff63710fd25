import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { settled } from '../../screens/open-screen.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
/** In the page: what is at most moderate is not asked, as it would not be told. */
const GRAVE_RULES = "axe._audit.rules.filter(({ enabled, impact }) => enabled && impact !== 'minor' && impact !== 'moderate').map(({ id }) => id)"

interface AxeResult {
  violations: { id: string; impact: string; nodes: { target: string[]; html: string }[] }[]
}

/**
 * What axe finds serious or critical in a page, each with the first places where it is: `color-contrast: .who > time`.
 * `rules`: only these are asked.
 */
export async function findFaults(page: Page, rules?: string[]): Promise<string[]> {
  // Evaluated and not added as a script: the pages allow none but their own.
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(await readFile(AXE, 'utf8'))
  const { violations } = await page.evaluate<AxeResult>(`axe.run(document, {
    resultTypes: ['violations'],
    preload: false,
    runOnly: ${rules ? JSON.stringify(rules) : GRAVE_RULES},
  })`)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, nodes: nodes.filter(({ html }) => !isNamedDay(id, html)) }))
    .filter(({ nodes }) => nodes.length > 0)
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ target }) => target.join(' '))
          .join(', ')}`,
    )
}

/** The dark differs in colours alone; without motion they change at once. */
export async function findFaultsInBothThemes(page: Page): Promise<string[]> {
  const light = await lasting(() => findFaults(page))
  await page.emulateMedia({ colorScheme: 'dark' })
  await settled(page)
  const dark = await lasting(() => findFaults(page, ['color-contrast']))
  return [...light, ...dark.map((fault) => `dark: ${fault}`)]
}

/** What is still found a moment later: what was seen while the page changed says nothing. */
export async function lasting(find: () => Promise<string[]>): Promise<string[]> {
  const first = await find()
  if (first.length === 0) return []
  await sleep(1_000)
  return find()
}

/** The rule is for what people operate by saying its name. A day of the calendar is no control: it is called by its whole date, and "26" stands in it. */
function isNamedDay(id: string, html: string): boolean {
  return id === 'label-content-name-mismatch' && /^<[^>]*role="gridcell"/.test(html)
}
