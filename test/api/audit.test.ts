import { sql } from 'kysely'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditEntry } from '../../engine/contract/audit.ts'
import { tokenIn, waitForMail } from '../support/mailbox.ts'
import { fileOfTask } from '../support/end-of-task.ts'
import { until } from '../support/until.ts'
import { type Call, PASSWORD, startTestApp, type TestApp } from '../support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp('foreign')
})
afterAll(() => app.stop())

const audit = async (query = ''): Promise<{ entries: AuditEntry[]; next: string | null }> =>
  (await app.call({ as: 'admin', url: `/api/audit?${query}` })).body as { entries: AuditEntry[]; next: string | null }

describe('the audit log', () => {
  it('is for admins alone', async () => {
    expect((await app.call({ as: 'dora', url: '/api/audit' })).status).toBe(403)
    expect((await app.call({ as: 'dora', method: 'POST', url: '/api/audit/exports', body: {} })).status).toBe(403)
  })

  it('tells of sign-ins and failures: who, when, from where, how', async () => {
    const headers = { 'user-agent': 'A browser' }
    await app.call({ method: 'POST', url: '/api/session', body: { name: 'dora', password: 'wrong' }, headers })
    await app.call({ method: 'POST', url: '/api/session', body: { name: 'dora', password: PASSWORD }, headers })
    const { entries } = await audit(`actor=${await app.idOf('dora')}&action=sign_in,sign_in_failed`)
    expect(entries).toMatchObject([
      {
        kind: 'audit',
        action: 'sign_in',
        actor: { name: 'dora' },
        address: '127.0.0.1',
        agent: 'A browser',
        details: { method: 'password' },
        requestId: expect.any(String),
      },
      { action: 'sign_in_failed', actor: { name: 'dora' } },
    ])
  })

  it('tells of changes of records beside, and finds what happened to one', async () => {
    const { id } = (await app.call({ as: 'dora', method: 'POST', url: '/api/records/books', body: { values: { title: 'Emma' } } })).body as { id: string }
    await app.call({ as: 'dora', method: 'PATCH', url: `/api/records/books/${id}`, body: { version: 1, values: { title: 'Persuasion' } } })
    const { entries } = await audit(`module=books&record=${id}`)
    expect(entries).toMatchObject([
      { kind: 'change', action: 'update', actor: { name: 'dora' }, details: { origin: 'ui', before: { title: 'Emma' }, after: { title: 'Persuasion' } } },
      { kind: 'change', action: 'create', changeSet: expect.any(String) },
    ])
    expect((await audit(`record=${id}&kind=audit`)).entries).toEqual([])
  })

  it('is read page by page, without a gap or a line twice', async () => {
    for (let count = 0; count < 7; count += 1)
      await app.call({ as: 'dora', method: 'POST', url: '/api/records/books', body: { values: { title: `Book ${count}` } } })
    const whole = (await audit('limit=200')).entries.map(({ id }) => id)
    const paged: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { entries: AuditEntry[]; next: string | null } = await audit(`limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
      paged.push(...page.entries.map(({ id }) => id))
      cursor = page.next
    }
    expect(paged).toEqual(whole)
    expect(new Set(paged).size).toBe(paged.length)
    expect((await app.call({ as: 'admin', url: '/api/audit?cursor=x' })).status).toBe(422)
  })

  it('is narrowed by time and address', async () => {
    const soon = new Date(Date.now() + 60_000).toISOString()
    expect((await audit(`from=${soon}`)).entries).toEqual([])
    expect((await audit(`until=${soon}&limit=1`)).entries).toHaveLength(1)
    expect(new Set((await audit('address=127.0.0.1')).entries.map(({ address }) => address))).toEqual(new Set(['127.0.0.1']))
    expect((await audit('address=1.2.3.4')).entries).toEqual([])
  })

  it('tells who saw records, where a module asks for it', async () => {
    const { id } = (await app.call({ as: 'dora', method: 'POST', url: '/api/records/members', body: { values: { name: 'Jane' } } })).body as { id: string }
    await app.call({ as: 'rita', url: `/api/records/members/${id}` })
    await app.call({ as: 'rita', url: '/api/records/members' })
    await app.call({ as: 'rita', url: '/api/records/books' })
    const { entries } = await audit(`action=read&actor=${await app.idOf('rita')}`)
    expect(entries.every(({ module }) => module === 'members')).toBe(true)
    expect(entries.filter(({ record }) => record === id).length).toBeGreaterThan(0)
  })

  describe('tells who saw a record of a module that asks for it, by whatever way', () => {
    let jane = ''
    beforeAll(async () => {
      const ward = { name: 'Jane Eyre', email: 'jane.eyre@example.org' }
      jane = ((await app.call({ as: 'dora', method: 'POST', url: '/api/records/members', body: { values: ward } })).body as { id: string }).id
      await app.call({ as: 'dora', method: 'POST', url: '/api/records/members', body: { values: { name: 'Adele', guardian: jane, email: ward.email } } })
      const { task } = (await app.call({ as: 'dora', method: 'POST', url: '/api/duplicates/members/search' })).body as { task: string }
      await until(async () => ((await app.call({ as: 'dora', url: `/api/tasks/${task}` })).body as { state: string }).state === 'done', 'the search')
    })

    it.each<[string, () => Call]>([
      ['a page of it, on screen or on paper', () => ({ url: `/api/records/members/${jane}` })],
      ['a list', () => ({ url: '/api/records/members' })],
      ['a hit of the search', () => ({ url: '/api/search?q=eyre' })],
      ['a type-ahead', () => ({ url: '/api/lookup/members?q=jane' })],
      ['its history', () => ({ url: `/api/records/members/${jane}/history` })],
      ['a warning of duplicates', () => ({ method: 'POST', url: '/api/records/members/duplicates', body: { values: { email: 'jane.eyre@example.org' } } })],
      ['a group of duplicates', () => ({ url: '/api/duplicates/members' })],
      ['an export', () => ({ method: 'POST', url: '/api/exports', body: { module: 'members', fields: ['name'], format: 'csv' } })],
    ])('%s', async (_way, call) => {
      const since = new Date().toISOString()
      expect((await app.call({ as: 'dora', ...call() })).status).toBeLessThan(300)
      const told = async () => (await audit(`action=read&module=members&from=${since}`)).entries.map((entry) => JSON.stringify([entry.record, entry.details]))
      await expect.poll(told).toContainEqual(expect.stringContaining(jane))
    })

    it('a list of what belongs to another record', async () => {
      const since = new Date().toISOString()
      await app.call({ as: 'dora', url: `/api/records/members/${jane}/related/wards` })
      expect((await audit(`action=read&module=members&from=${since}`)).entries).toHaveLength(1)
    })
  })

  it('tells of exports, of what is gone for ever, and of changes of the metadata', async () => {
    await app.call({ as: 'dora', method: 'POST', url: '/api/exports', body: { module: 'books', fields: ['title'], format: 'csv' } })
    const { id } = (await app.call({ as: 'dora', method: 'POST', url: '/api/records/books', body: { values: { title: 'Gone' } } })).body as { id: string }
    await app.call({ as: 'dora', method: 'DELETE', url: `/api/records/books/${id}` })
    expect((await app.call({ as: 'admin', method: 'POST', url: `/api/records/books/${id}/purge` })).status).toBe(200)
    expect((await audit(`action=purged&record=${id}`)).entries).toMatchObject([{ actor: { name: 'Administrator' }, module: 'books' }])
    await expect
      .poll(async () => (await audit('action=exported&module=books')).entries[0])
      .toMatchObject({ actor: { name: 'dora' }, details: { format: 'csv', fields: ['title'] } })
    expect((await audit('action=metadata_changed')).entries.at(-1)).toMatchObject({ actor: { id: null, name: 'Mortise' }, details: { version: 1 } })
  })

  it('is only added to, by the database itself', async () => {
    for (const statement of [sql`update app.audit_entry set action = 'x'`, sql`delete from app.audit_entry`, sql`truncate app.audit_entry`]) {
      await expect(app.database.query(statement)).rejects.toThrow('only added to')
    }
  })

  it('holds no secret, whatever was done', async () => {
    const canaries = ['canary of a password', 'canary of a wrong one', 'canary typed as a name']
    const [password = '', wrong = '', name = ''] = canaries
    await app.call({ method: 'POST', url: '/api/session', body: { name, password: wrong } })
    await app.call({ method: 'POST', url: '/api/session', body: { name: 'vera', password: wrong } })
    await app.call({ as: 'vera', method: 'POST', url: '/api/me/password', body: { current: PASSWORD, password } })
    const { token } = (await app.call({ as: 'rita', method: 'POST', url: '/api/me/tokens', body: { name: 'nightly' } })).body as { token: string }
    const { secret } = (await app.call({ as: 'rita', method: 'POST', url: '/api/me/totp', body: { current: PASSWORD } })).body as { secret: string }
    const { password: temporary } = (await app.call({ as: 'admin', method: 'POST', url: `/api/users/${await app.idOf('nick')}/password` })).body as {
      password: string
    }
    const confirmed = await app.call({ as: 'rita', method: 'POST', url: '/api/me/totp/confirm', body: { code: generateSync({ secret }) } })
    const { recoveryCodes } = confirmed.body as { recoveryCodes: string[] }
    await app.call({ method: 'POST', url: '/api/password/forgotten', body: { name: 'rita' } })
    const link = tokenIn(await waitForMail(app.folder, { to: 'rita@example.org', subject: /./ }))
    const [pin, otherPin, badToken] = ['canary-pin', 'canary-other-pin', 'canary-token']
    const member = await app.call({ as: 'dora', method: 'POST', url: '/api/records/members', body: { values: { name: 'Pinned', pin } } })
    const url = `/api/records/members/${(member.body as { id: string }).id}`
    await app.call({ as: 'dora', method: 'PATCH', url, body: { version: 1, values: { pin: otherPin } } })
    await callEveryRoute({ token, badToken })

    const cookies = (await Promise.all(['vera', 'rita', 'admin'].map((user) => app.cookieOf(user)))).map((cookie) => cookie.split('=')[1] ?? '')
    const rows = await app.database.query<{ row: string }>(
      sql`select to_jsonb(a)::text as row from app.audit_entry a union all select to_jsonb(e)::text from app.change_event e`,
    )
    const text = rows.map(({ row }) => row).join('\n')
    expect(text).toContain('token_created')
    const secrets = [...canaries, token, secret, temporary, ...recoveryCodes, link, pin, otherPin, badToken, ...cookies]
    expect(secrets).toHaveLength(23)
    expect(secrets.filter((each) => each === '' || text.includes(each))).toEqual([])
  })

  it('is exported as CSV in the background, with formulas neutralised, and tells of that too', async () => {
    await app.call({ as: 'rita', method: 'POST', url: '/api/me/tokens', body: { name: '=HYPERLINK("http://evil.example")' } })
    await app.call({ method: 'POST', url: '/api/session', body: { name: 'dora', password: PASSWORD }, headers: { 'user-agent': '=cmd|calc' } })
    const { task } = (await app.call({ as: 'admin', method: 'POST', url: '/api/audit/exports', body: { kind: 'audit' } })).body as { task: string }
    const file = await fileOfTask(app, { as: 'admin', task })
    const csv = (await app.call({ as: 'admin', url: `/api/files/${file}` })).text
    expect(csv.split('\r\n').length + csv.split('\n').length).toBeGreaterThan(5)
    expect(csv).toMatch(/When,Who,/)
    expect(csv).toContain("'=cmd|calc")
    expect(csv).not.toMatch(/(^|,)"?=cmd/m)
    expect(csv).toMatch(/exported/)
    expect((await app.call({ as: 'dora', url: `/api/files/${file}` })).status).toBe(404)
  })
})

/** Reads by every route with a token that is good, and tries to write by every other with one that is not. */
async function callEveryRoute({ token, badToken }: { token: string; badToken: string }): Promise<void> {
  // A stream of events does not end.
  const routes = app.app.server.declaredRoutes.filter(({ method, url }) => url.startsWith('/api/') && url !== '/api/events' && method !== 'OPTIONS')
  for (const { method, url } of routes) {
    const reads = method === 'GET' || method === 'HEAD'
    await app.call({
      method: method as Call['method'],
      url: url.replace(/:\w+/g, '01900000-0000-7000-8000-0123456789ab'),
      headers: { authorization: `Bearer ${reads ? token : badToken}` },
    })
  }
}

describe('an admin who acts as somebody else', () => {
  const impersonate = async (as: string, user: string) =>
    app.call({ as, method: 'POST', url: '/api/impersonation', body: { user: await app.idOf(user), reason: 'A call about a list' } })
  const cookieIn = (headers: Record<string, unknown>): string => /mortise_session=[^;]+/.exec(String(headers['set-cookie']))?.[0] ?? ''

  it('has the rights of that user, and both names stand in every log', async () => {
    const begun = await impersonate('admin', 'dora')
    const headers = { cookie: cookieIn(begun.headers) }
    expect((await app.call({ url: '/api/me', headers })).body).toMatchObject({ username: 'dora', isAdmin: false, impersonator: { name: 'Administrator' } })
    expect((await app.call({ url: '/api/audit', headers })).status).toBe(403)
    const { id } = (await app.call({ method: 'POST', url: '/api/records/books', headers, body: { values: { title: 'In two names' } } })).body as { id: string }
    const admin = { id: await app.idOf('admin'), name: 'Administrator' }
    expect((await audit(`record=${id}`)).entries).toMatchObject([{ actor: { name: 'dora' }, impersonator: admin, action: 'create' }])
    expect((await audit('action=impersonation_started')).entries[0]).toMatchObject({
      actor: { name: 'dora' },
      impersonator: admin,
      details: { reason: 'A call about a list' },
    })
    expect((await app.call({ as: 'dora', url: '/api/me/sign-ins' })).body).toMatchObject({
      signIns: expect.arrayContaining([expect.objectContaining({ method: 'impersonation', impersonator: admin })]),
    })
    // What was asked for in both names is done in both, whenever the time for it comes.
    const filter = { field: 'id', op: 'is', value: id }
    const operation = { op: 'update', values: { title: 'In two names still' } }
    await app.call({ method: 'POST', url: '/api/bulk', headers, body: { module: 'books', filter, operation } })
    await expect.poll(async () => (await audit(`record=${id}&action=update`)).entries).toMatchObject([{ actor: { name: 'dora' }, impersonator: admin }])
    // Found by the admin's id as well.
    expect((await audit(`actor=${admin.id}&record=${id}`)).entries).toHaveLength(2)
  })

  it('changes nothing that secures the account, and makes no token', async () => {
    const headers = { cookie: cookieIn((await impersonate('admin', 'dora')).headers) }
    const calls = [
      { method: 'POST', url: '/api/me/password', body: { current: PASSWORD, password: 'of seven zebras' } },
      { method: 'POST', url: '/api/me/totp', body: { current: PASSWORD } },
      { method: 'POST', url: '/api/me/passkeys/options', body: {} },
      { method: 'POST', url: '/api/me/tokens', body: { name: 'x' } },
      { method: 'DELETE', url: '/api/me/sessions' },
    ] as const
    for (const call of calls) expect((await app.call({ ...call, headers })).status).toBe(403)
  })

  it('comes back into a new session of their own', async () => {
    const begun = await impersonate('admin', 'dora')
    const cookie = cookieIn(begun.headers)
    const back = await app.call({ method: 'DELETE', url: '/api/impersonation', headers: { cookie } })
    expect(back.body).toEqual({ user: { id: await app.idOf('admin') } })
    expect((await app.call({ url: '/api/me', headers: { cookie } })).status).toBe(401)
    expect((await app.call({ url: '/api/me', headers: { cookie: cookieIn(back.headers) } })).body).toMatchObject({ username: 'admin', impersonator: null })
  })

  it('is nobody else than an admin, in person, and acts as no other admin, nor in a chain', async () => {
    const app2 = await startTestApp('foreign')
    const start = async (call: { as?: string; headers?: Record<string, string> }, user: string) =>
      (await app2.call({ ...call, method: 'POST', url: '/api/impersonation', body: { user: await app2.idOf(user), reason: 'because' } })).status
    expect([await start({ as: 'dora' }, 'vera'), await start({ as: 'admin' }, 'admin')]).toEqual([403, 403])
    await app2.database.query(sql`update data.users set is_admin = true where username = 'vera'`)
    expect(await start({ as: 'admin' }, 'vera')).toBe(403)
    const { token } = (await app2.call({ as: 'admin', method: 'POST', url: '/api/me/tokens', body: { name: 'x' } })).body as { token: string }
    expect(await start({ headers: { authorization: `Bearer ${token}` } }, 'dora')).toBe(403)
    const begun = await app2.call({ as: 'admin', method: 'POST', url: '/api/impersonation', body: { user: await app2.idOf('dora'), reason: 'because' } })
    const cookie = cookieIn(begun.headers)
    // With the admin's account the whole session ends, at once.
    await app2.database.query(sql`update data.users set active = false where username = 'admin'`)
    expect((await app2.call({ url: '/api/me', headers: { cookie } })).status).toBe(401)
    await app2.stop()
  })

  it('does so for an hour, however busy they are', async () => {
    const cookie = cookieIn((await impersonate('admin', 'vera')).headers)
    await app.call({ url: '/api/me', headers: { cookie } })
    const [row] = await app.database.query<{ minutes: number }>(sql`
      select extract(epoch from (expires_at - now())) / 60 as minutes from app.session where impersonator is not null and revoked_at is null order by created_at desc limit 1`)
    expect(Number(row?.minutes)).toBeLessThanOrEqual(60)
  })
})
