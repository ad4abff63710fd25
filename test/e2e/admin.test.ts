import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordShare, SharingRule } from '../../engine/contract/access.ts'
import type { ListResult, RecordData } from '../../engine/contract/api.ts'
import { tokenIn, waitForMail } from '../support/mailbox.ts'
import { PASSWORD, startTestApp, type TestApp } from '../support/start-app.ts'
import { describeInBrowser, useBrowser } from './support/browser.ts'
import { choose, press, signIn } from './support/controls.ts'
import { findFaults } from './support/find-faults.ts'
import type { Look } from './support/look.ts'

/**
 * The settings, worked through as an administrator does. In the library loans are private: Dora (desk) owns two, Vera and Rita
 * (volunteers, below the desk) one each, and every impact can be counted on the fingers.
 */
describeInBrowser('the settings of administrators', () => {
  const browser = useBrowser()
  let app: TestApp
  let book = ''
  let days = 0
  beforeAll(async () => {
    app = await startTestApp('foreign')
    book = (await make('books', { title: 'Emma', author: 'Jane Austen' })).id
    for (const owner of ['dora', 'dora', 'vera', 'rita']) await lend(owner)
  })
  afterAll(() => app?.stop())

  async function send<T>(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, body?: unknown): Promise<T> {
    const answer = await app.call({ as: 'admin', method, url, body })
    if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`)
    return answer.body as T
  }
  const make = (module: string, values: Record<string, unknown>) => send<RecordData>('POST', `/api/records/${module}`, { values })
  async function lend(owner: string): Promise<RecordData> {
    days += 1
    const lentOn = new Date(Date.UTC(2020, 0, days)).toISOString().slice(0, 10)
    return make('loans', { subject: `Lent by ${owner} ${days}`, book, lent_on: lentOn, owner: await app.idOf(owner) })
  }
  const find = async (module: string, field: string, value: string) => {
    const filter = encodeURIComponent(JSON.stringify({ field, op: 'is', value }))
    const { records } = await send<ListResult>('GET', `/api/records/${module}?filter=${filter}`)
    return records[0]
  }
  const statusFor = async (as: string, url: string) => (await app.call({ as, url })).status
  async function open(address: string, as = 'admin', look: Look = {}): Promise<Page> {
    const page = await browser.openAs(app, as, look)
    await page.goto(address)
    return page
  }
  const openAlone = () => browser.openPage(app.app.address)
  const openUser = async (name: string, username = name) => {
    const page = await open(`/settings/users/${await app.idOf(username)}`)
    await page.getByRole('heading', { level: 1, name }).waitFor()
    return page
  }
  async function act(page: Page, name: string): Promise<void> {
    await press(page.locator('.page-head'), 'More')
    await page.getByRole('menuitem', { name }).click()
  }
  /** One more of a box of several, whose list stays open. */
  async function chooseMore(place: Page | Locator, label: string | RegExp, option: string | RegExp, typed: string): Promise<void> {
    await choose(place, label, option, typed)
    await ('page' in place ? place.page() : place).keyboard.press('Escape')
  }
  const dialogOf = (page: Page, name: string): Locator => page.getByRole('dialog', { name })
  /** Reads the impact that is shown before something is saved, and saves. */
  async function saveSeeing(page: Page, title: string, said: string): Promise<void> {
    const dialog = dialogOf(page, title)
    await dialog.getByText(said).waitFor()
    await press(dialog, 'Save')
    await dialog.waitFor({ state: 'detached' })
  }

  describe('users', () => {
    it('are invited by mail, choose a password by its link, and sign in', async () => {
      const page = await open('/settings/users')
      await press(page, 'New user')
      const form = dialogOf(page, 'New user')
      await form.getByLabel('Last name').fill('Paper')
      await form.getByLabel('E-mail').fill('paper@example.org')
      await choose(form, 'Role', /^Volunteer/, 'Vol')
      await chooseMore(form, 'Profiles', 'Reader', 'Read')
      await form.getByLabel('Send an invitation by mail').check()
      await press(form, 'Create user')
      await page.getByText('An invitation was sent to Paper.').waitFor()
      await page.getByRole('heading', { level: 1, name: 'Paper' }).waitFor()

      const mail = await waitForMail(app.folder, { to: 'paper@example.org', subject: /./ })
      const guest = await openAlone()
      await guest.goto(`/password/${tokenIn(mail)}`)
      await guest.getByRole('heading', { name: 'Welcome, Paper' }).waitFor()
      await guest.getByLabel('New password', { exact: true }).fill('of seven zebras')
      await guest.getByLabel('New password again').fill('of seven zebras')
      await press(guest, 'Set password and go to sign-in')
      await signIn(guest, { name: 'paper@example.org', password: 'of seven zebras' })
      await guest.goto('/m/books')
      await guest.getByRole('link', { name: 'Emma' }).waitFor()
    })

    it('get another role after its impact was seen', async () => {
      const page = await openUser('vera')
      await press(page, 'Edit')
      const form = dialogOf(page, 'Edit user')
      await choose(form, 'Role', /^Desk/, 'De')
      await press(form, 'Review and save')
      const impact = dialogOf(page, 'Save the rights of vera?')
      await impact.getByText('one user gains one record').waitFor()
      await impact.getByText('one user loses one record').waitFor()
      await press(impact, 'Examples')
      await impact.getByText('+ Lent by rita 4').waitFor()
      expect(await findFaults(page)).toEqual([])
      await impact.getByText('− Lent by vera 3').waitFor()
      await press(impact, 'Save')
      await page.locator('.fact-list').first().getByText('Desk', { exact: true }).waitFor()

      await press(page, 'Edit')
      await choose(form, 'Role', /^Volunteer/, 'Vol')
      await press(form, 'Review and save')
      await saveSeeing(page, 'Save the rights of vera?', 'one user gains one record')
      await form.waitFor({ state: 'detached' })
    })

    it('who leave hand over their records, counted before, and come back with one undo', async () => {
      const loan = await find('loans', 'subject', 'Lent by vera 3')
      const ownerOf = async () => (await send<RecordData>('GET', `/api/records/loans/${loan?.id}`)).values.owner
      const page = await openUser('vera')
      await act(page, 'Deactivate')
      const dialog = dialogOf(page, 'Deactivate vera')
      await dialog.getByText('Owns one record, which would move:').waitFor()
      await choose(dialog, 'Give the records to', 'dora', 'dor')
      await press(dialog, 'Deactivate and move one record')
      await page.getByText('vera was deactivated; one record was moved.').waitFor()
      await page.getByText('Deactivated', { exact: true }).waitFor()
      expect(await ownerOf()).toBe(await app.idOf('dora'))

      await press(page.getByRole('status').filter({ hasText: 'was deactivated' }), 'Undo')
      await page.getByText('Active', { exact: true }).waitFor()
      expect(await ownerOf()).toBe(await app.idOf('vera'))
    })

    it('are sent a link for a new password, or get a temporary one that they must change', async () => {
      const page = await openUser('nick')
      await act(page, 'Send link for a new password')
      await page.getByText('A link was sent to nick.').waitFor()
      expect(tokenIn(await waitForMail(app.folder, { to: 'nick@example.org', subject: /new password/ }))).not.toBe('')

      await act(page, 'Set a temporary password')
      await press(page.getByRole('dialog'), 'Set a temporary password')
      const shown = dialogOf(page, 'Temporary password')
      const password = await shown.locator('code').innerText()
      await press(shown.locator('footer'), 'Close')
      await page.getByText('must be changed').waitFor()

      const nick = await openAlone()
      browser.problemsOf(nick).expect(/^403/)
      await nick.goto('/sign-in')
      await nick.locator('input[autocomplete~=username]').fill('nick')
      await nick.locator('input[autocomplete=current-password]').fill(password)
      await nick.keyboard.press('Enter')
      await nick.getByRole('heading', { name: 'Choose your own password' }).waitFor()
    })

    it('are required to choose a new password where they are signed in, and see their session end', async () => {
      const paper = await openAlone()
      await paper.goto('/sign-in')
      await signIn(paper, { name: 'paper', password: 'of seven zebras' })
      await paper.getByRole('heading', { level: 1 }).waitFor()

      const page = await openUser('Paper', 'paper')
      await act(page, 'Require a new password')
      await press(page.getByRole('dialog'), 'Require a new password')
      await page.getByText('must be changed').waitFor()
      browser.problemsOf(paper).expect(/^403/)
      await paper.goto('/m/books')
      await paper.getByRole('heading', { name: 'Choose your own password' }).waitFor()
      await paper.getByLabel('Present password').fill('of seven zebras')
      await paper.getByLabel('New password', { exact: true }).fill('of nine ostriches')
      await paper.getByLabel('New password again').fill('of nine ostriches')
      await press(paper, 'Change password')
      await paper.getByRole('heading', { name: 'Books', level: 1 }).waitFor()

      await page.reload()
      const sessions = page.getByRole('region', { name: 'Sessions' })
      await sessions.getByText(/HeadlessChrome/).waitFor()
      await press(sessions, 'End')
      await page.getByText('The session was ended.').waitFor()
      browser.problemsOf(paper).expect(/^401/)
      await paper.goto('/m/books')
      await paper.waitForURL(/\/sign-in/)
    })

    it('are asked about from their page: which profile hides a field of a record from them', async () => {
      const page = await openUser('rita')
      await act(page, 'What may rita see?')
      const dialog = dialogOf(page, 'What may rita see?')
      await choose(dialog, 'Module', 'Books', 'Boo')
      await choose(dialog, 'Record', 'Emma', 'Emma')
      await dialog.getByText('rita may see this record.').waitFor()
      await choose(dialog, 'Field', 'Price', 'Pri')
      await dialog.getByText('rita may not see the field Price of this record.').waitFor()
      const said = dialog.locator('.access-tree.leaf').filter({ hasText: 'Reader' }).filter({ hasText: 'hidden' })
      expect(await said.innerText()).toContain('does not grant')
      expect(await findFaults(page)).toEqual([])
    })

    it('are asked about by whoever manages them, and by nobody else', async () => {
      const librarian = await find('profiles', 'code', 'librarian')
      const manage = (version: number | undefined, may: boolean) =>
        send<RecordData>('PATCH', `/api/records/profiles/${librarian?.id}`, { version, values: { manage_users: may } })
      const { version } = await manage(librarian?.version, true)
      const page = await open(`/settings/users/${await app.idOf('rita')}`, 'dora')
      await act(page, 'What may rita see?')
      const dialog = dialogOf(page, 'What may rita see?')
      await choose(dialog, 'Module', 'Books', 'Boo')
      await choose(dialog, 'Record', 'Emma', 'Emma')
      await dialog.getByText('rita may see this record.').waitFor()
      await page.keyboard.press('Escape')

      // Nick has no role, so he stands below nobody.
      await page.goto(`/settings/users/${await app.idOf('nick')}`)
      await page.getByRole('heading', { level: 1, name: 'nick' }).waitFor()
      expect(await page.locator('.page-head').getByRole('button', { name: 'More' }).count()).toBe(0)
      expect(await statusFor('dora', `/api/records/books/${book}/access?user=${await app.idOf('nick')}`)).toBe(403)
      await manage(version, false)
    })

    it('are acted for, visibly, until the administrator goes back', async () => {
      // A session of its own: going back begins a new one.
      const page = await openAlone()
      await page.goto('/sign-in')
      await signIn(page, { name: 'admin', password: PASSWORD })
      await page.goto(`/settings/users/${await app.idOf('dora')}`)
      await act(page, 'Sign in as this user')
      await page.getByLabel('Reason').fill('Ticket 17')
      await press(page.getByRole('dialog').locator('form'), 'Sign in')
      const banner = page.getByRole('status').filter({ hasText: 'dora' })
      await banner.waitFor()
      await page.goto(`/m/loans/${(await find('loans', 'subject', 'Lent by dora 1'))?.id}`)
      await page.getByRole('heading', { level: 1, name: 'Lent by dora 1' }).waitFor()
      await press(banner, 'Stop')
      await banner.waitFor({ state: 'detached' })
      await page.goto('/settings/users')
      await page.getByRole('link', { name: /^dora/ }).waitFor()
    })
  })

  describe('roles', () => {
    const item = (page: Page, name: string) => page.getByRole('treeitem', { name: new RegExp(`^${name} `) })
    /** Until the tree is drawn anew: a key means what the tree shows. */
    const standsAt = (page: Page, name: string, level: number) => page.locator(`[role=treeitem][aria-level="${level}"]`).filter({ hasText: name }).waitFor()
    const parentOf = async (name: string) => (await find('roles', 'name', name))?.labels.parent ?? null

    it('are added, renamed, moved by mouse and by keys with their impact, and deleted after their users got another one', async () => {
      const page = await open('/settings/roles')
      await press(page, 'More: Desk')
      await page.getByRole('menuitem', { name: 'New role below' }).click()
      await dialogOf(page, 'New role').getByLabel('Name').fill('Nights')
      await press(page.getByRole('dialog'), 'Save')
      await item(page, 'Nights').waitFor()
      await press(page, 'More: Nights')
      await page.getByRole('menuitem', { name: 'Rename' }).click()
      await dialogOf(page, 'Rename').getByLabel('Name').fill('Late shift')
      await press(page.getByRole('dialog'), 'Save')
      await item(page, 'Late shift').waitFor()
      expect(await parentOf('Late shift')).toBe('Desk')

      await item(page, 'Volunteer').dragTo(item(page, 'Late shift'))
      await dialogOf(page, 'Move Volunteer?').getByText('Nobody would see more or fewer records by it.').waitFor()
      await press(page.getByRole('dialog'), 'Save')
      await standsAt(page, 'Volunteer', 4)
      expect(await parentOf('Volunteer')).toBe('Late shift')

      await item(page, 'Late shift').focus()
      await page.keyboard.press('Alt+ArrowLeft')
      await saveSeeing(page, 'Move Late shift?', 'one user loses 2 records')
      await standsAt(page, 'Late shift', 2)
      expect(await parentOf('Late shift')).toBe('Head of the library')
      await item(page, 'Late shift').focus()
      await page.keyboard.press('Alt+ArrowRight')
      await saveSeeing(page, 'Move Late shift?', 'one user gains 2 records')
      await standsAt(page, 'Late shift', 3)
      await item(page, 'Volunteer').focus()
      await page.keyboard.press('Alt+ArrowLeft')
      await press(dialogOf(page, 'Move Volunteer?'), 'Save')
      await standsAt(page, 'Volunteer', 3)
      expect(await parentOf('Volunteer')).toBe('Desk')

      const nick = await find('users', 'username', 'nick')
      await send('PATCH', `/api/records/users/${nick?.id}`, { version: nick?.version, values: { role: (await find('roles', 'name', 'Late shift'))?.id } })
      await page.reload()
      await press(page, 'More: Late shift')
      await page.getByRole('menuitem', { name: 'Delete' }).click()
      const removal = dialogOf(page, 'Delete the role Late shift?')
      await removal.getByText('One user has this role, and needs another one.').waitFor()
      expect(await removal.getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true)
      await choose(removal, 'Their new role', /^Volunteer/, 'Vol')
      await press(removal, 'Delete')
      await item(page, 'Late shift').waitFor({ state: 'detached' })
      expect((await find('users', 'username', 'nick'))?.labels.role).toBe('Volunteer')
    })
  })

  describe('profiles', () => {
    const openProfile = async (name: string) => {
      const page = await open('/settings/profiles')
      await page.getByRole('link', { name, exact: true }).click()
      await page.getByRole('heading', { level: 1, name }).waitFor()
      return page
    }

    it('change what an action and a field allow, and it holds at once for who is signed in', async () => {
      const rita = await open('/m/books', 'rita')
      browser.problemsOf(rita).expect(/^40[34]/)
      await rita.getByRole('link', { name: 'Emma' }).waitFor()
      const page = await openProfile('Reader')
      await press(page, 'Fields of Books')
      await page.getByRole('group', { name: 'Author', exact: true }).getByText('Hidden').click()
      expect(await findFaults(page)).toEqual([])
      await press(page.getByRole('dialog').locator('footer'), 'Close')
      await page.getByRole('checkbox', { name: 'Books: Create' }).check()
      await page.getByText('one module was changed').waitFor()
      await press(page, 'Review and save')
      await saveSeeing(page, 'Save the rights of Reader?', 'Nobody would see more or fewer records by it.')
      // The next answer after the one that saved is by the new rights, in the page that was open before.
      expect(await app.call({ as: 'rita', url: `/api/records/books/${book}` })).toMatchObject({
        body: { values: expect.not.objectContaining({ author: expect.anything() }) },
      })
      await rita.getByText('Jane Austen').waitFor({ state: 'detached' })
      await rita.getByRole('button', { name: 'New book' }).waitFor()

      await page.getByRole('checkbox', { name: 'Books: See', exact: true }).uncheck()
      expect(await page.getByRole('checkbox', { name: 'Books: Create' }).isChecked()).toBe(false)
      await press(page, 'Review and save')
      await saveSeeing(page, 'Save the rights of Reader?', '3 users lose 3 records')
      expect(await statusFor('rita', `/api/records/books/${book}`)).toBe(404)
      await page.getByRole('checkbox', { name: 'Books: See', exact: true }).check()
      await press(page, 'Review and save')
      await saveSeeing(page, 'Save the rights of Reader?', '3 users gain 3 records')
      expect(await statusFor('rita', `/api/records/books/${book}`)).toBe(200)
    })

    it('limit hours and addresses of signing in, and say what is no address', async () => {
      const page = await openProfile('Reader')
      await press(page, 'Edit')
      const form = dialogOf(page, 'Edit profile')
      browser.problemsOf(page).expect(/^422 PATCH/)
      await form.getByLabel('Allowed addresses').fill('the office')
      await press(form, 'Save')
      await form.getByText('“the” is no IP address or network.').waitFor()
      await form.getByLabel('Allowed addresses').fill('10.0.0.0/8\n192.0.2.7')
      await chooseMore(form, 'Sign-in on', 'Monday', 'Mon')
      await press(form, 'Save')
      await form.waitFor({ state: 'detached' })
      await page.getByText('10.0.0.0/8, 192.0.2.7').waitFor()
      await page.getByText('Monday', { exact: true }).waitFor()
      expect((await app.call({ as: 'rita', url: '/api/records/loans' })).body).toMatchObject({ code: 'SIGN_IN_RESTRICTED' })

      await press(page, 'Edit')
      await form.getByLabel('Allowed addresses').fill('')
      await press(form, 'Save')
      await form.waitFor({ state: 'detached' })
      await page.getByText('From anywhere').waitFor()
      const reader = await find('profiles', 'code', 'reader')
      await send('PATCH', `/api/records/profiles/${reader?.id}`, { version: reader?.version, values: { login_days: null } })
      expect(await statusFor('rita', '/api/records/loans')).toBe(200)
    })

    it('that see everything show first what that opens', async () => {
      const page = await openProfile('Reader')
      await press(page, 'Edit')
      await dialogOf(page, 'Edit profile').getByLabel('Sees everything').check()
      await press(dialogOf(page, 'Edit profile'), 'Review and save')
      const impact = dialogOf(page, 'Save the rights of Reader?')
      await impact.getByText('4 users gain 14 records').waitFor()
      await press(impact, 'Cancel')
      await press(dialogOf(page, 'Edit profile'), 'Cancel')
      expect(await page.locator('.fact-list').getByText('Sees all records').count()).toBe(0)
    })
  })

  describe('groups', () => {
    it('have users, roles, roles with all below and groups as members, and show what that opens', async () => {
      const page = await open('/settings/groups')
      await press(page, 'New group')
      await dialogOf(page, 'New group').getByLabel('Name').fill('Rare books')
      await press(page.getByRole('dialog'), 'Save')
      await page.getByRole('heading', { level: 1, name: 'Rare books' }).waitFor()
      const group = (await find('groups', 'name', 'Rare books'))?.id ?? ''
      await make('loans', { subject: 'Lent by the group', book, lent_on: '2019-01-01', owner: group })

      await chooseMore(page, 'Users', 'rita', 'rit')
      await chooseMore(page, /^Roles$/, /^Head/, 'Head')
      await chooseMore(page, 'Roles and all below', /^Volunteer/, 'Vol')
      await chooseMore(page, 'Groups', 'Evening shift', 'Eve')
      await press(page, 'Review and save')
      await saveSeeing(page, 'Save the members of Rare books?', 'gain')
      const counts = await Promise.all(
        ['members', 'roles', 'roles_below', 'subgroups'].map(
          async (link) => (await send<ListResult>('GET', `/api/records/groups/${group}/related/${link}`)).records.length,
        ),
      )
      expect(counts).toEqual([1, 1, 1, 1])
      expect((await app.call({ as: 'rita', url: '/api/records/loans' })).body).toMatchObject({
        records: expect.arrayContaining([expect.objectContaining({ values: expect.objectContaining({ subject: 'Lent by the group' }) })]),
      })
    })
  })

  describe('sharing', () => {
    const rules = async () => (await send<{ rules: SharingRule[] }>('GET', '/api/access/rules')).rules

    it('changes what everybody may do with a module, after its impact was seen', async () => {
      const loan = await find('loans', 'subject', 'Lent by dora 1')
      const page = await open('/settings/sharing')
      const table = page.getByRole('region', { name: 'Organisation defaults' })
      await choose(table.getByRole('row', { name: /Loans/ }), /Loans/, 'see')
      await saveSeeing(page, 'Change the default of Loans?', 'gain')
      expect(await statusFor('rita', `/api/records/loans/${loan?.id}`)).toBe(200)
      await choose(table.getByRole('row', { name: /Loans/ }), /Loans/, 'nothing (private)')
      await saveSeeing(page, 'Change the default of Loans?', 'lose')
      expect(await statusFor('rita', `/api/records/loans/${loan?.id}`)).toBe(404)
    })

    it('opens records by who owns them and by a condition, and takes a rule away', async () => {
      const page = await open('/settings/sharing')
      await press(page, 'New rule')
      const form = dialogOf(page, 'New rule')
      await form.getByLabel('Name', { exact: false }).first().fill('Desk to volunteers')
      await choose(form, 'Module', 'Loans', 'Loa')
      await choose(form, 'Owned by: Name', /^Desk/, 'De')
      await choose(form, 'Shared with: Name', /^Volunteer/, 'Vol')
      await press(form, 'Review and save')
      await saveSeeing(page, 'Save this rule?', 'gain')
      await page.getByText('Loans: Desk (Role) → Volunteer (Role) · See').waitFor()

      await press(page, 'New rule')
      await form.getByLabel('Name', { exact: false }).first().fill('Open ones')
      await choose(form, 'Module', 'Loans', 'Loa')
      await form.getByRole('tab', { name: 'By condition' }).click()
      await choose(form, 'Field', 'Status', 'Sta')
      await choose(form, 'Value', 'Open')
      await choose(form, 'Shared with: Name', /^Volunteer/, 'Vol')
      await press(form, 'Review and save')
      await saveSeeing(page, 'Save this rule?', 'gain')
      await page.getByText('Open ones').waitFor()
      expect((await rules()).map(({ label, from }) => [label, from.kind]).sort()).toEqual([
        ['Desk to volunteers', 'role'],
        ['Open ones', 'condition'],
      ])

      for (const label of ['Desk to volunteers', 'Open ones']) {
        await press(page, `Delete: ${label}`)
        await press(dialogOf(page, `Delete the rule ${label}?`), 'Save')
        await page.getByText(label, { exact: true }).waitFor({ state: 'detached' })
      }
      expect(await rules()).toEqual([])
    })
  })

  describe('a record', () => {
    it('is shared with several at once, each with a right that can be changed and ended', async () => {
      const loan = await lend('dora')
      const shares = async () =>
        (await send<{ shares: RecordShare[] }>('GET', `/api/records/loans/${loan.id}/shares`)).shares
          .map(({ principal, access }) => `${principal.name} ${access}`)
          .sort()
      const page = await open(`/m/loans/${loan.id}`)
      await press(page.locator('.page-head'), 'More actions')
      await page.getByRole('menuitem', { name: 'Share' }).click()
      const dialog = dialogOf(page, 'Share the record')
      await chooseMore(dialog, 'Users or groups', 'rita', 'rit')
      await chooseMore(dialog, 'Users or groups', 'Evening shift', 'Even')
      await press(dialog, 'Share')
      await dialog.getByRole('combobox', { name: 'Right: rita' }).waitFor()
      expect(await shares()).toEqual(['Evening shift read', 'rita read'])
      expect(await statusFor('rita', `/api/records/loans/${loan.id}`)).toBe(200)
      await choose(dialog, 'Right: Evening shift', 'Can change')
      await expect.poll(shares).toEqual(['Evening shift write', 'rita read'])
      await press(dialog, 'End the share with rita')
      await expect.poll(shares).toEqual(['Evening shift write'])
    })

    it('says who can see it and why, and for each of them what grants and what does not', async () => {
      const loan = await lend('rita')
      const page = await open(`/m/loans/${loan.id}`)
      await press(page.locator('.page-head'), 'More actions')
      await page.getByRole('menuitem', { name: 'Who can see this' }).click()
      const dialog = dialogOf(page, 'Who can see this, and why')
      await dialog.getByRole('button', { name: /^dora/ }).filter({ hasText: 'Somebody with a role below owns it' }).click()
      await dialog.getByText('dora may see this record.').waitFor()
      const leaf = (text: string) => dialog.locator('.access-tree.leaf').filter({ hasText: text })
      expect(await leaf('Somebody with a role below owns it').innerText()).toContain('grants')
      expect(await leaf('Owns the record').innerText()).toContain('does not grant')
    })

    it('that somebody misses is explained from the empty list and from its menu', async () => {
      const loan = await lend('dora')
      const page = await open(`/m/loans?q=nothing-is-called-so`)
      await press(page.locator('.empty-state'), 'Why is a record not here?')
      const dialog = dialogOf(page, 'Why is a record not here?')
      await choose(dialog, 'Record', String(loan.values.subject), String(loan.values.subject))
      await choose(dialog, 'In the lists of', 'rita', 'rit')
      await dialog.getByText('Nothing opens the record for the user').waitFor()
      await dialog.getByText('rita may not see this record.').waitFor()
      expect(await dialog.locator('.access-tree.leaf.grants').count()).toBe(1)

      const rita = await open('/m/loans', 'rita')
      await press(rita.locator('.page-head'), 'More actions')
      await rita.getByRole('menuitem', { name: 'Why is a record not here?' }).click()
      await rita.getByLabel('Link to the record').fill(`${app.app.address}/m/loans/${loan.id}`)
      await rita.getByText('It is not there, or it is not shared with you.').waitFor()
    })
  })

  describe('the rules of signing in', () => {
    it('are set for every account', async () => {
      const page = await open('/settings/sign-in')
      await page.getByLabel('Fewest characters').fill('4')
      await page.getByText('A whole number from 8 to 64.').waitFor()
      expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
      await page.getByLabel('Fewest characters').fill('12')
      await choose(page, 'How hard it must be to guess', 'Good')
      await press(page, 'Save')
      await page.getByText('Saved').first().waitFor()
      expect(await send('GET', '/api/sign-in-settings')).toEqual({ password: { minLength: 12, minScore: 3, history: 5 } })
    })
  })

  describe('the audit log', () => {
    it('is filtered by what was done, opened, and exported', async () => {
      const page = await open('/settings/audit')
      await chooseMore(page, 'What', 'Began to act as the user', 'Began')
      const rows = page.getByRole('region', { name: 'Audit log' }).getByRole('row')
      await expect.poll(() => rows.count()).toBe(2)
      await rows.nth(1).getByRole('button').click()
      await page.getByRole('dialog', { name: 'Began to act as the user' }).getByText('Ticket 17').waitFor()
      expect(await findFaults(page)).toEqual([])
      await page.keyboard.press('Escape')
      await press(page, 'Export')
      const file = page.waitForEvent('download')
      await page.getByRole('link', { name: 'Download' }).click()
      expect((await file).suggestedFilename()).toMatch(/\.csv$/)
    })
  })
})
