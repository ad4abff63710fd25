import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLIENT, type OpenIdProvider, startOpenIdProvider } from '../support/open-id-provider.ts'
import { type Answer, startTestApp, type TestApp } from '../support/start-app.ts'

const BASE = 'https://crm.example.org'
const CALLBACK = '/api/session/open-id/callback'

/** People as the provider knows them, by their name there. */
const PEOPLE: Record<string, object> = {
  'sub-dora': { email: 'Dora@Example.org', email_verified: true, name: 'Dora' },
  'sub-other-dora': { email: 'dora@example.org', email_verified: true, name: 'Another Dora' },
  'sub-vera': { email: 'vera@example.org', email_verified: false, name: 'Vera' },
  'sub-new': { email: 'new@example.org', email_verified: true, name: '新同事' },
  'sub-nick': { email: 'nick@example.org', email_verified: true, name: 'Nick' },
}

let app: TestApp
let provider: OpenIdProvider
let issuer = ''
beforeAll(async () => {
  provider = await startOpenIdProvider({ people: PEOPLE, redirect: `${BASE}${CALLBACK}` })
  issuer = provider.issuer
  app = await startTestApp('foreign', {
    environment: {
      MORTISE_BASE_URL: BASE,
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_LABEL: 'Example ID',
      OIDC_NEW_USER_PROFILE: 'reader',
    },
  })
})
afterAll(async () => {
  await app.stop()
  provider.stop()
})

/** What a browser does at the provider: signs in as somebody, agrees, and comes back; gives the address it comes back to. */
async function visit(start: string, sub: string): Promise<string> {
  const cookies = new Map<string, string>()
  let next: { url: string; form?: Record<string, string> } = { url: start }
  for (let steps = 0; steps < 12; steps += 1) {
    if (next.url.startsWith(BASE)) return next.url
    const answer = await fetch(next.url, {
      redirect: 'manual',
      method: next.form ? 'POST' : 'GET',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(next.form && { body: new URLSearchParams(next.form) }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value) cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location) {
      next = { url: new URL(location, next.url).href }
      continue
    }
    const page = await answer.text()
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? ''
    const action = /action="([^"]+)"/.exec(page)?.[1] ?? ''
    if (!prompt) throw new Error(`The provider says: ${page.slice(0, 500)}`)
    next = { url: new URL(action, next.url).href, form: { prompt, login: sub, password: 'x' } }
  }
  throw new Error('The provider does not come to an end.')
}

async function begin(query = ''): Promise<{ location: string; cookie: string }> {
  const answer = await app.call({ url: `/api/session/open-id${query}` })
  return { location: String(answer.headers['location']), cookie: /mortise_sign_in=[^;]+/.exec(String(answer.headers['set-cookie']))?.[0] ?? '' }
}
const comeBack = (address: string, cookie: string): Promise<Answer> => app.call({ url: address.slice(BASE.length), headers: { cookie } })

async function signInAs(sub: string, query = ''): Promise<Answer> {
  const { location, cookie } = await begin(query)
  return comeBack(await visit(location, sub), cookie)
}
const sessionIn = (answer: Answer): string => /mortise_session=[\w-]{43}/.exec([answer.headers['set-cookie'] ?? []].flat().join(' '))?.[0] ?? ''

describe('who signs in at a provider of OpenID Connect', () => {
  it('is offered it by its name, and is sent there with state, nonce and PKCE', async () => {
    expect((await app.call({ url: '/api/session/methods' })).body).toMatchObject({ openId: { label: 'Example ID' } })
    const answer = await app.call({ url: '/api/session/open-id' })
    const address = new URL(String(answer.headers['location']))
    expect([answer.status, address.origin]).toEqual([302, issuer])
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      client_id: 'mortise',
      response_type: 'code',
      redirect_uri: `${BASE}${CALLBACK}`,
      code_challenge_method: 'S256',
      state: expect.any(String),
      nonce: expect.any(String),
    })
    expect(answer.headers['set-cookie']).toMatch(/^mortise_sign_in=[\w-]{43}; Max-Age=600; Path=\/api\/session\/open-id; HttpOnly; Secure; SameSite=Lax$/)
  })

  it('is found by the verified e-mail address, and comes to the page that was asked for', async () => {
    const answer = await signInAs('sub-dora', '?next=%2Fm%2Fbooks')
    expect([answer.status, answer.headers['location']]).toEqual([302, '/m/books'])
    expect((await app.call({ url: '/api/me', headers: { cookie: sessionIn(answer) } })).body).toMatchObject({ username: 'dora' })
    const { entries } = (await app.call({ as: 'admin', url: `/api/audit?actor=${await app.idOf('dora')}&action=sign_in,identity_linked` })).body as {
      entries: object[]
    }
    expect(entries).toMatchObject([
      { action: 'sign_in', details: { method: 'open_id' } },
      { action: 'identity_linked', details: { issuer, subject: 'sub-dora' } },
    ])
  })

  it("is known by the provider's own name for them from then on", async () => {
    await app.database.query(sql`update data.users set email = 'moved@example.org' where username = 'dora'`)
    expect(sessionIn(await signInAs('sub-dora'))).not.toBe('')
    await app.database.query(sql`update data.users set email = 'dora@example.org' where username = 'dora'`)
  })

  it('does not get the account of somebody whose address was handed on', async () => {
    const answer = await signInAs('sub-other-dora')
    expect([answer.headers['location'], sessionIn(answer)]).toEqual(['/sign-in?failed=open-id', ''])
  })

  it('is not found by an address that the provider did not verify', async () => {
    const answer = await signInAs('sub-vera')
    const cookie = sessionIn(answer)
    const me = cookie ? ((await app.call({ url: '/api/me', headers: { cookie } })).body as { id: string }) : null
    expect(me?.id).not.toBe(await app.idOf('vera'))
  })

  it('is made a user with the configured profile, where they are new', async () => {
    const answer = await signInAs('sub-new')
    expect((await app.call({ url: '/api/me', headers: { cookie: sessionIn(answer) } })).body).toMatchObject({
      name: '新同事',
      email: 'new@example.org',
      profiles: ['reader'],
      isAdmin: false,
    })
  })

  it('does not come back as somebody new after being deactivated', async () => {
    await app.database.query(sql`update data.users set active = false where username = 'nick'`)
    expect((await signInAs('sub-nick')).headers['location']).toBe('/sign-in?failed=open-id')
  })
})

describe('the way back from the provider', () => {
  it('belongs to the browser that went, and works once', async () => {
    const { location, cookie } = await begin()
    const address = await visit(location, 'sub-dora')
    expect((await comeBack(address, '')).headers['location']).toBe('/sign-in?failed=open-id')
    expect((await comeBack(address, `mortise_sign_in=${'x'.repeat(43)}`)).headers['location']).toBe('/sign-in?failed=open-id')
    expect((await comeBack(address, cookie)).headers['location']).toBe('/')
    expect((await comeBack(address, cookie)).headers['location']).toBe('/sign-in?failed=open-id')
  })

  it('takes no answer that was meant for another sign-in', async () => {
    const [one, two] = [await begin(), await begin()]
    const address = await visit(one.location, 'sub-dora')
    expect((await comeBack(address, two.cookie)).headers['location']).toBe('/sign-in?failed=open-id')
  })

  it('never leads to another site', async () => {
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/%0a/evil']) {
      const answer = await signInAs('sub-dora', `?next=${encodeURIComponent(decodeURIComponent(next))}`)
      expect(answer.headers['location']).toBe('/')
    }
  })
})
