import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../engine/kernel/uuid.ts'
import { testApi } from '../support/api-table.ts'
import { startTestApp, type TestApp } from '../support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp('foreign')
})
afterAll(() => app.stop())

const kept: Record<string, string> = { own: newId(), other: newId() }
const SAVED = ['record.preparing books', 'record.validating books', 'record.saving books', 'record.saved books']
const books = '/api/records/books'

describe('create', () => {
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    {
      name: 'answers 201 with the record, its labels and what may be done with it',
      as: 'dora', method: 'POST', url: books, body: { values: { title: 'Emma', author: 'Austen', isbn: '978-7-020-00000-1', price: '12.50', genre: 'fiction' } },
      status: 201,
      has: { module: 'books', version: 1, values: { title: 'Emma', status: 'ordered', number: 'B-00100', price: { amount: '12.5', currency: 'EUR' } }, labels: { genre: 'Fiction', owner: 'dora' }, can: { update: true, delete: true } },
      events: SAVED,
      keep: { emma: 'id' },
    },
    {
      name: 'takes an id that the client made',
      as: 'dora', method: 'POST', url: books, body: { id: '{own}', values: { title: 'Persuasion' } }, status: 201, has: { id: '{own}' },
    },
    { name: 'refuses an id that is taken', as: 'dora', method: 'POST', url: books, body: { id: '{own}', values: { title: 'Persuasion' } }, status: 409, has: { code: 'DUPLICATE' } },
    { name: 'refuses an id that is none', as: 'dora', method: 'POST', url: books, body: { id: 'x', values: {} }, status: 400, has: { code: 'BAD_REQUEST', problems: [{ field: 'id' }] } },
    {
      name: 'answers all problems of the values together, in the language of the reader',
      as: 'dora', method: 'POST', url: books, headers: { 'accept-language': 'zh-CN,zh' },
      body: { values: { pages: '1e9', genre: 'poetry', price: 'much', isbn: 'x', colour: 'red' } },
      status: 422,
      has: {
        code: 'INVALID', title: '部分内容填写有误。',
        problems: expect.arrayContaining([
          { field: 'title', code: 'REQUIRED', message: '请填写此项。' },
          expect.objectContaining({ field: 'pages', code: 'TYPE' }), expect.objectContaining({ field: 'genre', code: 'NOT_IN_LIST' }),
          expect.objectContaining({ field: 'price', code: 'TYPE' }), expect.objectContaining({ field: 'isbn', code: 'PATTERN' }),
          expect.objectContaining({ field: 'colour', code: 'UNKNOWN_FIELD' }),
        ]),
      },
      events: ['record.preparing books', 'record.validating books'],
    },
    { name: 'refuses a text with NUL field by field', as: 'dora', method: 'POST', url: books, body: { values: { title: 'a\u0000b' } }, status: 422, has: { problems: [{ field: 'title', code: 'BAD_TEXT' }] } },
    { name: 'needs the right to create', as: 'rita', method: 'POST', url: books, body: { values: { title: 'Emma' } }, status: 403, has: { code: 'FORBIDDEN' }, events: [] },
    { name: 'does not know a module that is not there', as: 'dora', method: 'POST', url: '/api/records/films', body: { values: {} }, status: 404, has: { code: 'NOT_FOUND' } },
  ], kept)
})

describe('read', () => {
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'gives the record with its version as ETag', as: 'rita', url: `${books}/{emma}`, status: 200, has: { id: '{emma}', values: { title: 'Emma' }, can: { read: true, update: false } }, gives: { etag: '"1"', 'cache-control': 'no-store' } },
    { name: 'gives only the fields that are asked for', as: 'dora', url: `${books}/{emma}?fields=title,shelf.name`, status: 200, has: { values: { title: 'Emma', 'shelf.name': null } }, hasNot: ['Austen'] },
    { name: 'does not know a record that is not there', as: 'dora', url: `${books}/{other}`, status: 404 },
    { name: 'does not know an id that is none', as: 'dora', url: `${books}/first`, status: 404 },
    { name: 'takes a parameter once only', as: 'dora', url: `${books}/{emma}?fields=title&fields=author`, status: 400 },
    { name: 'refuses parameters that it does not know', as: 'dora', url: `${books}/{emma}?expand=shelf`, status: 400 },
  ], kept)
})

describe('update', () => {
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'asks for the version that was seen', as: 'dora', method: 'PATCH', url: `${books}/{emma}`, body: { values: { pages: 300 } }, status: 428, has: { code: 'VERSION_REQUIRED' } },
    { name: 'takes the version from the body', as: 'dora', method: 'PATCH', url: `${books}/{emma}`, body: { version: 1, values: { pages: 300 } }, status: 200, has: { version: 2, values: { pages: 300 } }, gives: { etag: '"2"' }, events: SAVED },
    { name: 'takes the version from If-Match', as: 'dora', method: 'PATCH', url: `${books}/{emma}`, headers: { 'if-match': '"2"' }, body: { values: { pages: 310 } }, status: 200, has: { version: 3 } },
    { name: 'needs the right to change this record', as: 'vera', method: 'PATCH', url: `${books}/{emma}`, body: { version: 3, values: { pages: 5 } }, status: 403 },
    {
      name: 'answers 409 with the newer record and the fields in which it differs from what was sent',
      as: 'dora', method: 'PATCH', url: `${books}/{emma}`, body: { version: 1, values: { pages: 5, author: 'Austen' } }, status: 409,
      has: { code: 'CONFLICT', current: { version: 3, values: { pages: 310 } }, differs: ['pages'] }, events: [],
    },
    { name: 'makes no new version where nothing changes', as: 'dora', method: 'PATCH', url: `${books}/{emma}`, body: { version: 3, values: { pages: 310 } }, status: 200, has: { version: 3 } },
    { name: 'refuses unknown properties beside values', as: 'dora', method: 'PATCH', url: `${books}/{emma}`, body: { version: 3, values: {}, owner: 'x' }, status: 400, has: { problems: [{ field: 'owner' }] } },
    { name: 'does not write what the engine keeps', as: 'dora', method: 'PATCH', url: `${books}/{emma}`, body: { version: 3, values: { created_at: '2020-01-01T00:00:00Z' } }, status: 422, has: { problems: [{ field: 'created_at', code: 'READ_ONLY' }] } },
  ], kept)
})

describe('delete, restore and purge', () => {
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'refuses an old version', as: 'dora', method: 'DELETE', url: `${books}/{own}`, headers: { 'if-match': '"7"' }, status: 409, has: { code: 'CONFLICT' } },
    { name: 'refuses a version that is none', as: 'dora', method: 'DELETE', url: `${books}/{own}`, headers: { 'if-match': '"first"' }, status: 400 },
    { name: 'moves the record to the bin', as: 'dora', method: 'DELETE', url: `${books}/{own}`, status: 200, has: { changeSet: expect.any(String) }, events: ['record.removing books', 'record.removed books'], keep: { removal: 'changeSet' } },
    { name: 'is gone from the module', as: 'dora', url: `${books}/{own}`, status: 404 },
    { name: 'is in the bin', as: 'dora', url: '/api/bin/books', status: 200, has: { records: [{ id: '{own}', deletedAt: expect.any(String) }] } },
    { name: 'is in the bin of those only who could see it', as: 'nick', url: '/api/bin/books', status: 404 },
    { name: 'comes back', as: 'dora', method: 'POST', url: `${books}/{own}/restore`, status: 200, has: { changeSet: expect.any(String) }, events: ['record.restored books'] },
    { name: 'is not restored twice', as: 'dora', method: 'POST', url: `${books}/{own}/restore`, status: 404 },
    { name: 'is not purged unless it is in the bin', as: 'admin', method: 'POST', url: `${books}/{own}/purge`, status: 404 },
    { name: 'is purged by admins alone', as: 'dora', method: 'POST', url: `${books}/{own}/purge`, status: 403 },
    { name: 'goes to the bin again', as: 'dora', method: 'DELETE', url: `${books}/{own}`, status: 200 },
    { name: 'is purged', as: 'admin', method: 'POST', url: `${books}/{own}/purge`, status: 200 },
    { name: 'is gone for ever', as: 'admin', method: 'POST', url: `${books}/{own}/restore`, status: 404 },
  ], kept)
})

describe('the idempotency key', () => {
  const key = { 'idempotency-key': 'k1' }
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'creates once', as: 'dora', method: 'POST', url: books, headers: key, body: { values: { title: 'Once' } }, status: 201, keep: { once: 'id' }, events: SAVED },
    { name: 'answers the same request as the first time, and does nothing', as: 'dora', method: 'POST', url: books, headers: key, body: { values: { title: 'Once' } }, status: 201, has: { id: '{once}' }, events: [] },
    { name: 'refuses another request with the key', as: 'dora', method: 'POST', url: books, headers: key, body: { values: { title: 'Twice' } }, status: 409, has: { code: 'IDEMPOTENCY_MISMATCH' } },
    { name: 'is the user\'s own', as: 'admin', method: 'POST', url: books, headers: key, body: { values: { title: 'Once more' } }, status: 201 },
    { name: 'does not remember what failed', as: 'dora', method: 'POST', url: books, headers: { 'idempotency-key': 'k2' }, body: { values: {} }, status: 422 },
    { name: 'takes the corrected request', as: 'dora', method: 'POST', url: books, headers: { 'idempotency-key': 'k2' }, body: { values: { title: 'Corrected' } }, status: 201 },
    { name: 'works for a batch', as: 'dora', method: 'POST', url: `${books}/batch`, headers: { 'idempotency-key': 'k3' }, body: { mode: 'all', operations: [{ op: 'create', values: { title: 'Batched' } }] }, status: 200, keep: { batched: 'results.0.record.id' } },
    { name: 'answers a batch again', as: 'dora', method: 'POST', url: `${books}/batch`, headers: { 'idempotency-key': 'k3' }, body: { mode: 'all', operations: [{ op: 'create', values: { title: 'Batched' } }] }, status: 200, has: { results: [{ record: { id: '{batched}' } }] }, events: [] },
    { name: 'has at most 200 characters', as: 'dora', method: 'POST', url: books, headers: { 'idempotency-key': 'k'.repeat(201) }, body: { values: { title: 'Long' } }, status: 422 },
  ], kept)
})

describe('batch', () => {
  const batch = `${books}/batch`
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'does all or nothing', as: 'dora', method: 'POST', url: batch, body: { mode: 'all', operations: [{ op: 'create', values: { title: 'One' } }, { op: 'create', values: {} }] }, status: 422, has: { code: 'INVALID' } },
    { name: 'left nothing behind', as: 'dora', url: `${books}?q=One&count=exact`, status: 200, hasNot: ['"One"'] },
    {
      name: 'does each by itself, with a result for every one',
      as: 'dora', method: 'POST', url: batch,
      body: { mode: 'each', operations: [{ op: 'create', values: { title: 'Two' } }, { op: 'create', values: {} }, { op: 'update', id: '{emma}', version: 1, values: { pages: 9 } }, { op: 'update', id: '{emma}', version: 3, values: { pages: 320 } }, { op: 'delete', id: '{other}' }] },
      status: 200,
      has: { results: [
        { ok: true, record: { values: { title: 'Two' } } },
        { ok: false, error: { status: 422, problems: [{ field: 'title', code: 'REQUIRED', message: 'Fill this in.' }] } },
        { ok: false, error: { status: 409, code: 'CONFLICT', differs: ['pages'] } },
        { ok: true, record: { version: 4 } },
        { ok: false, error: { status: 404 } },
      ] },
      keep: { two: 'results.0.record.id' },
    },
    { name: 'deletes and restores', as: 'dora', method: 'POST', url: batch, body: { mode: 'all', operations: [{ op: 'delete', id: '{two}' }, { op: 'restore', id: '{two}' }] }, status: 200, has: { results: [{ ok: true }, { ok: true, record: { id: '{two}', values: { title: 'Two' } } }] } },
    { name: 'takes an operation at least', as: 'dora', method: 'POST', url: batch, body: { mode: 'all', operations: [] }, status: 400 },
    { name: 'takes no other operations', as: 'dora', method: 'POST', url: batch, body: { mode: 'all', operations: [{ op: 'purge', id: '{two}' }] }, status: 400 },
    { name: 'needs the rights of each operation', as: 'rita', method: 'POST', url: batch, body: { mode: 'each', operations: [{ op: 'create', values: { title: 'No' } }, { op: 'delete', id: '{emma}' }] }, status: 200, has: { results: [{ ok: false, error: { status: 403 } }, { ok: false, error: { status: 403 } }] } },
  ], kept)

  it('takes 1,000 operations, and not one more', async () => {
    const operations = Array.from({ length: 1001 }, (_, index) => ({ op: 'create', values: { name: `Shelf ${index}` } }))
    const send = (count: number) =>
      app.call({ as: 'admin', method: 'POST', url: '/api/records/shelves/batch', body: { mode: 'all', operations: operations.slice(0, count) } })
    expect((await send(1001)).status).toBe(400)
    expect((await send(1000)).status).toBe(200)
    expect((await app.call({ as: 'admin', url: '/api/records/shelves?limit=1&count=exact' })).body).toMatchObject({ count: { value: 1000, exact: true } })
  })
})

describe('history and undo', () => {
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'tells what happened, the newest first', as: 'dora', url: `${books}/{emma}/history`, status: 200, has: { events: [{ action: 'update', origin: 'ui', actor: { name: 'dora' }, changes: [{ field: 'pages', before: 310, after: 320 }] }, {}, {}, { action: 'create' }], next: null }, keep: { last: 'events.0.changeSet' } },
    { name: 'leaves out what the reader may not see', as: 'rita', url: `${books}/{emma}/history`, status: 200, hasNot: ['"price"', '12.5'] },
    { name: 'is not told of records that are not seen', as: 'nick', url: `${books}/{emma}/history`, status: 404 },
    { name: 'refuses a cursor that it did not give', as: 'dora', url: `${books}/{emma}/history?cursor=abc`, status: 422 },
    { name: 'undo is tried first', as: 'dora', method: 'POST', url: '/api/change-sets/{last}/undo', body: { dryRun: true }, status: 200, has: { undone: 1, skipped: [{ module: 'books', record: '{two}', reason: 'EDITED' }] } },
    { name: 'undo is for who did it', as: 'vera', method: 'POST', url: '/api/change-sets/{last}/undo', status: 404 },
    { name: 'undo takes the change back', as: 'dora', method: 'POST', url: '/api/change-sets/{last}/undo', status: 200, has: { undone: 1 } },
    { name: 'is as it was', as: 'dora', url: `${books}/{emma}`, status: 200, has: { values: { pages: 310 } } },
    { name: 'knows no change set that is none', as: 'dora', method: 'POST', url: '/api/change-sets/x/undo', status: 404 },
  ], kept)
})
