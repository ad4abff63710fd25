import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Call, startTestApp, type TestApp } from '../support/start-app.ts'

let app: TestApp
let book = ''
beforeAll(async () => {
  app = await startTestApp('foreign')
  book = ((await app.call({ as: 'dora', method: 'POST', url: '/api/records/books', body: { values: { title: 'Emma' } } })).body as { id: string }).id
})
afterAll(() => app.stop())

async function withToken(as: string, scope: object): Promise<(call: Call) => Promise<number>> {
  const { token } = (await app.call({ as, method: 'POST', url: '/api/me/tokens', body: { name: 'scoped', ...scope } })).body as { token: string }
  return async (call) => (await app.call({ ...call, headers: { authorization: `Bearer ${token}` } })).status
}

describe('a token', () => {
  it('for reading changes nothing, by any way', async () => {
    const call = await withToken('dora', { readOnly: true })
    for (const url of [`/api/records/books/${book}`, '/api/records/books', '/api/search?q=emma', '/api/me']) expect(await call({ url })).toBe(200)
    expect(await call({ method: 'POST', url: '/api/records/books/query', body: {} })).toBe(200)
    const writes: Call[] = [
      { method: 'POST', url: '/api/records/books', body: { values: { title: 'x' } } },
      { method: 'PATCH', url: `/api/records/books/${book}`, body: { version: 1, values: { title: 'x' } } },
      { method: 'DELETE', url: `/api/records/books/${book}` },
      { method: 'POST', url: '/api/records/books/batch', body: { mode: 'all', operations: [] } },
      { method: 'PATCH', url: '/api/me', body: { theme: 'dark' } },
      { method: 'POST', url: '/api/views', body: { module: 'books', label: 'x', definition: {} } },
      { method: 'POST', url: '/api/exports', body: { module: 'books', fields: ['title'], format: 'csv' } },
    ]
    for (const write of writes) expect(await call(write)).toBe(403)
  })

  it('for a module reaches no other, not even through it', async () => {
    const call = await withToken('dora', { modules: ['books'] })
    expect(await call({ method: 'PATCH', url: `/api/records/books/${book}`, body: { version: 1, values: { title: 'Emma again' } } })).toBe(200)
    expect([await call({ url: '/api/records/members' }), await call({ url: '/api/lookup/members' })]).toEqual([404, 404])
    expect(await call({ method: 'POST', url: '/api/records/books/query', body: { filter: { field: 'shelf.name', op: 'contains', value: 'a' } } })).toBe(422)
    expect(await call({ method: 'POST', url: '/api/exports', body: { module: 'books', fields: ['title', 'shelf.name'], format: 'csv' } })).toBe(403)
    expect([await call({ url: '/api/me/tokens' }), await call({ url: '/api/tasks' })]).toEqual([403, 403])
  })

  it('of an admin is good for no more than it says', async () => {
    const call = await withToken('admin', { modules: ['books'], readOnly: true })
    expect(await call({ url: '/api/records/books' })).toBe(200)
    for (const url of ['/metrics', '/api/audit', '/api/records/users']) expect([403, 404]).toContain(await call({ url }))
    expect(await call({ method: 'DELETE', url: `/api/records/books/${book}` })).toBe(403)
  })

  it('is made for modules that its user may read', async () => {
    const ask = async (modules: string[]) => (await app.call({ as: 'nick', method: 'POST', url: '/api/me/tokens', body: { name: 'x', modules } })).status
    expect([await ask(['books']), await ask(['films'])]).toEqual([422, 422])
  })

  it('keeps what its user may still do, and no more: the two do not mix up each other', async () => {
    const narrow = await withToken('dora', { modules: ['books'] })
    const wide = await withToken('dora', {})
    expect([await narrow({ url: '/api/records/members' }), await wide({ url: '/api/records/members' }), await narrow({ url: '/api/records/members' })]).toEqual(
      [404, 200, 404],
    )
  })

  it('tells when it was used last', async () => {
    const call = await withToken('vera', { readOnly: true })
    await call({ url: '/api/me' })
    await expect
      .poll(async () => ((await app.call({ as: 'vera', url: '/api/me/tokens' })).body as { tokens: { lastUsedAt: string | null }[] }).tokens[0]?.lastUsedAt)
      .toEqual(expect.any(String))
  })
})
