import { generateSync } from 'otplib'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { tokenIn, waitForMail } from '../support/mailbox.ts'
import { CLIENT, type OpenIdProvider, startOpenIdProvider } from '../support/open-id-provider.ts'
import { freePort } from '../support/server-process.ts'
import { PASSWORD, startTestApp, type TestApp } from '../support/start-app.ts'
import { describeInBrowser, useBrowser } from './support/browser.ts'
import { choose, press, signIn } from './support/controls.ts'

const PEOPLE = { 'sub-vera': { email: 'vera@example.org', email_verified: true, name: 'Vera' } }
const NEW_PASSWORD = 'seven brave zebras dance'

describeInBrowser('signing in', () => {
  const browser = useBrowser()
  let app: TestApp
  let provider: OpenIdProvider
  /** Where browsers reach it: passkeys work at localhost. */
  let address = ''
  beforeAll(async () => {
    const port = await freePort()
    address = `http://localhost:${port}`
    provider = await startOpenIdProvider({ people: PEOPLE, redirect: `${address}/api/session/open-id/callback` })
    const openId = { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret, OIDC_LABEL: 'Example ID' }
    app = await startTestApp('foreign', { environment: { PORT: String(port), MORTISE_BASE_URL: address, ...openId } })
  })
  afterAll(async () => {
    await app?.stop()
    provider?.stop()
  })

  /** A page of somebody whom nobody knows yet, in a browser of its own. */
  const strangers = async (path = '/m/books'): Promise<Page> => {
    const page = await browser.openPage(address)
    await page.goto(path)
    return page
  }
  /** The page on which a user secures the account. */
  const securityOf = async (name: string, password = PASSWORD): Promise<Page> => {
    const page = await strangers('/me/security')
    await signIn(page, { name, password })
    await page.getByRole('heading', { name: 'Security', level: 1 }).waitFor()
    return page
  }
  const section = (page: Page, name: string): Locator => page.getByRole('region', { name })
  const isIn = (page: Page) => page.getByRole('heading', { name: 'Books', level: 1 }).waitFor()
  const prove = async (page: Page, action: string): Promise<void> => {
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Present password').fill(PASSWORD)
    await press(dialog, action)
  }

  it('in two steps: a code app is set up with recovery codes, and each of both opens the door once', async () => {
    const page = await securityOf('dora')
    const card = section(page, 'Two-step sign-in')
    await press(card, 'Set up')
    await prove(page, 'Set up')
    const dialog = page.getByRole('dialog')
    const secret = ((await dialog.locator('.manual code').textContent()) ?? '').replaceAll(' ', '')
    await dialog.getByLabel('Code that the app shows').fill(generateSync({ secret }))
    await press(dialog, 'Confirm')
    await dialog.getByText('Your recovery codes').waitFor()
    const codes = await dialog.getByRole('listitem').allTextContents()
    expect(codes).toHaveLength(10)
    await press(dialog, 'I have kept them')
    await card.getByText('10 recovery codes left').waitFor()

    const withApp = await strangers()
    await signIn(withApp, { name: 'dora', password: PASSWORD })
    await withApp.getByLabel('Code').fill(generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 }))
    await press(withApp, 'Confirm')
    await isIn(withApp)

    const withoutApp = await strangers()
    await signIn(withoutApp, { name: 'dora', password: PASSWORD })
    await press(withoutApp, 'I do not have my device')
    await withoutApp.getByLabel('Recovery code').fill(codes[0] ?? '')
    await press(withoutApp, 'Confirm')
    await isIn(withoutApp)
    await page.reload()
    await card.getByText('9 recovery codes left').waitFor()
  })

  it('with a passkey that the device keeps, without a password', async () => {
    const page = await securityOf('vera')
    const device = await page.context().newCDPSession(page)
    await device.send('WebAuthn.enable')
    const keeping = { hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true }
    await device.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', ...keeping } })
    const card = section(page, 'Passkeys')
    await press(card, 'Add a passkey')
    await page.getByRole('dialog').getByLabel('Name').fill('Laptop of the desk')
    await prove(page, 'Add a passkey')
    await card.getByText('Laptop of the desk').waitFor()

    await page.context().clearCookies()
    await page.goto('/m/books')
    await press(page, 'Sign in with a passkey')
    await isIn(page)
  })

  it('at a provider of OpenID Connect, and back on the page that was asked for', async () => {
    const page = await strangers()
    // The provider's own page asks for letters from elsewhere.
    browser.problemsOf(page).expect(/fonts\.|\/css/)
    await page.getByRole('link', { name: 'Sign in with Example ID' }).click()
    await page.locator('input[name=login]').fill('sub-vera')
    await page.locator('input[name=password]').fill('any')
    await page.locator('button[type=submit]').click()
    await press(page, 'Continue')
    await isIn(page)
    expect(new URL(page.url()).pathname).toBe('/m/books')
  })

  it('from several places: each is listed, told by its way, and ended from another', async () => {
    const other = await strangers()
    await signIn(other, { name: 'vera', password: PASSWORD })
    await isIn(other)
    const page = await securityOf('vera')
    const history = section(page, 'Sign-in history')
    for (const way of ['Password', 'Passkey', 'OpenID Connect']) await history.getByText(way).first().waitFor()
    const sessions = section(page, 'Where you are signed in')
    await sessions.getByText('This browser').waitFor()
    await press(sessions, 'Sign out everywhere else')
    await expect.poll(() => sessions.getByRole('listitem').count()).toBe(1)
    await other.reload()
    await other.locator('input[autocomplete=current-password]').waitFor()
  })

  it('for programs: a token with its scopes is made, works within them, and is revoked', async () => {
    const page = await securityOf('vera')
    const card = section(page, 'API tokens')
    await press(card, 'New token')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('What it is for').fill('Nightly list')
    await choose(dialog, 'Modules', 'Books')
    await dialog.getByLabel('What it is for').click()
    await dialog.getByLabel('May only read').check()
    await press(dialog, 'Make token')
    await dialog.getByText('Your new token').waitFor()
    const token = (await dialog.locator('code').textContent()) ?? ''
    await press(dialog, 'Done')
    const status = async (method: 'GET' | 'POST', module: string) => {
      const body = method === 'POST' ? { values: { title: 'x' } } : undefined
      return (await app.call({ method, url: `/api/records/${module}`, body, headers: { authorization: `Bearer ${token}` } })).status
    }
    expect([await status('GET', 'books'), await status('POST', 'books'), await status('GET', 'loans')]).toEqual([200, 403, 404])
    await press(card, 'Revoke')
    await press(page.getByRole('dialog'), 'Revoke')
    await card.getByText('No token yet.').waitFor()
    expect(await status('GET', 'books')).toBe(401)
  })

  it('again after the password was forgotten: by a link that comes by mail and works once', async () => {
    const page = await strangers()
    await page.getByRole('link', { name: 'Forgotten your password?' }).click()
    await page.getByLabel('User name or e-mail').fill('rita')
    await press(page, 'Send the link')
    await page.getByText('Look into your mailbox').waitFor()
    const link = `/password/${tokenIn(await waitForMail(app.folder, { to: 'rita@example.org', subject: /./ }))}`
    await page.goto(link)
    await page.getByLabel('New password', { exact: true }).fill(NEW_PASSWORD)
    await page.getByLabel('New password again').fill(NEW_PASSWORD)
    await press(page, 'Set password and go to sign-in')
    await signIn(page, { name: 'rita', password: NEW_PASSWORD })
    await page.getByRole('navigation').first().waitFor()

    const late = await browser.openPage(address)
    browser.problemsOf(late).expect(/^404 POST \/api\/password\/token/)
    await late.goto(link)
    await late.getByText('This link is good no more').waitFor()
  })

  it('with a password that somebody else chose leads to nothing but a new one', async () => {
    const url = `/api/users/${await app.idOf('rita')}/password`
    const { password } = (await app.call({ as: 'admin', method: 'POST', url })).body as { password: string }
    const page = await strangers()
    browser.problemsOf(page).expect(/^403 /)
    await page.getByLabel('User name or e-mail').fill('rita')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await press(page, 'Sign in')
    await page.getByText('Choose your own password').waitFor()
    await page.goto('/m/books')
    await page.getByText('Choose your own password').waitFor()
    await page.getByLabel('Present password').fill(password)
    const own = 'eight calm llamas sing'
    await page.getByLabel('New password', { exact: true }).fill(own)
    await page.getByLabel('New password again').fill(own)
    await press(page, 'Change password')
    await page.getByRole('link', { name: 'Books' }).first().click()
    await isIn(page)
  })
})
