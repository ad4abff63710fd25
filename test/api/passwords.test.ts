import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readMails, tokenIn, waitForMail } from '../support/mailbox.ts'
import { type Answer, PASSWORD, startTestApp, type TestApp } from '../support/start-app.ts'

const BASE = 'https://crm.example.org'
let app: TestApp
beforeAll(async () => {
  app = await startTestApp('foreign', { environment: { MORTISE_BASE_URL: BASE } })
})
afterEach(() => app.database.query(sql`delete from app.sign_in_attempt`))
afterAll(() => app.stop())

const post = (url: string, body: unknown, more: { as?: string; headers?: Record<string, string> } = {}): Promise<Answer> =>
  app.call({ method: 'POST', url, body, ...more })
const signIn = (name: string, password: string) => post('/api/session', { name, password })
const cookieIn = (answer: Answer): string => /^mortise_session=[^;]+/.exec(String(answer.headers['set-cookie']))?.[0] ?? ''
const clearMails = async () => {
  const { rmSync } = await import('node:fs')
  rmSync(`${app.folder}/outbox-mail`, { recursive: true, force: true })
}

describe('a password', () => {
  const change = async (password: string, current = PASSWORD) =>
    (await post('/api/me/password', { current, password }, { as: 'rita' })).body as { problems?: { code: string; message: string }[] } | undefined

  it.each([
    ['is long enough', 'short', 'PASSWORD_SHORT'],
    ['is hard to guess', 'password1', 'PASSWORD_WEAK'],
    ['is hard to guess, in Chinese habits too', 'woaini1314', 'PASSWORD_WEAK'],
    ['is not the name', 'rita@example.org', 'PASSWORD_NAME'],
    ['is another one than before', PASSWORD, 'PASSWORD_USED'],
  ])('%s', async (_rule, password, code) => {
    expect((await change(password))?.problems).toMatchObject([{ field: 'password', code, message: expect.any(String) }])
  })

  it('is not one of the last five', async () => {
    const chosen = Array.from({ length: 5 }, (_, index) => `of seven zebras number ${index}`)
    let current = PASSWORD
    for (const password of chosen) {
      expect(await change(password, current)).toBeUndefined()
      current = password
    }
    expect((await change(chosen[1] ?? '', current))?.problems).toMatchObject([{ code: 'PASSWORD_USED', params: { last: 5 } }])
    expect(await change(PASSWORD, current)).toBeUndefined()
  })

  it('is as strict as an admin sets it', async () => {
    const settings = (as: string, password: object) => app.call({ as, method: 'PUT', url: '/api/sign-in-settings', body: { password } })
    expect((await settings('rita', { minLength: 8, minScore: 0, history: 0 })).status).toBe(403)
    expect((await settings('admin', { minLength: 4, minScore: 0, history: 0 })).status).toBe(400)
    expect((await settings('admin', { minLength: 20, minScore: 3, history: 0 })).status).toBe(204)
    expect((await change('of seven zebras'))?.problems).toMatchObject([{ code: 'PASSWORD_SHORT', params: { min: 20 } }])
    expect((await app.call({ url: '/api/session/methods' })).body).toMatchObject({ policy: { minLength: 20, minScore: 3 } })
    await settings('admin', { minLength: 8, minScore: 2, history: 5 })
  })

  it('that somebody else chose must be changed before anything else', async () => {
    const { password } = (await post(`/api/users/${await app.idOf('nick')}/password`, undefined, { as: 'admin' })).body as { password: string }
    expect((await signIn('nick', PASSWORD)).status).toBe(401)
    const answer = await signIn('nick', password)
    expect(answer.body).toMatchObject({ mustChangePassword: true })
    const headers = { cookie: cookieIn(answer) }
    const statusOf = async (url: string) => (await app.call({ url, headers })).status
    expect([await statusOf('/api/me'), await statusOf('/api/metadata')]).toEqual([200, 200])
    for (const url of ['/api/records/books', '/api/me/tokens', '/api/search?q=x', '/api/me/security']) expect(await statusOf(url)).toBe(403)
    expect((await post('/api/me/tokens', { name: 'x' }, { headers })).body).toMatchObject({ code: 'PASSWORD_EXPIRED' })
    expect((await post('/api/me/password', { current: password, password: 'of seven zebras' }, { headers })).status).toBe(204)
    expect([await statusOf('/api/me/tokens'), (await signIn('nick', 'of seven zebras')).status]).toEqual([200, 200])
  })
})

describe('a user whom an admin requires to choose another password', () => {
  const requireChange = async (name: string) => post(`/api/users/${await app.idOf(name)}/password-change`, undefined, { as: 'admin' })

  it('can do nothing else first, in the sessions that are open and at the next sign-in, and keeps the password until then', async () => {
    const headers = { cookie: cookieIn(await signIn('vera', PASSWORD)) }
    const statusOf = async () => (await app.call({ url: '/api/records/books', headers })).status
    expect([await statusOf(), (await requireChange('vera')).status, await statusOf()]).toEqual([200, 204, 403])
    expect((await signIn('vera', PASSWORD)).body).toMatchObject({ mustChangePassword: true })
    expect((await post('/api/me/password', { current: PASSWORD, password: 'of seven zebras' }, { headers })).status).toBe(204)
    expect([await statusOf(), (await signIn('vera', 'of seven zebras')).body]).toEqual([200, expect.objectContaining({ mustChangePassword: false })])
  })

  it('has a password here', async () => {
    await app.database.query(sql`delete from app.credential where user_id = ${await app.idOf('nick')}`)
    expect((await requireChange('nick')).body).toMatchObject({ problems: [{ code: 'PASSWORD_NONE' }] })
    expect((await post(`/api/users/${await app.idOf('vera')}/password-change`, undefined, { as: 'dora' })).status).toBe(403)
  })
})

describe('a forgotten password', () => {
  const forget = (name: string, headers: Record<string, string> = {}) => post('/api/password/forgotten', { name }, { headers })
  const linkFor = async (name: string, headers: Record<string, string> = {}) => {
    await clearMails()
    await forget(name, headers)
    return waitForMail(app.folder, { to: 'dora@example.org', subject: /Choose a new password|重置/ })
  }

  it('is replaced by the link of a mail, which ends all sessions and is told', async () => {
    const cookie = cookieIn(await signIn('dora', PASSWORD))
    const token = tokenIn(await linkFor('DORA'))
    expect((await post('/api/password/token', { token })).body).toEqual({ kind: 'reset', username: 'dora', name: 'dora' })
    expect((await post('/api/password/reset', { token, password: 'short' })).body).toMatchObject({ problems: [{ code: 'PASSWORD_SHORT' }] })
    expect((await post('/api/password/reset', { token, password: 'of nine ostriches' })).status).toBe(204)
    expect((await app.call({ url: '/api/me', headers: { cookie } })).status).toBe(401)
    expect([(await signIn('dora', PASSWORD)).status, (await signIn('dora', 'of nine ostriches')).status]).toEqual([401, 200])
    expect((await waitForMail(app.folder, { to: 'dora', subject: /was changed/ })).text).toContain('dora')
  })

  it('has a link that works once, within an hour, and until there is a newer one', async () => {
    const first = tokenIn(await linkFor('dora'))
    const second = tokenIn(await linkFor('dora'))
    expect((await post('/api/password/reset', { token: first, password: 'of ten pelicans' })).status).toBe(404)
    expect((await post('/api/password/reset', { token: second, password: 'of ten pelicans' })).status).toBe(204)
    expect((await post('/api/password/reset', { token: second, password: 'of eleven gnus' })).status).toBe(404)
    const third = tokenIn(await linkFor('dora'))
    await app.database.query(sql`update app.password_link set expires_at = expires_at - interval '1 hour'`)
    expect((await post('/api/password/token', { token: third })).status).toBe(404)
  })

  it('has a link that two who are quick cannot both use', async () => {
    const token = tokenIn(await linkFor('dora'))
    const answers = await Promise.all([1, 2, 3].map((n) => post('/api/password/reset', { token, password: `of twelve herons ${n}` })))
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404, 404])
  })

  it('has a link of which the database knows the hash alone, and the outbox nothing that can be read', async () => {
    const token = tokenIn(await linkFor('dora'))
    const rows = await app.database.query<{ row: string }>(sql`
      select to_jsonb(l)::text as row from app.password_link l union all select to_jsonb(o)::text from app.outbox o union all select to_jsonb(a)::text from app.audit_entry a`)
    expect(rows.length).toBeGreaterThan(3)
    expect(rows.filter(({ row }) => row.includes(token))).toEqual([])
  })

  it('has a link to the configured address, whatever the request calls the server', async () => {
    const mail = await linkFor('dora', { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' })
    expect(mail.text).toContain(`${BASE}/password/`)
    expect(`${mail.text} ${mail.html}`).not.toContain('evil')
  })

  it('is written about in the language of who asks', async () => {
    expect((await linkFor('dora', { 'accept-language': 'zh-CN' })).subject).toBe('重置您的密码')
  })

  it('is answered alike for who is not there, deactivated, or has no address; and no mail is sent', async () => {
    await clearMails()
    await app.database.query(sql`update data.users set email = null where username = 'vera'`)
    const names = ['dora', 'vera', 'nobody', 'nobody@example.org']
    const answers = await Promise.all(names.map((name) => forget(name)))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(['202 {}']))
    await waitForMail(app.folder, { to: 'dora', subject: /password/ })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await readMails(app.folder)).toHaveLength(1)
  })

  it('cannot be used to fill the mailbox of somebody', async () => {
    await clearMails()
    for (let tries = 0; tries < 15; tries += 1) expect((await forget(tries % 2 ? 'DORA' : 'dora')).status).toBe(202)
    const [row] = await app.database.query<{ n: number }>(sql`select count(*)::int as n from app.sign_in_attempt where account_key = 'reset dora'`)
    expect(row?.n).toBe(10)
  })
})

describe('an invitation', () => {
  it('lets a new user choose the first password', async () => {
    const made = await post('/api/records/users', { values: { name: '王芳', username: 'fang', email: 'fang@example.org' } }, { as: 'admin' })
    const { id } = made.body as { id: string }
    expect((await post(`/api/users/${id}/invite`, undefined, { as: 'rita' })).status).toBe(403)
    expect((await post(`/api/users/${id}/invite`, undefined, { as: 'admin' })).status).toBe(202)
    const mail = await waitForMail(app.folder, { to: 'fang@example.org', subject: /invites you/ })
    const token = tokenIn(mail)
    expect((await post('/api/password/token', { token })).body).toEqual({ kind: 'invite', username: 'fang', name: '王芳' })
    expect((await post('/api/password/reset', { token, password: 'of three camels' })).status).toBe(204)
    expect((await signIn('fang', 'of three camels')).status).toBe(200)
  })

  it('needs an address', async () => {
    const { id } = (await post('/api/records/users', { values: { name: 'Nomail', username: 'nomail' } }, { as: 'admin' })).body as { id: string }
    expect((await post(`/api/users/${id}/invite`, undefined, { as: 'admin' })).body).toMatchObject({ problems: [{ code: 'EMAIL_MISSING' }] })
  })
})
