import type { Locator, Page } from 'playwright-core'
import { vi } from 'vitest'

const SHOWN_WITHIN_MS = 2_000
const CHOSEN_WITHIN_MS = 30_000

/** The whole page, or a part of it in which something is looked for. */
export type Place = Page | Locator

/** Signs in as a person does, from whichever page asks for it. */
export async function signIn(page: Page, who: { name: string; password: string }): Promise<void> {
  await page.locator('input[autocomplete~=username]').fill(who.name)
  const password = page.locator('input[autocomplete=current-password]')
  await password.fill(who.password)
  await password.press('Enter')
  await password.waitFor({ state: 'detached' })
}

/** Chooses one value of the select box with a label. `typed` narrows the choices first: for boxes that search. */
export async function choose(place: Place, label: string | RegExp, option: string | RegExp, typed?: string): Promise<void> {
  const box = place.getByRole('combobox', { name: label })
  await box.click()
  if (typed !== undefined) await box.fill(typed)
  await pageOf(place).getByRole('option', { name: option }).first().click()
}

/**
 * Chooses the value of a field and sees to it that the box shows it. A menu that moves under the pointer, while what stands above it
 * still loads, can swallow a click; a person then clicks again.
 */
export async function chooseValue(place: Place, label: string | RegExp, option: string): Promise<void> {
  const box = place.locator('.select-input').filter({ has: pageOf(place).getByRole('combobox', { name: label }) })
  await vi.waitFor(
    async () => {
      await choose(place, label, option)
      await box.getByText(option).first().waitFor({ timeout: SHOWN_WITHIN_MS })
    },
    { timeout: CHOSEN_WITHIN_MS },
  )
}

/** Adds one value to a select box that takes several: by what is found for it, or as a new one (`isNew`). */
export async function chooseOneMore(place: Place, label: string | RegExp, option: string, isNew = false): Promise<void> {
  const page = 'page' in place ? place.page() : place
  // Closed, the box itself is the combobox; its input is there once it was pressed.
  await place.getByRole('combobox', { name: label }).click()
  // What is found takes the places of what was offered before: a click on the way would take another one.
  const found = isNew ? null : page.waitForResponse((response) => new URL(response.url()).searchParams.get('q') === option)
  await page.keyboard.type(option)
  await found
  await page.waitForTimeout(200)
  if (isNew) await page.keyboard.press('Enter')
  else await page.getByRole('option', { name: option }).first().click()
  await page.keyboard.press('Escape')
}

/** Presses the button with a name. */
export async function press(place: Place, name: string | RegExp): Promise<void> {
  await place.getByRole('button', { name }).first().click()
}

function pageOf(place: Place): Page {
  return 'page' in place ? place.page() : place
}
