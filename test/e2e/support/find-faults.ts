import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

interface AxeResult {
  violations: { id: string; impact: string; nodes: { target: string[]; html: string }[] }[]
}

/**
 * What axe finds serious or critical in a page, each with the first places where it is: `color-contrast: .who > time`.
 * `rules`: only these are asked.
 */
export async function findFaults(page: Page, rules?: string[]): Promise<string[]> {
  // Evaluated and not added as a script: the pages allow none but their own.
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  const { violations } = await page.evaluate<AxeResult>(
    `axe.run(document, ${JSON.stringify({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) })})`,
  )
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

/** The rule is for what people operate by saying its name. A day of the calendar is no control: it is called by its whole date, and "26" stands in it. */
function isNamedDay(id: string, html: string): boolean {
  return id === 'label-content-name-mismatch' && /^<[^>]*role="gridcell"/.test(html)
}
