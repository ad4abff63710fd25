import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { READING_CHANNELS, WRITING_CHANNELS } from '../../engine/http/access/channels.ts'
import type { RecordData } from '../../engine/contract/api.ts'
import type { Answer } from '../support/start-app.ts'
import { codesOf as codes, hiddenIn, type HiddenWorld, MEMBERS_LINE, openHiddenWorld, succeeded as ok, type WorldIds } from './hidden-world.ts'
import { READING_CASES } from './reading-cases.ts'
import { bookNow, type Forbidden, WRITING_CASES } from './writing-cases.ts'

let world: HiddenWorld
let ids: WorldIds
beforeAll(async () => {
  world = await openHiddenWorld()
  ids = world.ids
}, 120_000)
afterAll(() => world?.app.stop())

const get = (url: string) => world.get(url)
const post = (url: string, body: object) => world.post(url, body)

it('every channel by which somebody reads or writes has its cases', () => {
  expect(Object.keys(READING_CASES).sort()).toEqual(Object.keys(READING_CHANNELS).sort())
  expect(Object.keys(WRITING_CASES).sort()).toEqual(Object.keys(WRITING_CHANNELS).sort())
  const cases = [...Object.values(READING_CASES), ...Object.values(WRITING_CASES)]
  expect(cases.filter((list) => list.length === 0)).toEqual([])
})

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

  describe.each(Object.entries(READING_CASES))('by %s', (_channel, cases) => {
    it.each(cases.map(({ how, ask }) => [how, ask] as const))('is not in %s', async (_how, ask) => {
      for (const { status, text } of await ask(world)) {
        expect(status).toBeLessThan(500)
        expect(hiddenIn(text)).toEqual([])
      }
    })
  })

  it.each(['zyxwordless', 'zyxword', 'tagquuxed', 'Quexly', '5550199', '9787020002207', '978-7-020', '4711'])('is found by no search for %s', async (word) => {
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
    const count = async () => (ok(await get(`/api/records/books/${ids.other}/history`)).body as { events: unknown[] }).events.length
    const before = await count()
    const { version } = await world.stored(ids.other)
    ok(await world.asAdmin('PATCH', `/api/records/books/${ids.other}`, { version, values: { price: '2' } }))
    expect(await count()).toBe(before)
  })

  it('is not fetched from a record into one that may be read', async () => {
    const made = ok(await post('/api/records/members', { values: { guardian: ids.member } }), 422)
    expect(codes(made)).not.toContain('READ_ONLY')
    await world.line('members', { phone: 'hidden', email: 'read' })
    const ward = ok(await post('/api/records/members', { values: { name: 'Ward', guardian: ids.member } }), 201).body as RecordData
    expect(ward.values.guardian_phone).toBeNull()
    await world.line('members', MEMBERS_LINE)
  })
})

describe('a field that may not be written', () => {
  const FIELDS: [string, Forbidden][] = [
    ['hidden', { key: 'price', value: '5', code: 'UNKNOWN_FIELD' }],
    ['there to be read', { key: 'author', value: 'Brod', code: 'READ_ONLY' }],
  ]

  describe.each(FIELDS)('because it is %s', (_why, field) => {
    describe.each(Object.entries(WRITING_CASES))('by %s', (_channel, cases) => {
      it.each(cases.map(({ how, attempt }) => [how, attempt] as const))('is not written by %s', async (_how, attempt) => {
        const before = await bookNow(world)
        await attempt(world, field)
        expect(await bookNow(world)).toEqual(before)
      })
    })
  })
})

describe('names of users', () => {
  it('are told to everybody who is signed in and may read users at all: who owns, wrote and did a thing is no secret', async () => {
    const { labels } = ok(await world.app.call({ as: 'rita', url: `/api/records/books/${ids.other}` })).body as RecordData
    expect(labels).toMatchObject({ owner: 'dora', created_by: 'Administrator' })
    const { options } = ok(await world.app.call({ as: 'rita', url: '/api/lookup/users?q=dora' })).body as { options: { label: string }[] }
    expect(options.map(({ label }) => label)).toEqual(['dora'])
  })

  it('are told beside hidden records of no user: a profile hides the rest field by field', async () => {
    await world.asAdmin('PUT', '/api/access/profiles/librarian/modules/users', { actions: ['read'], fields: { email: 'hidden', username: 'hidden' } })
    const text = [await get(`/api/records/users/${ids.dora}`), await get('/api/lookup/users?q=rita'), await get('/api/search?q=rita')]
      .map((answer) => answer.text)
      .join()
    expect(text).toContain('rita')
    expect(text).not.toContain('@example.org')
  })
})
