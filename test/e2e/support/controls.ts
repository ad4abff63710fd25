import type { Locator, Page } from 'playwright-core'

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
export async function choose(place: Place, label: string | RegExp, option: string, typed?: string): Promise<void> {
  const box = place.getByRole('combobox', { name: label })
  await box.click()
  if (typed !== undefined) await box.fill(typed)
  const page = 'page' in place ? place.page() : place
  await page.getByRole('option', { name: option }).first().click()
}

/** Presses the button with a name. */
export async function press(place: Place, name: string | RegExp): Promise<void> {
  await place.getByRole('button', { name }).first().click()
}
