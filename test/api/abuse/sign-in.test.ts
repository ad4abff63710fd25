import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { compareTimes } from '../../support/compare-times.ts'
import { tokenIn, waitForMail } from '../../support/mailbox.ts'
import { type Answer, PASSWORD, startTestApp, type TestApp } from '../../support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp('foreign')
})
afterEach(() => app.database.query(sql`delete from app.sign_in_attempt`))
afterAll(() => app.stop())

const signIn = (name: string, password: string, headers: Record<string, string> = {}): Promise<Answer> =>
  app.call({ method: 'POST', url: '/api/session', body: { name, password }, headers })
const cookieIn = (answer: Answer): string => /^mortise_session=[^;]+/.exec(String(answer.headers['set-cookie']))?.[0] ?? ''

describe('session fixation', () => {
  it('fails: a token that was planted before the sign-in is neither kept nor good for anything after', async () => {
    const planted = cookieIn(await signIn('rita', PASSWORD))
    const after = cookieIn(await signIn('dora', PASSWORD, { cookie: planted }))
    expect(after).not.toBe(planted)
    expect((await app.call({ url: '/api/me', headers: { cookie: planted } })).status).toBe(401)
    expect((await app.call({ url: '/api/me', headers: { cookie: after } })).body).toMatchObject({ username: 'dora' })
  })
})

describe('throttling', () => {
  it('counts all names of an account as one: its username and its address, in any case and form of Unicode', async () => {
    const forms = ['dora', 'DORA', 'ｄｏｒａ', 'dora@example.org', 'Dora@Example.ORG']
    for (let tries = 0; tries < 10; tries += 1) await signIn(forms[tries % forms.length] ?? '', `wrong ${tries}`)
    for (const form of forms) expect((await signIn(form, PASSWORD)).status).toBe(401)
    expect((await signIn('rita', PASSWORD)).status).toBe(200)
  })

  it('does not show by its time that an account is closed', async () => {
    for (let tries = 0; tries < 10; tries += 1) await signIn('dora', `wrong ${tries}`)
    const ratio = await compareTimes(
      (turn) => signIn('dora', `wrong ${turn}`),
      (turn) => signIn('vera', `wrong ${turn}`),
      7,
    )
    expect(ratio).toBeGreaterThan(0.4)
    expect(ratio).toBeLessThan(2.5)
  })

  it('is lifted by an admin', async () => {
    for (let tries = 0; tries < 10; tries += 1) await signIn('dora', `wrong ${tries}`)
    const url = `/api/users/${await app.idOf('dora')}`
    expect((await app.call({ as: 'admin', url: `${url}/security` })).body).toMatchObject({ locked: true })
    expect((await app.call({ as: 'admin', method: 'DELETE', url: `${url}/lock` })).status).toBe(204)
    expect((await signIn('dora', PASSWORD)).status).toBe(200)
  })
})

describe('finding out who has an account', () => {
  it('fails by the text and the time of the answer to a forgotten password', async () => {
    const ask = (name: string) => app.call({ method: 'POST', url: '/api/password/forgotten', body: { name } })
    const answered = async (name: string) => expect(await ask(name)).toMatchObject({ status: 202, text: '{}' })
    await ask('warm up')
    const ratio = await compareTimes(
      () => answered('nobody'),
      () => answered('dora'),
      9,
    )
    expect(ratio).toBeGreaterThan(0.3)
    expect(ratio).toBeLessThan(3)
  })

  it('fails at the sign-in: a wrong password and an unknown name are answered alike, in text and in time', async () => {
    const body = async (name: string) => (({ status, text }) => `${status} ${text}`)(await signIn(name, 'wrong'))
    expect(await body('nobody at all')).toBe(await body('dora'))
    await app.database.query(sql`delete from app.sign_in_attempt`)
    const ratio = await compareTimes(
      (turn) => signIn(`nobody ${turn}`, 'wrong'),
      (turn) => signIn(turn % 2 === 0 ? 'dora' : 'vera', 'wrong'),
      7,
    )
    expect(ratio).toBeGreaterThan(0.4)
    expect(ratio).toBeLessThan(2.5)
  })
})

describe('the link that resets a password', () => {
  const ask = (headers: Record<string, string> = {}) =>
    app.call({ method: 'POST', url: '/api/password/forgotten', body: { name: 'rita@example.org' }, headers })
  const reset = (token: string, password: string) => app.call({ method: 'POST', url: '/api/password/reset', body: { token, password } })

  it('is used once, and leads to the address of the installation whatever host the request names', async () => {
    await ask({ host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example', origin: 'http://evil.example' })
    const mail = await waitForMail(app.folder, { to: 'rita@example.org', subject: /password/i })
    expect(`${mail.text} ${String(mail.html)}`).not.toContain('evil')
    const token = tokenIn(mail)
    expect((await reset(token, 'of seven brave zebras')).status).toBe(204)
    expect((await reset(token, 'of eight brave zebras')).status).toBe(404)
    expect((await signIn('rita', 'of eight brave zebras')).status).toBe(401)
    expect((await signIn('rita', 'of seven brave zebras')).status).toBe(200)
  })
})

describe('the cookie of a session', () => {
  it('is out of reach of scripts and of other sites, and says nothing', async () => {
    const header = String((await signIn('dora', PASSWORD)).headers['set-cookie'])
    expect(header).toMatch(/; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
    expect(header).not.toMatch(/Domain=/)
    expect(cookieIn({ headers: { 'set-cookie': header } } as unknown as Answer).split('=')[1]).toMatch(/^[\w-]{43}$/)
  })
})

describe('a page of another site', () => {
  it('changes nothing that secures an account, with the cookie of the user', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
    const calls = [
      ['POST', '/api/me/password', { current: PASSWORD, password: 'of seven zebras' }],
      ['POST', '/api/me/totp', { current: PASSWORD }],
      ['POST', '/api/me/tokens', { name: 'x' }],
      ['POST', '/api/impersonation', { user: await app.idOf('dora'), reason: 'because' }],
      ['POST', '/api/session', { name: 'dora', password: PASSWORD }],
      ['POST', '/api/password/forgotten', { name: 'dora' }],
    ] as const
    for (const [method, url, body] of calls) expect((await app.call({ as: 'admin', method, url, body, headers })).status).toBe(403)
  })
})

describe('ids of others', () => {
  it('end no session and no token of theirs, and admins alone see how an account is secured', async () => {
    const cookie = cookieIn(await signIn('vera', PASSWORD))
    const { sessions } = (await app.call({ url: '/api/me/sessions', headers: { cookie } })).body as { sessions: { id: string }[] }
    await app.call({ as: 'rita', method: 'DELETE', url: `/api/me/sessions/${sessions[0]?.id}` })
    expect((await app.call({ url: '/api/me', headers: { cookie } })).status).toBe(200)
    const id = await app.idOf('vera')
    for (const path of ['security', 'sign-ins', 'sessions', 'tokens'])
      expect((await app.call({ as: 'rita', url: `/api/users/${id}/${path}` })).status).toBe(403)
  })
})
