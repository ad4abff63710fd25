import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { compareTimes } from '../support/compare-times.ts'
import { type Answer, type Call, PASSWORD, startTestApp, type TestApp } from '../support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp('foreign')
})
afterEach(() => app.database.query(sql`delete from app.sign_in_attempt`))
afterAll(() => app.stop())

const signIn = (name: string, password: string, more: Partial<Call> = {}): Promise<Answer> =>
  app.call({ method: 'POST', url: '/api/session', body: { name, password }, ...more })
const cookieIn = (answer: Answer): string => /^mortise_session=[^;]+/.exec(String(answer.headers['set-cookie']))?.[0] ?? ''
const meWith = async (cookie: string): Promise<number> => (await app.call({ url: '/api/me', headers: { cookie } })).status

describe('a session', () => {
  it('begins by username or e-mail address, in any case and width of letters', async () => {
    for (const name of ['dora', 'DORA', ' dora ', 'ｄｏｒａ', 'Dora@Example.ORG']) expect((await signIn(name, PASSWORD)).status).toBe(200)
  })

  it('is a cookie that scripts cannot read and other sites cannot use', async () => {
    const answer = await signIn('dora', PASSWORD)
    expect(answer.headers['set-cookie']).toMatch(/^mortise_session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
    expect(answer.text).not.toContain(cookieIn(answer).split('=')[1])
  })

  it('has a token of which the database knows the hash alone', async () => {
    const token = cookieIn(await signIn('dora', PASSWORD)).split('=')[1] ?? ''
    const rows = await app.database.query<{ row: string }>(sql`select to_jsonb(s)::text as row from app.session s`)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter(({ row }) => row.includes(token))).toEqual([])
  })

  it('is a new one at each sign-in, and ends the one before in the same browser', async () => {
    const first = cookieIn(await signIn('dora', PASSWORD))
    const second = cookieIn(await signIn('dora', PASSWORD, { headers: { cookie: first } }))
    expect(second).not.toBe(first)
    expect([await meWith(first), await meWith(second)]).toEqual([401, 200])
  })

  it('takes no token that the client made', async () => {
    const cookie = `mortise_session=${'a'.repeat(43)}`
    const after = cookieIn(await signIn('dora', PASSWORD, { headers: { cookie } }))
    expect(after).not.toBe(cookie)
    expect(await meWith(cookie)).toBe(401)
  })

  it('ends at once with the sign-out, whatever the browser keeps', async () => {
    const cookie = cookieIn(await signIn('dora', PASSWORD))
    const answer = await app.call({ method: 'DELETE', url: '/api/session', headers: { cookie } })
    expect(answer.status).toBe(204)
    expect(answer.headers['set-cookie']).toMatch(/^mortise_session=; .*Expires=Thu, 01 Jan 1970/)
    expect(await meWith(cookie)).toBe(401)
  })

  it('is listed, and ended from another one', async () => {
    const [one, two] = [cookieIn(await signIn('vera', PASSWORD)), cookieIn(await signIn('vera', PASSWORD))]
    const { sessions } = (await app.call({ url: '/api/me/sessions', headers: { cookie: two } })).body as { sessions: { id: string; current: boolean }[] }
    const other = sessions.find((session) => !session.current)
    expect(sessions.map((session) => session.current)).toEqual([true, false])

    expect((await app.call({ as: 'rita', method: 'DELETE', url: `/api/me/sessions/${other?.id}` })).status).toBe(204)
    expect(await meWith(one)).toBe(200)
    await app.call({ method: 'DELETE', url: `/api/me/sessions/${other?.id}`, headers: { cookie: two } })
    expect([await meWith(one), await meWith(two)]).toEqual([401, 200])
    expect((await app.call({ as: 'rita', method: 'DELETE', url: '/api/me/sessions/x' })).status).toBe(404)
  })

  it('ends with its time', async () => {
    const cookie = cookieIn(await signIn('vera', PASSWORD))
    await app.database.query(sql`update app.session set expires_at = now() - interval '1 second' where user_id = ${await app.idOf('vera')}`)
    expect(await meWith(cookie)).toBe(401)
  })

  it('ends when its user is deactivated', async () => {
    const cookie = cookieIn(await signIn('nick', PASSWORD))
    const id = await app.idOf('nick')
    const save = (active: boolean, version: number) =>
      app.call({ as: 'admin', method: 'PATCH', url: `/api/records/users/${id}`, body: { version, values: { active } } })
    expect((await save(false, 1)).status).toBe(200)
    expect([await meWith(cookie), (await signIn('nick', PASSWORD)).status]).toEqual([401, 401])
    expect((await save(true, 2)).status).toBe(200)
  })
})

describe('a password', () => {
  const change = (cookie: string, current: string, password: string) =>
    app.call({ method: 'POST', url: '/api/me/password', headers: { cookie }, body: { current, password } })

  it('is changed by who knows it, and ends all other sessions', async () => {
    const [one, two] = [cookieIn(await signIn('vera', PASSWORD)), cookieIn(await signIn('vera', PASSWORD))]
    expect((await change(one, 'wrong password', 'another one here')).body).toMatchObject({ problems: [{ field: 'current', code: 'PASSWORD_WRONG' }] })
    expect((await change(one, PASSWORD, 'short')).body).toMatchObject({ problems: [{ field: 'password', code: 'PASSWORD_SHORT' }] })
    expect((await change(one, PASSWORD, 'another one here')).status).toBe(204)
    expect([await meWith(one), await meWith(two)]).toEqual([200, 401])
    expect([(await signIn('vera', PASSWORD)).status, (await signIn('vera', 'another one here')).status]).toEqual([401, 200])
  })

  it('is not found out through a session that was left open', async () => {
    const cookie = await app.cookieOf('dora')
    for (let tries = 0; tries < 10; tries += 1) await change(cookie, `guess ${tries}`, 'another one here')
    expect((await change(cookie, PASSWORD, 'another one here')).status).toBe(422)
  })
})

describe('who fails to sign in', () => {
  it('is told the same for every reason', async () => {
    await app.database.query(sql`update data.users set active = false where username = 'nick'`)
    const answers = [await signIn('dora', 'wrong'), await signIn('nobody', PASSWORD), await signIn('nick', PASSWORD), await signIn('', '')]
    await app.database.query(sql`update data.users set active = true where username = 'nick'`)
    expect(answers.map(({ status, text }) => [status, text])).toEqual(Array(4).fill([401, answers[0]?.text]))
    expect(answers.map(({ headers }) => headers['set-cookie'])).toEqual(Array(4).fill(undefined))
  })

  it('waits as long for an unknown name as for a wrong password', async () => {
    await signIn('warm up', 'x')
    const ratio = await compareTimes(
      (turn) => signIn('nobody at all', `wrong ${turn}`),
      (turn) => signIn('dora', `wrong ${turn}`),
      8,
    )
    expect(ratio).toBeGreaterThan(0.4)
    expect(ratio).toBeLessThan(2.5)
  })

  it('is stopped after ten tries for an account, in whatever form its name is typed, even with the right password', async () => {
    const forms = ['dora', 'DORA', 'Dora ', 'ｄｏｒａ', 'dOrA']
    for (let tries = 0; tries < 10; tries += 1) expect((await signIn(forms[tries % forms.length] ?? '', `wrong ${tries}`)).status).toBe(401)
    expect((await signIn('dora', PASSWORD)).status).toBe(401)
    expect((await signIn('rita', PASSWORD)).status).toBe(200)
  })

  it('is stopped as well when all tries are made at once', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, tries) => signIn('dora', `wrong ${tries}`)))
    const [counted] = await app.database.query<{ n: number }>(
      sql`select count(*)::int as n from app.sign_in_attempt where account_key = ${await app.idOf('dora')}`,
    )
    expect(counted?.n).toBe(10)
  })

  it('is stopped after fifty tries from an address, for all accounts', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, tries) => signIn(`user ${tries}`, 'x')))
    expect((await signIn('dora', PASSWORD)).status).toBe(401)
    await app.database.query(sql`update app.sign_in_attempt set at = at - interval '16 minutes'`)
    expect((await signIn('dora', PASSWORD)).status).toBe(200)
  })

  it('begins anew after a success', async () => {
    for (let tries = 0; tries < 9; tries += 1) await signIn('dora', `wrong ${tries}`)
    expect((await signIn('dora', PASSWORD)).status).toBe(200)
    for (let tries = 0; tries < 9; tries += 1) await signIn('dora', `wrong ${tries}`)
    expect((await signIn('dora', PASSWORD)).status).toBe(200)
  })

  it('cannot say where they come from', async () => {
    for (let tries = 0; tries < 3; tries += 1) await signIn('dora', 'wrong', { headers: { 'x-forwarded-for': `203.0.113.${tries}` } })
    expect(await app.database.query(sql`select distinct address from app.sign_in_attempt`)).toEqual([{ address: '127.0.0.1' }])
  })
})

describe('behind a proxy with TLS', () => {
  let secure: TestApp
  beforeAll(async () => {
    secure = await startTestApp('foreign', { environment: { MORTISE_BASE_URL: 'https://crm.example.org' } })
  })
  afterAll(() => secure.stop())

  const body = { name: 'dora', password: PASSWORD }

  it('the cookie travels encrypted only, and browsers keep to TLS', async () => {
    const answer = await secure.call({ method: 'POST', url: '/api/session', body })
    expect(answer.headers['set-cookie']).toMatch(/; HttpOnly; Secure; SameSite=Lax$/)
    expect(answer.headers['strict-transport-security']).toMatch(/^max-age=\d{8,}/)
  })

  it('the address is what the proxy says, not what the client wrote before it', async () => {
    await secure.call({ method: 'POST', url: '/api/session', body, headers: { 'x-forwarded-for': '1.1.1.1, 203.0.113.9' } })
    const [last] = await secure.database.query<{ address: string }>(sql`select address from app.sign_in_attempt order by at desc limit 1`)
    expect(last?.address).toBe('203.0.113.9')
  })

  it('pages of the address under which people reach it may write, others may not', async () => {
    const write = (origin: string) =>
      secure.call({ as: 'dora', method: 'POST', url: '/api/records/books', body: { values: { title: 'x' } }, headers: { origin } })
    expect([(await write('https://crm.example.org')).status, (await write('https://evil.example')).status, (await write('http://localhost')).status]).toEqual([
      201, 403, 403,
    ])
  })
})
