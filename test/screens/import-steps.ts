import type { Page } from 'playwright-core'
import type { ListResult } from '../../engine/contract/api.ts'

const LAST = ['王', '李', '张', '陈', '林', '黄', '周', '吴', 'Baker', 'Fischer', 'Rossi', 'Novak', 'Garcia', 'Dubois', 'Larsen', 'Okafor']
const FIRST = ['雨桐', '子涵', '思远', '佳琪', '文博', '晓峰', 'Amelia', 'Jonas', 'Giulia', 'Petra', 'Diego', 'Camille', 'Ingrid', 'Chidi']
/** One is misspelt, as one of the accounts will be: the check asks what they stand for. */
const SOURCES = ['Website', 'Trade shwo', 'Partner']
const ROWS = 14

/** Brings a file of contacts to the mapping of its columns. */
export async function openMapping(page: Page): Promise<void> {
  const answer = await page.request.get('/api/records/accounts?limit=2&fields=name')
  const names = ((await answer.json()) as ListResult).records.map(({ values }) => String(values.name))
  await page.locator('input[type=file]').setInputFiles({ name: 'contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(contacts(names)) })
  await page.locator('[data-column]').first().waitFor()
}

/** The same, and has it checked. */
export async function openCheck(page: Page): Promise<void> {
  await openMapping(page)
  await goOn(page)
  await page.locator('[data-outcome]').first().waitFor()
}

/** The same, and has what can be imported imported. */
export async function openResult(page: Page): Promise<void> {
  await openCheck(page)
  await goOn(page)
  await page.locator('.result-step').waitFor()
}

async function goOn(page: Page): Promise<void> {
  await page.locator('.import-frame footer .n-button--primary-type').click()
}

/** Other people each time, for those that are there already would be left out. One birthday is no date. */
function contacts(names: string[]): string {
  const accounts = [...names, names[0]?.slice(0, -1)]
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const birthday = index === 5 ? '31.31.1990' : `19${70 + index}-0${1 + (index % 9)}-14`
    return [any(LAST), any(FIRST), accounts[index % 3], SOURCES[(index + 1) % 3], birthday].join(',')
  })
  return ['Last name,First name,Account,Lead source,Birthday', ...rows].join('\n')
}

function any(names: string[]): string {
  return names[Math.floor(Math.random() * names.length)] ?? ''
}
