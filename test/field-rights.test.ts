import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportInfo } from '../engine/contract/import.ts'
import type { RecordData, TaskInfo } from '../engine/contract/api.ts'
import { type Answer, startTestApp, type TestApp } from './support/start-app.ts'

/**
 * dora may do everything with books, members and loans, but some fields are hidden from her, and the author of a book is there to be
 * read only. Each hidden value is a word or a number that stands nowhere else.
 */
const HIDDEN = { summary: 'zyxwordless', price: '4711.17', isbn: '978-7-020-00220-7', phone: '+49 30 5550199', name: 'Quexly Hiddenname' }
const ACTIONS = ['read', 'create', 'update', 'delete', 'import', 'export', 'merge']

let app: TestApp
const ids: Record<string, string> = {}

beforeAll(async () => {
  app = await startTestApp('foreign')
  ids.dora = await app.idOf('dora')
  ids.shelf = await make('shelves', { name: 'Shelf' })
  const { summary, price, isbn, phone, name } = HIDDEN
  ids.book = await make('books', { title: 'Open title', author: 'Kafka', summary, price, isbn, shelf: ids.shelf, owner: ids.dora })
  ids.other = await make('books', { title: 'Another title', price: '1', owner: ids.dora })
  ids.member = await make('members', { name, phone, email: 'seen@example.org', owner: ids.dora })
  ids.loan = await make('loans', { subject: 'Open loan', book: ids.book, member: ids.member, owner: ids.dora })
  await line('books', { summary: 'hidden', price: 'hidden', isbn: 'hidden', author: 'read' })
  await line('members', { name: 'hidden', phone: 'hidden', email: 'read' })
  await line('loans', {})
}, 120_000)
afterAll(() => app?.stop())

const ok = (answer: Answer, status = 200): Answer => {
  if (answer.status !== status) throw new Error(`${answer.status}: ${answer.text}`)
  return answer
}
const make = async (module: string, values: object): Promise<string> =>
  (ok(await app.call({ as: 'admin', method: 'POST', url: `/api/records/${module}`, body: { values } }), 201).body as RecordData).id
const line = async (module: string, fields: object) =>
  ok(await app.call({ as: 'admin', method: 'PUT', url: `/api/access/profiles/librarian/modules/${module}`, body: { actions: ACTIONS, fields } }))
const get = (url: string) => app.call({ as: 'dora', url })
const send = (method: 'POST' | 'PATCH' | 'PUT', url: string, body: object) => app.call({ as: 'dora', method, url, body })
const post = (url: string, body: object) => send('POST', url, body)
const codes = ({ body }: Answer) => ((body as { problems?: { code: string }[] }).problems ?? []).map(({ code }) => code)
const stored = async (id: string) => {
  const { values, version } = ok(await app.call({ as: 'admin', url: `/api/records/books/${id}` })).body as RecordData
  return { author: values.author, price: values.price, title: values.title, version }
}

async function ended(answer: Answer, as = 'dora'): Promise<TaskInfo> {
  const { task } = ok(answer, 202).body as { task: string }
  for (let tries = 0; tries < 400; tries += 1) {
    const info = ok(await app.call({ as, url: `/api/tasks/${task}` })).body as TaskInfo
    if (info.state !== 'waiting' && info.state !== 'running') return info
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('The task did not end.')
}

/** No hidden value, whole or in part. */
function expectNothingHidden(text: string): void {
  const found = [...Object.values(HIDDEN), '5550199', '4711', '9787020002207', 'Quexly'].filter((word) => text.includes(word))
  expect(found).toEqual([])
}

describe('a hidden field', () => {
  const PATHS = [
    ['books', 'summary'],
    ['books', 'price'],
    ['books', 'isbn'],
    ['members', 'name'],
    ['members', 'phone'],
    ['loans', 'book.price'],
    ['loans', 'book.summary'],
    ['loans', 'member.name'],
    ['loans', 'member.phone'],
    ['books', 'shelf.books'],
  ] as const

  describe.each(PATHS)('in %s, asked for as %s,', (module, path) => {
    const base = `/api/records/${module}`
    const filter = { field: path, op: 'is_not_blank' }

    it.each<[string, () => Promise<Answer>]>([
      ['is in no list', () => get(`${base}?fields=${path}`)],
      ['filters nothing', () => post(`${base}/query`, { filter })],
      ['filters nothing inside of a group', () => post(`${base}/query`, { filter: { any: [{ not: filter }, { all: [] }] } })],
      ['sorts nothing', () => post(`${base}/query`, { sort: [{ field: path }] })],
      ['adds up to nothing', () => post(`${base}/query`, { totals: [path] })],
      ['groups nothing', () => post(`${base}/aggregate`, { groupBy: [{ field: path }], measures: [{ fn: 'count' }] })],
      ['is no measure', () => post(`${base}/aggregate`, { measures: [{ fn: 'max', field: path }] })],
      ['is not counted', () => post(`${base}/aggregate`, { measures: [{ fn: 'count', field: path }] })],
      ['filters no aggregate', () => post(`${base}/aggregate`, { measures: [{ fn: 'count' }], filter })],
      ['filters no mass work', () => post('/api/bulk/dry-run', { module, filter, operation: { op: 'delete' } })],
    ])('%s', async (_, ask) => {
      const answer = await ask()
      expect(answer.status).toBe(422)
      expect(codes(answer).every((code) => code === 'UNKNOWN_FIELD')).toBe(true)
    })

    it('filters no look-up: where names are hidden, nothing is looked up at all', async () => {
      const answer = await get(`/api/lookup/${module}?filter=${encodeURIComponent(JSON.stringify(filter))}`)
      if (module === 'members') expect(answer.body).toEqual({ options: [] })
      else expect(answer.status).toBe(422)
    })

    it('is answered like a field that is not there', async () => {
      const wrong = path.replace(/[^.]+$/, 'nothing')
      const answers = await Promise.all([path, wrong].map((field) => post(`${base}/query`, { filter: { field, op: 'is_not_blank' } })))
      const [asked, unknown] = answers.map(({ body }) => ({ ...(body as object), id: '', requestId: '' }))
      expect(JSON.stringify(asked).replaceAll(path, wrong)).toBe(JSON.stringify(unknown))
    })

    it('is in no export', async () => {
      const answer = await post('/api/exports', { module, fields: ['id', path], format: 'csv' })
      expect([answer.status, codes(answer)]).toEqual([422, ['UNKNOWN_FIELD']])
    })
  })

  it.each<[string, () => Promise<Answer>]>([
    ['a record', () => get(`/api/records/books/${ids.book}`)],
    ['a record whose name it is', () => get(`/api/records/members/${ids.member}`)],
    ['a record that refers to it', () => get(`/api/records/loans/${ids.loan}`)],
    ['a list', () => get('/api/records/books?limit=200')],
    ['a list with all columns of what it refers to', () => get('/api/records/loans?fields=member,member.email,book,book.author')],
    ['a list sorted by a reference to it', () => post('/api/records/loans/query', { sort: [{ field: 'member' }] })],
    ['related records', () => get(`/api/records/books/${ids.book}/related/loans`)],
    ['groups by a reference to it', () => post('/api/records/loans/aggregate', { groupBy: [{ field: 'member' }], measures: [{ fn: 'count' }] })],
    ['look-ups', () => get('/api/lookup/members?q=')],
    ['look-ups of what refers to it', () => get('/api/lookup/loans?q=')],
    ['the history', () => get(`/api/records/books/${ids.book}/history`)],
    ['the history of what refers to it', () => get(`/api/records/loans/${ids.loan}/history`)],
    ['the timeline', () => get(`/api/records/members/${ids.member}/timeline`)],
    ['duplicates of some values', () => post('/api/records/members/duplicates', { values: { email: 'seen@example.org' } })],
    ['what a write answers', () => send('PATCH', `/api/records/loans/${ids.loan}`, { version: 1, values: {} })],
    ['a conflict', () => send('PATCH', `/api/records/books/${ids.book}`, { version: 99, values: { title: 'Late' } })],
    ['a dry run of mass work', () => post('/api/bulk/dry-run', { module: 'members', operation: { op: 'update', values: { active: true } } })],
    ['explanations of access', () => get(`/api/records/members/${ids.member}/access`)],
    ['notifications', () => get('/api/notifications')],
    ['why something is not in a list', () => get(`/api/access/missing?module=members&id=${ids.member}`)],
  ])('is not in %s', async (_, ask) => {
    const answer = await ask()
    expect(answer.status).toBeLessThan(500)
    expectNothingHidden(answer.text)
  })

  it.each(['zyxwordless', 'zyxword', 'Quexly', '5550199', '9787020002207', '978-7-020', '4711'])('is found by no search for %s', async (word) => {
    const asked = [
      (await get(`/api/search?q=${word}`)).body as { groups: unknown[] },
      { groups: ((await get(`/api/records/books?q=${word}`)).body as { records: unknown[] }).records },
      { groups: ((await get(`/api/records/members?q=${word}`)).body as { records: unknown[] }).records },
      { groups: ((await get(`/api/lookup/books?q=${word}`)).body as { options: unknown[] }).options },
      { groups: ((await get(`/api/lookup/members?q=${word}`)).body as { options: unknown[] }).options },
    ]
    expect(asked.map(({ groups }) => groups.length)).toEqual([0, 0, 0, 0, 0])
  })

  it('has no history of its own, and its change is no event', async () => {
    expect((await get(`/api/records/books/${ids.book}/history?field=price`)).status).toBe(404)
    const before = (ok(await get(`/api/records/books/${ids.other}/history`)).body as { events: unknown[] }).events.length
    const { version } = await stored(ids.other ?? '')
    ok(await app.call({ as: 'admin', method: 'PATCH', url: `/api/records/books/${ids.other}`, body: { version, values: { price: '2' } } }))
    expect((ok(await get(`/api/records/books/${ids.other}/history`)).body as { events: unknown[] }).events).toHaveLength(before)
  })

  it('is in no description: metadata, OpenAPI, columns of an import', async () => {
    const { modules } = ok(await get('/api/metadata')).body as { modules: Record<string, { fields: { key: string }[] }> }
    const keys = (module: string) => modules[module]?.fields.map(({ key }) => key) ?? []
    expect(['summary', 'price', 'isbn'].filter((key) => keys('books').includes(key))).toEqual([])
    expect(['name', 'phone'].filter((key) => keys('members').includes(key))).toEqual([])
    const { components } = ok(await get('/api/openapi.json')).body as { components: { schemas: Record<string, unknown> } }
    const described = Object.entries(components.schemas).filter(([name]) => /^books/i.test(name))
    expect(described.length).toBeGreaterThan(0)
    expect(JSON.stringify(described)).not.toMatch(/"(summary|price|isbn)"/)
  })

  it('is not fetched from a record into one that may be read', async () => {
    const made = ok(await post('/api/records/members', { values: { guardian: ids.member } }), 422)
    expect(codes(made)).not.toContain('READ_ONLY')
    await line('members', { phone: 'hidden', email: 'read' })
    const ward = ok(await post('/api/records/members', { values: { name: 'Ward', guardian: ids.member } }), 201).body as RecordData
    expect(ward.values.guardian_phone).toBeNull()
    await line('members', { name: 'hidden', phone: 'hidden', email: 'read' })
  })
})

describe('a field that may not be written', () => {
  const CASES = [
    ['hidden', 'price', '5', 'UNKNOWN_FIELD'],
    ['there to be read', 'author', 'Brod', 'READ_ONLY'],
  ] as const

  describe.each(CASES)('because it is %s', (_, key, value, code) => {
    const values = { [key]: value }
    const part = async () => ({ id: ids.other ?? '', version: (await stored(ids.other ?? '')).version })

    it.each<[string, () => Promise<Answer>]>([
      ['create', () => post('/api/records/books', { values: { title: 'New', ...values } })],
      ['update', async () => send('PATCH', `/api/records/books/${ids.other}`, { version: (await part()).version, values })],
      ['mass work', () => post('/api/bulk/dry-run', { module: 'books', operation: { op: 'update', values } })],
      ['mass work that runs', () => post('/api/bulk', { module: 'books', operation: { op: 'update', values } })],
      [
        'merge',
        async () =>
          post('/api/records/books/merge', {
            survivor: await part(),
            others: [{ id: ids.book ?? '', version: (await stored(ids.book ?? '')).version }],
            values,
          }),
      ],
    ])('is not written by %s', async (_name, write) => {
      const before = await stored(ids.other ?? '')
      const answer = await write()
      expect([answer.status, codes(answer)]).toEqual([422, [code]])
      expect(await stored(ids.other ?? '')).toEqual(before)
    })

    it('is not written by a batch', async () => {
      const before = await stored(ids.other ?? '')
      const operations = [
        { op: 'update', ...(await part()), values },
        { op: 'create', values: { title: 'In a batch', ...values } },
      ]
      const { results } = ok(await post('/api/records/books/batch', { mode: 'each', operations })).body as { results: { ok: boolean }[] }
      expect(results.map((result) => result.ok)).toEqual([false, false])
      expect(await stored(ids.other ?? '')).toEqual(before)
    })

    it('is not written by an import, as a column or as a constant', async () => {
      const upload = async () => {
        const file = { name: 'books.csv', type: 'text/csv', content: `title,${key}\nImported ${key},${value}\n` }
        return ok(await app.call({ as: 'dora', method: 'POST', url: '/api/imports?module=books', file }), 201).body as ImportInfo
      }
      const info = await upload()
      expect(JSON.stringify(info.mapping)).not.toContain(`"field":"${key}"`)
      for (const given of [{ column: key }, { constant: value }]) {
        const mapping = [
          { field: 'title', column: 'title' },
          { field: key, ...given },
        ]
        const changed = await send('PATCH', `/api/imports/${info.id}`, { mapping })
        if (changed.status === 200) {
          const run = await ended(await post(`/api/imports/${info.id}/run`, {}))
          expect(run.state).toBe('done')
        }
        const rows = await app.database.query<{ n: number }>(
          sql`select count(*)::int as n from data.books where title = ${`Imported ${key}`} and ${sql.ref(key)} is not null`,
        )
        expect(rows[0]?.n).toBe(0)
      }
    })

    it('is not written by taking back what one wrote while one still could', async () => {
      await line('books', {})
      const changed = ok(
        await send('PATCH', `/api/records/books/${ids.other}`, { version: (await part()).version, values: { [key]: key === 'price' ? '9' : 'Max' } }),
      )
      const [event] = await app.database.query<{ id: string }>(
        sql`select change_set as id from app.change_event where record = ${ids.other}::uuid order by id desc limit 1`,
      )
      await line('books', { summary: 'hidden', price: 'hidden', isbn: 'hidden', author: 'read' })
      const before = await stored(ids.other ?? '')
      expect(changed.status).toBe(200)
      const undone = ok(await post(`/api/change-sets/${event?.id}/undo`, {}))
      expect(undone.body).toMatchObject({ undone: 0, skipped: [{ reason: 'FORBIDDEN' }] })
      expect(await stored(ids.other ?? '')).toEqual(before)
    })
  })
})
