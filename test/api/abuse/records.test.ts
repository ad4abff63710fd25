import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareTimes } from '../../support/compare-times.ts'
import { type Answer, type Call, startTestApp, type TestApp } from '../../support/start-app.ts'

const UNKNOWN = '01900000-0000-7000-8000-0123456789ab'
const books = '/api/records/books'
let app: TestApp
let book = ''
let member = ''
/** A loan of dora's: private, so rita, whose role lies below, does not see it. */
let loan = ''
beforeAll(async () => {
  app = await startTestApp('foreign')
  book = await made('books', { title: 'Emma', price: '77.77' })
  await made('books', { title: 'Persuasion', price: '5.00' })
  member = await made('members', { name: 'Jane', email: 'jane@example.org' })
  loan = await made('loans', { subject: 'Emma to Jane', book, member, lent_on: '2026-01-01', fee: '12.34' })
})
afterAll(() => app.stop())

const as = (user: string, call: Call): Promise<Answer> => app.call({ as: user, ...call })
async function made(module: string, values: object): Promise<string> {
  const answer = await as('dora', { method: 'POST', url: `/api/records/${module}`, body: { values } })
  if (answer.status !== 201) throw new Error(answer.text)
  return (answer.body as { id: string }).id
}
/** What is answered, without what differs by what was asked. */
const told = ({ status, text }: Answer, ...asked: string[]) => asked.reduce((all, part) => all.replaceAll(part, '?'), `${status} ${text}`)

describe('guessing ids', () => {
  it('tells a record of others from one that is not there by nothing in the answer', async () => {
    for (const path of ['', '/history', '/related/book']) {
      const [hidden, absent] = await Promise.all([
        as('rita', { url: `/api/records/loans/${loan}${path}` }),
        as('rita', { url: `/api/records/loans/${UNKNOWN}${path}` }),
      ])
      expect(told(hidden, loan)).toBe(told(absent, UNKNOWN))
      expect(hidden.status).toBe(404)
    }
    const [hidden, absent] = await Promise.all(
      [loan, UNKNOWN].map((id) => as('vera', { method: 'PATCH', url: `/api/records/loans/${id}`, body: { version: 1, values: { subject: 'x' } } })),
    )
    expect(hidden && told(hidden)).toBe(absent && told(absent))
  })

  it('does not show by a refusal that an id is taken', async () => {
    const refer = async (id: string) =>
      as('vera', { method: 'POST', url: '/api/records/comments', body: { values: { text: 'x', related_to: { module: 'loans', id } } } })
    const refused = await refer(loan)
    expect(refused.body).toMatchObject({ problems: [{ field: 'related_to', code: 'NOT_FOUND' }] })
    expect(told(refused, loan)).toBe(told(await refer(UNKNOWN), UNKNOWN))
  })

  it('is of no use with files, tasks, imports, views, tokens and sessions of others', async () => {
    const csv = { name: 'a.csv', type: 'text/csv', content: 'Title\nSecret\n' }
    const of = async (call: Call, at: string) => String(((await as('dora', { method: 'POST', ...call })).body as Record<string, unknown>)[at])
    const file = (await as('dora', { method: 'POST', url: '/api/files', file: csv })).body as { file: { id: string } }
    const task = await of({ url: '/api/exports', body: { module: 'books', fields: ['title'], format: 'csv' } }, 'task')
    const imported = await of({ url: '/api/imports?module=books', file: csv }, 'id')
    const view = await of({ url: '/api/views', body: { module: 'books', label: 'Own', definition: {} } }, 'id')
    const token = (await as('dora', { method: 'POST', url: '/api/me/tokens', body: { name: 'script' } })).body as { id: string; token: string }
    const { sessions } = (await as('dora', { url: '/api/me/sessions' })).body as { sessions: { id: string }[] }

    const mine = [`/api/files/${file.file.id}`, `/api/tasks/${task}`, `/api/imports/${imported}`, `/api/records/books?view=${view}`]
    for (const url of mine) expect([url, (await as('dora', { url })).status, (await as('rita', { url })).status]).toEqual([url, 200, 404])
    for (const url of [`/api/tasks/${task}`, `/api/views/${view}`, `/api/me/passkeys/${UNKNOWN}`])
      expect([url, (await as('rita', { method: 'DELETE', url })).status]).toEqual([url, 404])
    // Nothing is said of what is nobody's or somebody else's; nothing is done to it either.
    for (const url of [`/api/me/tokens/${token.id}`, `/api/me/sessions/${sessions[0]?.id}`]) await as('rita', { method: 'DELETE', url })
    const headers = { authorization: `Bearer ${token.token}` }
    expect([(await app.call({ url: '/api/me', headers })).status, (await as('dora', { url: '/api/me' })).status]).toEqual([200, 200])
  })
})

describe('the time of an answer', () => {
  it('is the same for a record of others and one that is not there', async () => {
    const ask = (id: string) => as('rita', { url: `/api/records/loans/${id}` })
    await ask(loan)
    const ratio = await compareTimes(
      () => ask(loan),
      () => ask(UNKNOWN),
      25,
    )
    expect(ratio).toBeGreaterThan(0.3)
    expect(ratio).toBeLessThan(3)
  })
})

describe('values that are not theirs to set', () => {
  it('are refused by name, whoever sends them', async () => {
    for (const values of [
      { id: UNKNOWN },
      { version: 9 },
      { created_by: UNKNOWN },
      { created_at: '2000-01-01T00:00:00Z' },
      { deleted_at: '2000-01-01T00:00:00Z' },
      { __proto__: null, constructor: 'x' },
    ]) {
      expect((await as('dora', { method: 'POST', url: books, body: { values: { title: 'x', ...values } } })).status).toBe(422)
    }
  })

  it('are refused on the way round a form: an administrator is not made by the own profile', async () => {
    const id = await app.idOf('dora')
    for (const call of [
      { method: 'PATCH', url: `/api/records/users/${id}`, body: { version: 1, values: { is_admin: true } } },
      { method: 'PATCH', url: '/api/me', body: { is_admin: true } },
      { method: 'PATCH', url: '/api/me', body: { profiles: [] } },
      { method: 'POST', url: '/api/records/users/batch', body: { mode: 'each', operations: [{ op: 'update', id, version: 1, values: { is_admin: true } }] } },
    ] as const)
      await as('dora', call)
    expect((await as('dora', { url: '/api/me' })).body).toMatchObject({ isAdmin: false, profiles: ['librarian'] })
  })
})

describe('a link', () => {
  it('is not made or cut by who may only read', async () => {
    const url = `${books}/${book}/links/readers/${member}`
    expect([(await as('rita', { method: 'PUT', url, body: { values: {} } })).status, (await as('rita', { method: 'DELETE', url })).status]).toEqual([403, 403])
    expect((await as('dora', { method: 'PUT', url, body: { values: {} } })).status).toBeLessThan(300)
    expect((await as('rita', { method: 'DELETE', url })).status).toBe(403)
  })
})

describe('rights that were taken away', () => {
  it('are gone with the next request: no answer is from before', async () => {
    const id = await app.idOf('vera')
    const before = (await as('admin', { url: `/api/records/users/${id}` })).body as { version: number; values: { profiles: string[] } }
    expect((await as('vera', { url: books })).status).toBe(200)
    const taken = await as('admin', {
      method: 'PATCH',
      url: `/api/records/users/${id}`,
      body: { version: before.version, values: { profiles: [], role: null } },
    })
    expect(taken.status).toBe(200)
    for (const url of [books, `${books}/${book}`, '/api/search?q=emma']) expect((await as('vera', { url })).text).not.toContain('Emma')
    expect((await as('vera', { url: books })).status).toBe(404)
  })
})

describe('an answer that was given before', () => {
  it('is repeated without what its reader may not see any more', async () => {
    const create = { method: 'POST', url: books, headers: { 'idempotency-key': 'once' }, body: { values: { title: 'Sanditon', price: '88.12' } } } as const
    const first = await as('dora', create)
    expect(first.text).toContain('88.12')
    expect((await as('dora', create)).text).toBe(first.text)

    const hide = (fields: object) =>
      as('admin', {
        method: 'PUT',
        url: '/api/access/profiles/librarian/modules/books',
        body: { actions: ['read', 'create', 'update', 'delete', 'import', 'export', 'merge'], fields },
      })
    await hide({ price: 'hidden' })
    const again = await as('dora', create)
    expect([again.status, again.body]).toMatchObject([201, { id: (first.body as { id: string }).id, values: { title: 'Sanditon' } }])
    expect(again.text).not.toMatch(/88\.12|price/)
    await hide({})
    await as('admin', { method: 'DELETE', url: `${books}/${(first.body as { id: string }).id}` })
  })
})

describe('a hidden field', () => {
  const oracles: [string, Call][] = [
    ['a filter', { method: 'POST', url: `${books}/query`, body: { filter: { field: 'price', op: 'gt', value: '50' } } }],
    ['a filter within another', { method: 'POST', url: `${books}/query`, body: { filter: { not: { any: [{ field: 'price', op: 'is_empty' }] } } } }],
    ['a filter through a reference', { method: 'POST', url: '/api/records/loans/query', body: { filter: { field: 'book.price', op: 'gt', value: '50' } } }],
    ['the sort', { method: 'POST', url: `${books}/query`, body: { sort: [{ field: 'price' }] } }],
    ['totals', { method: 'POST', url: `${books}/query`, body: { totals: ['price'] } }],
    ['columns', { method: 'POST', url: `${books}/query`, body: { fields: ['price'] } }],
    ['a group', { method: 'POST', url: `${books}/aggregate`, body: { groupBy: [{ field: 'price' }], measures: [{ fn: 'count' }] } }],
    ['a measure', { method: 'POST', url: `${books}/aggregate`, body: { measures: [{ fn: 'max', field: 'price' }] } }],
  ]
  it.each(oracles)('is not found out by %s: it is as if there were no such field', async (_way, call) => {
    const hidden = await as('rita', call)
    const absent = await as('rita', JSON.parse(JSON.stringify(call).replaceAll('price', 'prizz')) as Call)
    expect(hidden.status).toBe(422)
    expect(told(hidden, 'price')).toBe(told(absent, 'prizz'))
  })

  it('is not found out by search, nor by texts of errors', async () => {
    expect((await as('rita', { url: '/api/search?q=77.77' })).text).not.toContain('Emma')
    const write = await as('rita', { method: 'PATCH', url: `${books}/${book}`, body: { version: 1, values: { price: 'not a price' } } })
    expect(write.text).not.toMatch(/TYPE|77/)
  })
})

describe('figures over few records', () => {
  it('are made of the records alone that the actor sees, down to one and to none', async () => {
    const figures = (user: string, body: object) => as(user, { method: 'POST', url: '/api/records/loans/aggregate', body })
    const body = { measures: [{ fn: 'count' }, { fn: 'sum', field: 'fee' }, { fn: 'max', field: 'fee' }] }
    expect((await figures('dora', body)).body).toMatchObject({ rows: [{ measures: ['1', '12.34', expect.stringMatching(/^12\.340*$/)] }] })
    expect((await figures('rita', body)).text).not.toContain('12.34')
    const grouped = await figures('rita', { groupBy: [{ field: 'member' }], measures: [{ fn: 'count' }] })
    expect(grouped.body).toMatchObject({ rows: [] })
    const having = await figures('rita', {
      groupBy: [{ field: 'book' }],
      measures: [{ fn: 'sum', field: 'fee' }],
      having: [{ measure: 0, op: 'gt', value: '0' }],
    })
    expect(having.body).toMatchObject({ rows: [] })
  })
})

describe('the text of an error', () => {
  it('holds nothing of tables, statements or values', async () => {
    const answers = await Promise.all([
      as('dora', { url: `${books}?cursor=xxxx` }),
      as('dora', { url: `${books}/not-an-id` }),
      as('dora', { method: 'POST', url: '/api/records/loans', body: { values: { subject: 'x', book, lent_on: '2026-01-01' } } }),
      as('dora', { method: 'POST', url: `${books}/query`, body: { filter: { field: "title'; drop table books; --", op: 'is', value: 'x' } } }),
    ])
    for (const { text, status } of answers) {
      expect(status).toBeLessThan(500)
      expect(text).not.toMatch(/select |insert |data\.|pg_|constraint|at \/|node_modules|stack/i)
    }
    expect(await app.database.query(sql`select count(*)::int as n from data.books where deleted_at is null`)).toEqual([{ n: 2 }])
  })
})

describe('a field that is deleted and made again under its name', () => {
  const folder = () => join(app.folder, 'metadata', 'modules', 'books')
  const NOTE = { key: 'verdict', type: 'text', label: { en: 'Verdict', 'zh-CN': '评语' }, maxLength: 100, searchable: true }
  /** Writes the field into the installation's folder, or takes it away, and lets the server read it. */
  async function apply(isThere: boolean, organisation: string): Promise<Answer> {
    mkdirSync(folder(), { recursive: true })
    const file = join(folder(), 'fields.json')
    if (isThere) writeFileSync(file, JSON.stringify({ fields: [NOTE] }))
    else rmSync(file)
    return as('admin', { method: 'PUT', url: '/api/access/organisation/books', body: { organisation } })
  }
  const hide = (fields: object) =>
    as('admin', { method: 'PUT', url: '/api/access/profiles/reader/modules/books', body: { actions: ['read'], fields: { price: 'hidden', ...fields } } })
  const seen = async () => {
    const calls: Call[] = [
      { url: `${books}/${book}` },
      { url: `${books}/${book}/history` },
      { url: '/api/search?q=disgraceful' },
      { url: '/api/metadata' },
      { method: 'POST', url: `${books}/query`, body: { filter: { field: 'verdict', op: 'is', value: 'disgraceful' } } },
    ]
    const answers = await Promise.all(calls.map((call) => as('rita', call)))
    return answers.map(({ text }) => text.replaceAll('"field":"verdict"', '')).join()
  }

  it('is not there meanwhile, and afterwards is hidden again from whom it was hidden', async () => {
    expect((await apply(true, 'public_read_write')).status).toBe(200)
    const { version } = (await as('admin', { url: `${books}/${book}` })).body as { version: number }
    expect((await as('admin', { method: 'PATCH', url: `${books}/${book}`, body: { version, values: { verdict: 'disgraceful' } } })).status).toBe(200)
    expect(await seen()).toContain('disgraceful')
    expect((await apply(false, 'public_read')).status).toBe(200)
    expect(await seen()).not.toMatch(/disgraceful|verdict/)

    expect((await apply(true, 'public_read_write')).status).toBe(200)
    expect((await hide({ verdict: 'hidden' })).status).toBe(200)
    expect(await seen()).not.toMatch(/disgraceful|verdict/)
    expect((await apply(false, 'public_read')).status).toBe(200)
    expect(await seen()).not.toMatch(/disgraceful|verdict/)
    expect((await apply(true, 'public_read_write')).status).toBe(200)
    expect(await seen()).not.toMatch(/disgraceful|verdict/)
  })
})
