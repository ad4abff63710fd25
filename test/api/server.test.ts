import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { strictCompiler } from '../../engine/http/validation.ts'
import { testApi } from '../support/api-table.ts'
import { startTestApp, type TestApp } from '../support/start-app.ts'

let app: TestApp
const kept: Record<string, string> = {}

beforeAll(async () => {
  app = await startTestApp('foreign')
})
afterAll(() => app.stop())

it('every route says in sound schemas what it takes: they are compiled when it is first asked for', () => {
  const compile = strictCompiler()
  for (const { schema, method, url } of app.app.server.declaredRoutes) {
    for (const part of ['querystring', 'body'] as const) {
      if (schema[part]) expect(() => compile(schema[part] as object, part), `${method} ${url}`).not.toThrow()
    }
  }
})

describe('the metadata', () => {
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'are what the actor may see', as: 'rita', url: '/api/metadata', status: 200, has: { modules: { books: { key: 'books' } }, can: { books: ['read'] } }, hasNot: ['"catalogue_record","type"'], keep: { tag: '@etag' } },
    { name: 'are not sent again when nothing changed', as: 'rita', url: '/api/metadata', headers: { 'if-none-match': '{tag}' }, status: 304, gives: { 'cache-control': 'private, no-cache' } },
    { name: 'are another\'s for another', as: 'dora', url: '/api/metadata', headers: { 'if-none-match': '{tag}' }, status: 200, has: { can: { books: expect.arrayContaining(['create', 'export']) } } },
    { name: 'change with the rights', as: 'admin', method: 'POST', url: '/api/records/roles', body: { values: { name: 'Guest', code: 'guest' } }, status: 201 },
    { name: 'are sent again when the rights changed', as: 'rita', url: '/api/metadata', headers: { 'if-none-match': '{tag}' }, status: 200 },
    { name: 'are nothing for who may do nothing', as: 'nick', url: '/api/metadata', status: 200, hasNot: ['"books":{'] },
  ], kept)
})

describe('monitors', () => {
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'see that the process lives', url: '/health', status: 200, has: { status: 'ok' } },
    { name: 'see that it is ready', url: '/ready', status: 200, has: { status: 'ready' } },
    { name: 'may ask without a body', method: 'HEAD', url: '/ready', status: 200 },
    { name: 'read figures', as: 'admin', url: '/metrics', status: 200, gives: { 'content-type': /^text\/plain; version=0\.0\.4/ } },
  ], kept)
})

describe('the page to try the API', () => {
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'has no script of its own inside', as: 'rita', url: '/api/docs', status: 200, gives: { 'content-type': /^text\/html/, 'content-security-policy': /script-src 'self';/ }, hasNot: ['<script>', 'onload=', 'javascript:'] },
    { name: 'starts by a script', as: 'rita', url: '/api/docs/start.js', status: 200, gives: { 'content-type': /^text\/javascript/ } },
    { name: 'has its files', as: 'rita', url: '/api/docs/swagger-ui.css', status: 200, gives: { 'content-type': /^text\/css/ } },
    { name: 'has no other files', as: 'rita', url: '/api/docs/..%2fpackage.json', status: 404 },
    { name: 'has no files that every object has', as: 'rita', url: '/api/docs/toString', status: 404 },
    { name: 'is for those who are signed in', url: '/api/docs', status: 401 },
  ], kept)
})

describe('every answer', () => {
  it('has the id of its request', async () => {
    const [one, two] = [await app.call({ url: '/health' }), await app.call({ as: 'dora', url: '/api/records/films' })]
    expect([one.headers['x-request-id'], two.headers['x-request-id']]).toEqual([
      expect.stringMatching(/^[0-9a-f-]{36}$/),
      expect.stringMatching(/^[0-9a-f-]{36}$/),
    ])
    expect(one.headers['x-request-id']).not.toBe(two.headers['x-request-id'])
  })

  it('of the API is kept by no cache unless it says so', async () => {
    expect((await app.call({ as: 'dora', url: '/api/records/books' })).headers['cache-control']).toBe('no-store')
  })

  it('is compressed where it is long', async () => {
    const answer = await app.call({ as: 'dora', url: '/api/metadata', headers: { 'accept-encoding': 'gzip' } })
    expect(answer.headers['content-encoding']).toBe('gzip')
  })

  it('of the API that is not there is a problem, not a page', async () => {
    const answer = await app.call({ url: '/api/nothing' })
    expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([
      404,
      expect.stringMatching(/^application\/problem\+json/),
      expect.objectContaining({ code: 'NOT_FOUND' }),
    ])
  })
})

describe('a stop', () => {
  it('lets a request in flight finish, and ends event streams', async () => {
    const other = await startTestApp('foreign')
    const cookie = await other.cookieOf('dora')
    // As browsers do, in case that they need it.
    const spare = connect(Number(new URL(other.app.address).port), '127.0.0.1')
    await new Promise((resolve) => spare.once('connect', resolve))
    const stream = await fetch(`${other.app.address}/api/events`, { headers: { cookie } })
    const ended = stream.text()
    other.app.hooks.on('record.preparing', { id: 'slow' }, () => new Promise((resolve) => setTimeout(resolve, 300)))
    const values = { title: 'In flight' }
    const saved = fetch(`${other.app.address}/api/records/books`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ values }),
    })
    await new Promise((resolve) => setTimeout(resolve, 100))

    const begin = Date.now()
    const stopped = other.stop()
    expect((await saved).status).toBe(201)
    expect(await ended).toContain('event: hello')
    await stopped
    expect(Date.now() - begin).toBeLessThan(10_000)
  })
})
