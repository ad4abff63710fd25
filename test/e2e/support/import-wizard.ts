import type { Page } from 'playwright-core'
import { chooseValue, press } from './controls.ts'

/** Outcome of a check or an import, as its tiles show it. */
export type Outcomes = Partial<Record<'create' | 'update' | 'skip' | 'error' | 'waiting', number>>

/** A file as the browser is given it. */
export type ImportFile = string | { name: string; mimeType: string; buffer: Buffer }

const LONG_WORK_MS = 240_000

/** Opens the import of a module from its list and gives it a file; resolves when the mapping is shown. */
export async function beginImport(page: Page, module: string, file: ImportFile): Promise<void> {
  await page.goto(`/m/${module}`)
  await press(page, 'Import')
  await chooseFile(page, file)
}

/** Gives the first step a file; resolves when the mapping is shown. */
export async function chooseFile(page: Page, file: ImportFile): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await press(page, 'Choose a file')
  await (await chooser).setFiles(file)
  await page.getByRole('heading', { name: 'Columns' }).waitFor()
}

/** What the mapping says: the field of each column, by the header of the file. */
export async function mappingOf(page: Page): Promise<Record<string, string>> {
  const rows = await page.locator('[data-column]').all()
  const pairs = await Promise.all(
    rows.map(async (row) => [(await row.getAttribute('data-column')) ?? '', (await row.locator('.n-base-selection').first().innerText()).trim()] as const),
  )
  return Object.fromEntries(pairs)
}

/** The row of a column of the file. */
export function columnRow(page: Page, header: string) {
  return page.locator(`[data-column="${header}"]`)
}

/** Leaves the mapping for the check and waits for its result. */
export async function check(page: Page): Promise<Outcomes> {
  await press(page, /^Check [\d,]+ rows?$/)
  return outcomes(page)
}

/** Says what a text of the file stands for. */
export async function settle(page: Page, text: string, field: string, meaning: string): Promise<void> {
  await chooseValue(page.locator(`[data-text="${text}"]`), `Meaning of “${text}” in ${field}`, meaning)
}

/** Checks again with what was settled. */
export async function applyMeanings(page: Page): Promise<Outcomes> {
  await press(page, 'Apply and check again')
  // The tiles of the check before go away while the new one runs.
  await page.getByRole('button', { name: 'Apply and check again' }).waitFor({ state: 'detached' })
  return outcomes(page)
}

/** Writes what was checked and waits for the end. */
export async function runImport(page: Page): Promise<Outcomes> {
  await press(page, /^Import [\d,]+ rows?/)
  await page.getByRole('heading', { name: 'The import is finished' }).waitFor({ timeout: LONG_WORK_MS })
  return outcomes(page)
}

/** The numbers of the tiles; tiles with nothing are left out. */
export async function outcomes(page: Page): Promise<Outcomes> {
  await page.locator('[data-outcome]').first().waitFor({ timeout: LONG_WORK_MS })
  const tiles = await page
    .locator('[data-outcome]')
    .evaluateAll((elements) => elements.map((element) => [element.getAttribute('data-outcome') ?? '', element.querySelector('dd')?.textContent ?? '']))
  return Object.fromEntries(tiles.map(([key, text]) => [key ?? '', Number(String(text).replaceAll(',', ''))]).filter(([, count]) => count !== 0))
}
