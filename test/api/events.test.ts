import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LiveEvent } from '../../engine/contract/api.ts'
import { openStream, type TestStream } from '../support/open-stream.ts'
import { startTestApp, type TestApp } from '../support/start-app.ts'

let app: TestApp
const streams: TestStream[] = []

beforeAll(async () => {
  app = await startTestApp('foreign')
})
afterEach(() => {
  for (const stream of streams.splice(0)) stream.close()
})
afterAll(() => app.stop())

async function listen(as: string): Promise<TestStream> {
  const stream = await openStream(app, as)
  streams.push(stream)
  return stream
}

async function create(as: string, module: string, values: object): Promise<string> {
  const { status, body, text } = await app.call({ as, method: 'POST', url: `/api/records/${module}`, body: { values } })
  if (status !== 201) throw new Error(text)
  return (body as { id: string }).id
}

const about = (id: string) => (event: LiveEvent) => event.type === 'records' && event.ids.includes(id)
const pause = () => new Promise((resolve) => setTimeout(resolve, 250))

describe('a record that one user changes', () => {
  it('is told to another who may see it, with the change set and who did it, but no value', async () => {
    const stream = await listen('rita')
    const id = await create('dora', 'books', { title: 'Emma' })
    const event = await stream.next(about(id))
    expect(event).toEqual({ type: 'records', module: 'books', ids: [id], changeSet: expect.any(String), actor: await app.idOf('dora') })
  })

  it('is told for update, delete and restore alike', async () => {
    const id = await create('dora', 'books', { title: 'Persuasion' })
    for (const call of [
      { method: 'PATCH' as const, url: `/api/records/books/${id}`, body: { version: 1, values: { pages: 3 } } },
      { method: 'DELETE' as const, url: `/api/records/books/${id}` },
      { method: 'POST' as const, url: `/api/records/books/${id}/restore` },
    ]) {
      const stream = await listen('rita')
      expect((await app.call({ as: 'dora', ...call })).status).toBe(200)
      await stream.next(about(id))
    }
  })

  it('is not told to who may not see the record, nor to who may not read the module', async () => {
    const [owner, other, nobody] = [await listen('dora'), await listen('vera'), await listen('nick')]
    const book = await create('dora', 'books', { title: 'Cosmos', status: 'on_shelf' })
    const loan = await create('dora', 'loans', { subject: 'Private', book, lent_on: '2026-01-31' })
    await owner.next(about(loan))
    await other.next(about(book))
    await pause()
    expect(other.events.some(about(loan))).toBe(false)
    expect(nobody.events).toEqual([])
  })

  it('of many that one action changed is told of those that may be seen', async () => {
    const stream = await listen('rita')
    const operations = Array.from({ length: 3 }, (_, index) => ({ op: 'create', values: { title: `Volume ${index}` } }))
    const { body } = await app.call({ as: 'dora', method: 'POST', url: '/api/records/books/batch', body: { mode: 'all', operations } })
    const ids = (body as { results: { record: { id: string } }[] }).results.map(({ record }) => record.id)
    const event = await stream.next(about(ids[0] ?? ''))
    expect(event).toMatchObject({ ids: expect.arrayContaining(ids) })
    await pause()
    expect(stream.events.filter(about(ids[0] ?? ''))).toHaveLength(1)
  })

  it('is not told when the change did not come about', async () => {
    const stream = await listen('rita')
    const operations = [
      { op: 'create', values: { title: 'Lost' } },
      { op: 'create', values: {} },
    ]
    await app.call({ as: 'dora', method: 'POST', url: '/api/records/books/batch', body: { mode: 'all', operations } })
    const id = await create('dora', 'books', { title: 'After' })
    await stream.next(about(id))
    expect(stream.events).toHaveLength(1)
  })
})

describe('tasks', () => {
  it('are told to their user alone', async () => {
    const [own, other] = [await listen('dora'), await listen('admin')]
    const { body } = await app.call({ as: 'dora', method: 'POST', url: '/api/exports', body: { module: 'books', fields: ['title'], format: 'csv' } })
    const { task } = body as { task: string }
    await own.next((event) => event.type === 'task' && event.task.id === task && event.task.state === 'done')
    await pause()
    expect(other.events.filter((event) => event.type === 'task')).toEqual([])
  })
})

describe('a stream', () => {
  it('says nothing more once the rights are revoked', async () => {
    const stream = await listen('rita')
    await stream.next(about(await create('dora', 'books', { title: 'Before' })))
    const url = `/api/records/users/${await app.idOf('rita')}`
    const save = async (version: number, values: object) => (await app.call({ as: 'admin', method: 'PATCH', url, body: { version, values } })).status
    const before = (await app.call({ as: 'admin', url })).body as { version: number; values: { profiles: string[]; role: string } }
    expect(await save(before.version, { profiles: [], role: null })).toBe(200)

    const hidden = await create('dora', 'books', { title: 'Hidden' })
    await pause()
    expect(stream.events.some(about(hidden))).toBe(false)
    expect(await save(before.version + 1, { profiles: before.values.profiles, role: before.values.role })).toBe(200)
    await stream.next(about(await create('dora', 'books', { title: 'Again' })))
  })

  it('ends with the session of its user', async () => {
    const stream = await listen('vera')
    await app.call({ as: 'vera', method: 'DELETE', url: '/api/session' })
    const after = await create('dora', 'books', { title: 'After the sign-out' })
    await stream.ended
    expect(stream.events.some(about(after))).toBe(false)
  })

  it('ends when the admin who acts as its user is an admin no more', async () => {
    const url = `/api/records/users/${await app.idOf('nick')}`
    const make = async (isAdmin: boolean) => {
      const { version } = (await app.call({ as: 'admin', url })).body as { version: number }
      return app.call({ as: 'admin', method: 'PATCH', url, body: { version, values: { is_admin: isAdmin } } })
    }
    await make(true)
    const begun = await app.call({ as: 'nick', method: 'POST', url: '/api/impersonation', body: { user: await app.idOf('rita'), reason: 'A call' } })
    const [cookie = ''] = String(begun.headers['set-cookie']).split(';')
    const stream = await openStream({ ...app, cookieOf: async () => cookie }, 'rita')
    streams.push(stream)
    await make(false)
    const after = await create('dora', 'books', { title: 'After the fall' })
    await stream.ended
    // What was done before it was opened may still be told.
    expect(stream.events.some(about(after))).toBe(false)
  })

  it('can be opened again, and goes on with what happens then', async () => {
    const first = await listen('rita')
    first.close()
    await first.ended
    const missed = await create('dora', 'books', { title: 'Missed' })
    await pause()
    const second = await listen('rita')
    const id = await create('dora', 'books', { title: 'Heard' })
    await second.next(about(id))
    expect(second.events.some(about(missed))).toBe(false)
  })

  it('ends when events may have been missed, so that its client comes back and looks', async () => {
    const stream = await listen('rita')
    await app.database.query(
      sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mortise listener' and datname = current_database()`,
    )
    await stream.ended
    const again = await listen('rita')
    await again.next(about(await create('dora', 'books', { title: 'After the gap' })))
  })

  it('keeps the order of what happened', async () => {
    const stream = await listen('rita')
    const ids: string[] = []
    for (let number = 0; number < 10; number += 1) ids.push(await create('dora', 'books', { title: `Number ${number}` }))
    await stream.next(about(ids.at(-1) ?? ''))
    expect(stream.events.flatMap((event) => (event.type === 'records' ? event.ids : []))).toEqual(ids)
  })

  it('is refused to who is not signed in, and to who takes no stream', async () => {
    expect((await app.call({ url: '/api/events' })).status).toBe(401)
    const { status, headers } = await app.call({ as: 'rita', url: '/api/events', headers: { accept: 'application/json' } })
    expect([status, headers['content-type']]).toEqual([406, expect.stringMatching(/^application\/problem\+json/)])
  })
})
