import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testApi } from '../support/api-table.ts'
import { type Call, startTestApp, type TestApp } from '../support/start-app.ts'

let app: TestApp
const kept: Record<string, string> = {}
const books = '/api/records/books'
const json = { 'content-type': 'application/json' }

beforeAll(async () => {
  app = await startTestApp('foreign')
  const made = await app.call({
    as: 'dora',
    method: 'POST',
    url: books,
    body: { values: { title: 'Emma', price: '77.77', catalogue_record: { shelf: 'hush-hush' } } },
  })
  kept['emma'] = (made.body as { id: string }).id
})
afterAll(() => app.stop())

describe('what anybody may reach without signing in', () => {
  it('is a list that somebody looked at', async () => {
    const open = app.app.server.declaredRoutes
      .filter(({ access, url }) => access === 'public' && !/^\/[^/]+\.\w+$/.test(url) && url !== '/assets/*')
      .map(({ method, url }) => `${method} ${url}`)
      .sort()
    await expect(`${JSON.stringify(open, null, 2)}\n`).toMatchFileSnapshot('./anonymous-surface.snap.json')
  })

  it('is nothing else', async () => {
    const closed = app.app.server.declaredRoutes.filter(({ access }) => access !== 'public')
    expect(closed.length).toBeGreaterThan(40)
    const answers = await Promise.all(
      closed.map(async ({ method, url }) => [`${method} ${url}`, (await app.call({ method: method as Call['method'], url: filledPath(url) })).status]),
    )
    expect(answers.filter(([, status]) => status !== 401)).toEqual([])
  })

  it('does not grow with a cookie or a token that is wrong', async () => {
    const wrong: Record<string, string>[] = [
      { cookie: 'mortise_session=x' },
      { cookie: 'mortise_session=' },
      { authorization: `Bearer ${'x'.repeat(46)}` },
      { authorization: 'Basic YTph' },
    ]
    for (const headers of wrong) expect((await app.call({ url: '/api/me', headers })).status).toBe(401)
  })

  it('of routes for admins, others are told that they may not', async () => {
    const admin = app.app.server.declaredRoutes.filter(({ access }) => access === 'admin')
    expect(admin.map(({ url }) => url)).toContain('/metrics')
    for (const { method, url } of admin) expect((await app.call({ as: 'dora', method: method as Call['method'], url: filledPath(url) })).status).toBe(403)
  })
})

describe('writes from pages of others', () => {
  const write = { as: 'dora', method: 'POST', url: books, body: { values: { title: 'x' } } } as const
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { ...write, name: 'are refused by their origin', headers: { origin: 'https://evil.example' }, status: 403, events: [] },
    { ...write, name: 'are refused where the origin is hidden', headers: { origin: 'null' }, status: 403 },
    { ...write, name: 'are refused by what the browser says of the site', headers: { 'sec-fetch-site': 'cross-site' }, status: 403 },
    { ...write, name: 'are refused from a neighbour under the same domain', headers: { 'sec-fetch-site': 'same-site' }, status: 403 },
    { ...write, name: 'are refused where the browser adds the password of a proxy', headers: { origin: 'https://evil.example', authorization: 'Basic YTpi' }, status: 403 },
    { ...write, name: 'are refused where the host only begins alike', headers: { origin: 'http://localhost.evil.example', host: 'localhost' }, status: 403 },
    { ...write, name: 'from our own pages are taken', headers: { origin: 'http://localhost:80', host: 'localhost', 'sec-fetch-site': 'same-origin' }, status: 201 },
    { ...write, name: 'from no page at all are taken', status: 201 },
    { name: 'sign nobody in', method: 'POST', url: '/api/session', body: { name: 'dora', password: 'x' }, headers: { origin: 'https://evil.example' }, status: 403 },
    { name: 'sign nobody out', as: 'dora', method: 'DELETE', url: '/api/session', headers: { 'sec-fetch-site': 'cross-site' }, status: 403 },
    { name: 'may come by a link, to read', as: 'dora', url: '/api/me', headers: { 'sec-fetch-site': 'cross-site' }, status: 200 },
  ], kept)

  it('get no permission to read the answer', async () => {
    const { headers } = await app.call({ as: 'dora', url: '/api/me', headers: { origin: 'https://evil.example' } })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' })
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe-eval')
  })
})

describe('bodies', () => {
  const post = { as: 'dora', method: 'POST', url: books } as const
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { ...post, name: 'have no unknown properties', body: { values: { title: 'x' }, admin: true }, status: 400, has: { problems: [{ field: 'admin', code: 'SCHEMA' }] } },
    { ...post, name: 'are not coerced: a number is no text', body: { id: 7, values: {} }, status: 400 },
    { ...post, name: 'are not coerced: a text is no object', body: { values: '{"title":"x"}' }, status: 400 },
    { as: 'dora', method: 'PATCH', url: `${books}/{emma}`, name: 'are not coerced: a text is no version', body: { version: '1', values: { pages: 1 } }, status: 400 },
    { as: 'dora', method: 'POST', url: `${books}/query`, name: 'are not coerced: a text is no limit', body: { limit: '5' }, status: 400 },
    { ...post, name: 'are objects', body: [], status: 400 },
    { ...post, name: 'are there', status: 400 },
    { ...post, name: 'are JSON', headers: json, body: '{"values":', status: 400, has: { code: 'BAD_REQUEST' } },
    { ...post, name: 'do not reach prototypes', headers: json, body: '{"values":{"title":"x"},"__proto__":{"admin":true}}', status: 400 },
    { ...post, name: 'do not reach prototypes from within', headers: json, body: '{"values":{"title":"x","__proto__":{"admin":true}}}', status: 400 },
    { ...post, name: 'do not reach prototypes by their constructor', headers: json, body: '{"values":{"constructor":{"prototype":{"admin":true}}}}', status: 400 },
    { ...post, name: 'do not reach prototypes written otherwise', headers: json, body: '{"values":{"title":"x","\\u005f_proto__":{"admin":true}}}', status: 400 },
    { ...post, name: 'name fields of their own: not what every object has', body: { values: { title: 'x', toString: 'y' } }, status: 422, has: { problems: [{ field: 'toString', code: 'UNKNOWN_FIELD' }] } },
    { ...post, name: 'have 4 MB at most', body: { values: { title: 'x'.repeat(4 * 1024 * 1024) } }, status: 413, has: { code: 'PAYLOAD_TOO_LARGE' } },
    { ...post, name: 'are not text', headers: { 'content-type': 'text/plain' }, body: '{"values":{"title":"x"}}', status: 415, has: { code: 'UNSUPPORTED_MEDIA_TYPE' } },
    { ...post, name: 'are not forms', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'title=x', status: 415 },
    { ...post, name: 'are not forms with files where none is wanted', file: { name: 'a', type: 'text/plain', content: 'x' }, status: 400 },
    { ...post, name: 'say what they are', headers: { 'content-type': '' }, body: '{"values":{}}', status: 415 },
    { as: 'dora', method: 'DELETE', url: `${books}/{emma}`, name: 'are not where none is wanted', body: { force: true }, status: 400 },
    { as: 'dora', url: '/api/%zz', name: 'have addresses that can be read', status: 400, has: { code: 'BAD_REQUEST' } },
    { as: 'dora', url: `${books}?q=%00`, name: 'have addresses without NUL', status: 422, has: { problems: [{ code: 'BAD_TEXT' }] } },
    { method: 'POST', url: '/api/session', name: 'have names without NUL', body: { name: '\u0000', password: 'x' }, status: 422 },
  ], kept)
})

describe('a module that may not be read', () => {
  const id = '01900000-0000-7000-8000-000000000000'
  // biome-ignore format: a row reads as one line
  const calls = (module: string): Omit<Call, 'as'>[] => [
    { url: `/api/records/${module}` }, { url: `/api/records/${module}/${id}` }, { url: `/api/records/${module}/${id}/history` }, { url: `/api/records/${module}/${id}/related/loans` },
    { url: `/api/bin/${module}` }, { url: `/api/lookup/${module}` }, { url: `/api/views?module=${module}` }, { url: `/api/search?q=em&modules=${module}` }, { url: `/api/import-mappings?module=${module}` },
    { method: 'POST', url: `/api/records/${module}/query`, body: {} }, { method: 'POST', url: `/api/records/${module}/aggregate`, body: { measures: [{ fn: 'count' }] } },
    { method: 'POST', url: `/api/records/${module}`, body: { values: {} } }, { method: 'PATCH', url: `/api/records/${module}/${id}`, body: { version: 1, values: {} } },
    { method: 'DELETE', url: `/api/records/${module}/${id}` }, { method: 'POST', url: `/api/records/${module}/${id}/restore` }, { method: 'POST', url: `/api/records/${module}/duplicates`, body: { values: {} } },
    { method: 'POST', url: `/api/records/${module}/merge`, body: { survivor: { id, version: 1 }, others: [{ id, version: 1 }], values: {} } },
    { method: 'POST', url: `/api/records/${module}/batch`, body: { mode: 'each', operations: [{ op: 'create', values: {} }] } }, { method: 'PUT', url: `/api/records/${module}/${id}/links/readers/${id}` },
    { method: 'POST', url: '/api/exports', body: { module, fields: ['title'], format: 'csv' } }, { method: 'POST', url: `/api/imports?module=${module}`, file: { name: 'a.csv', type: 'text/csv', content: 'a\nb' } },
    { method: 'POST', url: '/api/views', body: { module, label: 'x', definition: {} } }, { url: `/api/files/${id}?module=${module}&record=${id}&field=cover` },
  ]

  it.each(['films', '__proto__', 'constructor', 'toString', 'Books', 'books ', ''])('is answered like one that is not there: %j', async (absent) => {
    const wanted = calls('books')
    for (const [index, call] of calls(encodeURIComponent(absent)).entries()) {
      const [there, notThere] = [await app.call({ as: 'nick', ...wanted[index], url: wanted[index]?.url ?? '' }), await app.call({ as: 'nick', ...call })]
      expect(`${call.method ?? 'GET'} ${call.url} ${notThere.status} ${notThere.text}`).toBe(
        `${call.method ?? 'GET'} ${call.url} ${there.status} ${there.text}`,
      )
    }
  })
})

describe('a field that is hidden', () => {
  const filter = (field: string) => encodeURIComponent(JSON.stringify({ field, op: 'is_not_blank' }))
  // biome-ignore format: a row reads as one line
  const calls = (field: string): Omit<Call, 'as'>[] => [
    { url: `${books}?fields=${field}` }, { url: `${books}/${kept['emma']}?fields=${field}` }, { url: `${books}?filter=${filter(field)}` }, { url: `${books}?sort=${field}` },
    { url: `${books}?totals=${field}` }, { url: `/api/lookup/books?filter=${filter(field)}` }, { url: `/api/bin/books?sort=${field}` },
    { method: 'POST', url: `${books}/query`, body: { filter: { any: [{ not: { field, op: 'is_blank' } }] } } },
    { method: 'POST', url: `${books}/aggregate`, body: { measures: [{ fn: 'sum', field }] } }, { method: 'POST', url: `${books}/aggregate`, body: { groupBy: [{ field }], measures: [{ fn: 'count' }] } },
    { method: 'POST', url: `${books}/aggregate`, body: { filter: { field, op: 'is_not_blank' }, measures: [{ fn: 'count' }] } },
  ]

  it.each(['price', 'catalogue_record', 'price.amount'])('is answered like one that is not there: %s', async (field) => {
    for (const [index, call] of calls(field).entries()) {
      const absent = calls(field.replace(/^\w+/, 'colour'))[index]
      const [hidden, notThere] = [await app.call({ as: 'rita', ...call }), await app.call({ as: 'rita', ...absent, url: absent?.url ?? '' })]
      expect(hidden.status).toBe(422)
      expect(hidden.text.replaceAll(field, '·')).toBe(notThere.text.replaceAll(field.replace(/^\w+/, 'colour'), '·'))
    }
  })

  it('is in no answer', async () => {
    const urls = [
      books,
      `${books}/${kept['emma']}`,
      `${books}/${kept['emma']}/history`,
      `${books}?view=all`,
      '/api/search?q=emma',
      '/api/lookup/books',
      `${books}?q=77.77`,
      `${books}?q=hush`,
    ]
    for (const url of urls) {
      const { status, text } = await app.call({ as: 'rita', url })
      expect([url, status, /price|77\.77|hush/.exec(text)?.[0]]).toEqual([url, 200, undefined])
    }
    expect((await app.call({ as: 'dora', url: `${books}/${kept['emma']}` })).text).toContain('77.77')
  })
})

describe('an error of the server', () => {
  it('says its id, and nothing of what happened', async () => {
    const undo = app.app.hooks.on('record.saving', { module: 'books', id: 'fails' }, () => {
      throw new Error('password of the database: swordfish')
    })
    const answer = await app.call({ as: 'dora', method: 'POST', url: books, body: { values: { title: 'x' } } })
    undo()
    expect(answer.status).toBe(500)
    expect(answer.body).toEqual({ type: 'about:blank', title: expect.any(String), status: 500, code: 'INTERNAL', id: answer.headers['x-request-id'] })
    expect(answer.text).not.toMatch(/swordfish|hooks|\.ts/)
  })

  it('is not made by anything that a client can send', async () => {
    const texts = [
      'x',
      '%27',
      '%22%3B--',
      '%25',
      '..%2f..',
      '%F0%9F%92%A9',
      '%ED%A0%80',
      '-1',
      '1e400',
      `${'9'.repeat(400)}`,
      '01900000-0000-7000-8000-000000000000',
      '__proto__',
      'a'.repeat(150),
    ]
    const bodies = [
      '{}',
      '[]',
      'null',
      '1',
      '"x"',
      '{"values":null}',
      '{"values":[]}',
      '{"values":{"title":{}}}',
      '{"values":{"title":[[[]]],"pages":1e308,"price":{"amount":{}},"topics":{"0":1},"shelf":true}}',
      '{"filter":{"all":1}}',
      '{"filter":{"field":1,"op":"is"}}',
      '{"filter":{"field":"title","op":"is","value":{}}}',
      '{"filter":{"field":"pages","op":"between","value":["x"]}}',
      '{"measures":[{"fn":"sum"}]}',
      '{"mode":"each","operations":[{"op":"update"},{"op":"delete"},{"op":"restore"},{"op":"create"}]}',
      '{"sort":[{"field":"__proto__"}]}',
      '{"value":"\\ud800"}',
      '{"name":"\\u0000","password":"x"}',
    ]
    const faults: string[] = []
    for (const { method, url } of app.app.server.declaredRoutes.filter((route) => !/events$|^\/assets|HEAD/.test(`${route.url}${route.method}`))) {
      const sent =
        method === 'GET'
          ? texts.flatMap((text) => [
              { url: filledPath(url, text) },
              { url: `${filledPath(url)}?q=${text}&cursor=${text}&filter=${text}&sort=${text}&module=${text}&limit=${text}` },
              { url: `${filledPath(url)}?cursor=${text}` },
              { url: `${filledPath(url)}?filter=${text}` },
            ])
          : [...texts.map((text) => ({ url: filledPath(url, text) })), ...bodies.map((body) => ({ url: filledPath(url), body, headers: json }))]
      for (const call of sent) {
        const { status, text } = await app.call({ as: 'dora', method: method as Call['method'], ...call })
        if (status >= 500) faults.push(`${method} ${call.url.slice(0, 120)} ${'body' in call ? call.body : ''} ${text}`)
      }
    }
    expect(faults).toEqual([])
  }, 120_000)
})

/** A path with something in the place of each parameter. */
function filledPath(url: string, text = '01900000-0000-7000-8000-000000000000'): string {
  return url
    .replace(':module', 'books')
    .replace(':relation', 'loans')
    .replace(':link', 'readers')
    .replace(/:\w+|\*$/g, text)
}
