import type { Page } from 'playwright-core'
import { openCheck, openMapping, openResult } from './import-steps.ts'

/** The id of a record of a module that has some: of the one at a place (0 is the first), the same one each time. */
export type FindRecord = (module: string, place?: number) => Promise<string>

/** One thing that people see: a page, or a page with something opened on it. */
export interface Screen {
  /** Names its pictures. */
  name: string
  address(find: FindRecord): Promise<string> | string
  /** What is done on the page, without a word of a language, before it is looked at. */
  open?(page: Page): Promise<void>
  /** Nobody is signed in. */
  isPublic?: true
  /** Not on a phone: what is opened is reached another way there. */
  isWide?: true
}

/** Before what other folders offer for a record stand duplicating, printing and copying its link. */
const FIRST_PAGE_ACTION = 3
const NOBODY_FITS = encodeURIComponent(JSON.stringify({ field: 'name', op: 'contains', value: '999999999' }))
const TWO_CONDITIONS = encodeURIComponent(
  JSON.stringify({
    all: [
      { field: 'stage', op: 'is_any', value: ['proposal', 'negotiation'] },
      { field: 'close_date', op: 'within', value: 'next_30_days' },
    ],
  }),
)

/** Every screen there is: with the sample company, as administrator. Pictures, axe and the search for what is not translated take them from here. */
export const SCREENS: Screen[] = [
  { name: 'sign-in', address: () => '/sign-in', isPublic: true },
  { name: 'password-forgotten', address: () => '/password/forgotten', isPublic: true },
  { name: 'home', address: () => '/' },
  { name: 'list', address: () => '/m/opportunities' },
  { name: 'list-selected', address: () => '/m/opportunities', open: selectRows, isWide: true },
  { name: 'list-filtered', address: () => `/m/opportunities?filter=${TWO_CONDITIONS}` },
  { name: 'list-filter', address: () => `/m/opportunities?filter=${TWO_CONDITIONS}`, open: (page) => page.locator('.list-toolbar .add').click(), isWide: true },
  { name: 'list-sort', address: () => '/m/opportunities', open: (page) => page.locator('.list-toolbar .plain').first().click(), isWide: true },
  { name: 'list-columns', address: () => '/m/opportunities', open: (page) => page.locator('.list-toolbar .plain').last().click(), isWide: true },
  { name: 'list-nothing-matches', address: () => `/m/opportunities?filter=${NOBODY_FITS}` },
  { name: 'board', address: () => '/m/opportunities?form=board' },
  { name: 'calendar', address: () => '/m/tasks?form=calendar' },
  { name: 'accounts', address: () => '/m/accounts' },
  { name: 'tickets', address: () => '/m/tickets' },
  { name: 'record', address: async (find) => `/m/opportunities/${await find('opportunities')}` },
  { name: 'record-account', address: async (find) => `/m/accounts/${await find('accounts')}` },
  { name: 'record-related', address: async (find) => `/m/accounts/${await find('accounts')}`, open: (page) => openTab(page, 1) },
  { name: 'record-timeline', address: async (find) => `/m/accounts/${await find('accounts')}`, open: (page) => openTab(page, -1) },
  { name: 'record-ticket', address: async (find) => `/m/tickets/${await find('tickets')}` },
  { name: 'record-product', address: async (find) => `/m/products/${await find('products')}` },
  { name: 'print', address: async (find) => `/m/accounts/${await find('accounts')}/print` },
  { name: 'form-new', address: () => '/m/contacts/new' },
  { name: 'form-refused', address: () => '/m/leads/new', open: (page) => page.keyboard.press('Control+s') },
  { name: 'form-edit', address: async (find) => `/m/opportunities/${await find('opportunities')}/edit` },
  { name: 'merge', address: async (find) => `/m/accounts/merge?ids=${await find('accounts')},${await find('accounts', 1)}` },
  { name: 'duplicates', address: () => '/m/accounts/duplicates' },
  { name: 'bin', address: () => '/bin' },
  { name: 'import', address: () => '/import/contacts' },
  { name: 'import-mapping', address: () => '/import/contacts', open: openMapping },
  { name: 'import-check', address: () => '/import/contacts', open: openCheck },
  { name: 'import-result', address: () => '/import/contacts', open: openResult },
  { name: 'notifications', address: () => '/notifications' },
  { name: 'profile', address: () => '/me' },
  { name: 'security', address: () => '/me/security' },
  { name: 'settings-users', address: () => '/settings/users' },
  { name: 'settings-user', address: async (find) => `/settings/users/${await find('users', 1)}` },
  { name: 'settings-user-edit', address: async (find) => `/settings/users/${await find('users', 1)}`, open: pressFirst },
  { name: 'settings-user-access', address: async (find) => `/settings/users/${await find('users', 1)}`, open: askAboutUser },
  { name: 'settings-roles', address: () => '/settings/roles' },
  { name: 'settings-profiles', address: () => '/settings/profiles' },
  { name: 'settings-profile', address: () => '/settings/profiles/sales' },
  { name: 'settings-profile-edit', address: () => '/settings/profiles/sales', open: (page) => page.locator('.studio-card header button').first().click() },
  { name: 'settings-groups', address: () => '/settings/groups' },
  { name: 'settings-group', address: async (find) => `/settings/groups/${await find('groups')}` },
  { name: 'settings-sharing', address: () => '/settings/sharing' },
  { name: 'settings-sharing-rule', address: () => '/settings/sharing', open: (page) => page.locator('.studio-card header button').first().click() },
  { name: 'settings-sign-in', address: () => '/settings/sign-in' },
  { name: 'settings-audit', address: () => '/settings/audit' },
  { name: 'share', address: async (find) => `/m/opportunities/${await find('opportunities')}`, open: (page) => openPageAction(page, 0) },
  { name: 'who-can-see', address: async (find) => `/m/opportunities/${await find('opportunities')}`, open: (page) => openPageAction(page, 1) },
  { name: 'palette', address: () => '/', open: (page) => page.keyboard.press('Control+k') },
  { name: 'shortcuts', address: () => '/', open: (page) => page.keyboard.press('?'), isWide: true },
  { name: 'user-menu', address: () => '/', open: (page) => page.locator('.side button').last().click(), isWide: true },
  { name: 'not-found', address: () => '/nowhere' },
]

async function selectRows(page: Page): Promise<void> {
  await page.locator('[role=gridcell].box').nth(0).click()
  await page.locator('[role=gridcell].box').nth(1).click()
}

/** The main thing that can be done on a page stands last in its head, or before a menu. */
async function pressFirst(page: Page): Promise<void> {
  await page.locator('.page-head .actions button:not([aria-haspopup])').first().click()
}

/** What the user may see of the first record of the first module; it stands in the menu after all fields. */
async function askAboutUser(page: Page): Promise<void> {
  await page.locator('.page-head [aria-haspopup=menu]').last().click()
  await page.locator('[role=menu] [role=menuitem]').nth(1).click()
  for (const place of [0, 1]) {
    await page.locator('[role=dialog] [role=combobox]').nth(place).click()
    await page.getByRole('option').first().click()
    await page.getByRole('listbox').waitFor({ state: 'detached' })
  }
  await page.locator('[role=dialog] .access-tree').first().waitFor()
}

/** Sharing, and who can see a record: they stand before deleting in the menu of its page. */
async function openPageAction(page: Page, place: number): Promise<void> {
  await page.locator('.page-head [aria-haspopup=menu]').last().click()
  await page
    .locator('[role=menu] [role=menuitem]')
    .nth(FIRST_PAGE_ACTION + place)
    .click()
}

async function openTab(page: Page, index: number): Promise<void> {
  await page.getByRole('tab').nth(index).click()
}
