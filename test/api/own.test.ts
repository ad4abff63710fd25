import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testApi } from '../support/api-table.ts'
import { fileOfTask } from '../support/end-of-task.ts'
import { startTestApp, type TestApp } from '../support/start-app.ts'

let app: TestApp
const kept: Record<string, string> = {}

beforeAll(async () => {
  app = await startTestApp('foreign')
})
afterAll(() => app.stop())

describe('the signed-in user', () => {
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'is told who they are', as: 'rita', url: '/api/me', status: 200, has: { username: 'rita', isAdmin: false, role: 'volunteer', profiles: ['reader'], locale: null, theme: 'system', baseCurrency: 'EUR', currency: 'EUR' }, keep: { rita: 'id' } },
    { name: 'sets language, time zone and theme without a right to users', as: 'rita', method: 'PATCH', url: '/api/me', body: { locale: 'zh-CN', timeZone: 'Asia/Shanghai', theme: 'dark' }, status: 200, has: { locale: 'zh-CN', timeZone: 'Asia/Shanghai', theme: 'dark' } },
    { name: 'is answered in the language that was set', as: 'rita', url: '/api/records/books/x', headers: { 'accept-language': 'en' }, status: 404, has: { title: '未找到。' } },
    { name: 'cannot set anything else', as: 'rita', method: 'PATCH', url: '/api/me', body: { isAdmin: true }, status: 400 },
    { name: 'cannot set a time zone that is none', as: 'rita', method: 'PATCH', url: '/api/me', body: { timeZone: 'Mars/Olympus' }, status: 422 },
    { name: 'goes back to the language of the browser', as: 'rita', method: 'PATCH', url: '/api/me', body: { locale: null }, status: 200, has: { locale: null, timeZone: 'Asia/Shanghai' } },
    { name: 'is the one who did it, in the history', as: 'admin', url: '/api/records/users/{rita}/history', status: 200, has: { events: [{ actor: { name: 'rita' } }, { actor: { name: 'rita' }, changes: expect.arrayContaining([expect.objectContaining({ field: 'theme', after: 'dark' })]) }, {}] } },
  ], kept)
})

describe('the own profile', () => {
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'is read without a right to change users', as: 'rita', url: '/api/me/profile', status: 200, has: { values: { time_zone: 'Asia/Shanghai', date_format: null } } },
    { name: 'is changed', as: 'rita', method: 'PATCH', url: '/api/me/profile', body: { values: { date_format: 'DD-MM-YYYY', digit_grouping: 'none', title: 'Volunteer' } }, status: 200, has: { values: { date_format: 'DD-MM-YYYY', title: 'Volunteer' } } },
    { name: 'tells its formats to the screens', as: 'rita', url: '/api/me', status: 200, has: { formats: { dateFormat: 'DD-MM-YYYY', digitGrouping: 'none', hourFormat: null } } },
    { name: 'may name another currency', as: 'rita', url: '/api/records/currencies?fields=code&sort=code', status: 200, has: { records: [{ values: { code: 'CNY' } }, {}, {}] }, keep: { yuan: 'records.0.id' } },
    { name: 'is in that currency', as: 'rita', method: 'PATCH', url: '/api/me/profile', body: { values: { currency: '{yuan}' } }, status: 200, has: { labels: { currency: 'Chinese yuan' } } },
    { name: 'tells it to the screens', as: 'rita', url: '/api/me', status: 200, has: { baseCurrency: 'EUR', currency: 'CNY' } },
    { name: 'holds nothing that decides what its user may do', as: 'rita', method: 'PATCH', url: '/api/me/profile', body: { values: { is_admin: true } }, status: 400 },
    { name: 'is no way to another role or profile', as: 'rita', method: 'PATCH', url: '/api/me/profile', body: { values: { role: null, profiles: [] } }, status: 400 },
    { name: 'takes only values that there are', as: 'rita', method: 'PATCH', url: '/api/me/profile', body: { values: { date_format: 'YY' } }, status: 422, has: { problems: [{ field: 'date_format' }] } },
    { name: 'is nobody\'s without signing in', url: '/api/me/profile', status: 401 },
  ], kept)
})

describe('API tokens', () => {
  const bearer = { authorization: 'Bearer {token}' }
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'are made by their user, and shown once', as: 'dora', method: 'POST', url: '/api/me/tokens', body: { name: 'nightly' }, status: 201, has: { id: expect.any(String), token: expect.stringMatching(/^mt_/) }, keep: { token: 'token', tokenId: 'id' } },
    { name: 'are listed without the token', as: 'dora', url: '/api/me/tokens', status: 200, has: { tokens: [{ id: '{tokenId}', name: 'nightly', expiresAt: null }] }, hasNot: ['mt_'] },
    { name: 'are not told to others', as: 'rita', url: '/api/me/tokens', status: 200, has: { tokens: [] } },
    { name: 'act as their user', url: '/api/me', headers: bearer, status: 200, has: { username: 'dora' } },
    { name: 'write, and the history says that it was the API', method: 'POST', url: '/api/records/books', headers: bearer, body: { values: { title: 'By token' } }, status: 201, keep: { book: 'id' } },
    { name: 'are the origin', as: 'dora', url: '/api/records/books/{book}/history', status: 200, has: { events: [{ origin: 'api' }] } },
    { name: 'write whatever page the request came from, for no browser adds them by itself', method: 'POST', url: '/api/records/books', headers: { ...bearer, origin: 'https://evil.example' }, body: { values: { title: 'From elsewhere' } }, status: 201 },
    { name: 'do not make tokens', method: 'POST', url: '/api/me/tokens', headers: bearer, body: { name: 'second' }, status: 403 },
    { name: 'need a name', as: 'dora', method: 'POST', url: '/api/me/tokens', body: { name: '' }, status: 400 },
    { name: 'end at a time that is one', as: 'dora', method: 'POST', url: '/api/me/tokens', body: { name: 'x', expiresAt: 'tomorrow' }, status: 400 },
    { name: 'that have ended are none', as: 'dora', method: 'POST', url: '/api/me/tokens', body: { name: 'x', expiresAt: '2020-01-01T00:00:00Z' }, status: 201, keep: { old: 'token' } },
    { name: 'do nothing after their end', url: '/api/me', headers: { authorization: 'Bearer {old}' }, status: 401 },
    { name: 'are not revoked by others', as: 'rita', method: 'DELETE', url: '/api/me/tokens/{tokenId}', status: 204 },
    { name: 'still work then', url: '/api/me', headers: bearer, status: 200 },
    { name: 'are revoked', as: 'dora', method: 'DELETE', url: '/api/me/tokens/{tokenId}', status: 204 },
    { name: 'are revoked at once', url: '/api/me', headers: bearer, status: 401, has: { code: 'UNAUTHENTICATED' } },
    { name: 'have ids', as: 'dora', method: 'DELETE', url: '/api/me/tokens/x', status: 404 },
  ], kept)
})

/** A role that is nobody's. */
const NOBODY = '019a0000-0000-7000-8000-000000000001'

describe('saved views', () => {
  const view = {
    module: 'books',
    label: 'Cheap',
    definition: { columns: ['title', 'price'], filter: { field: 'price', op: 'lt', value: '5' }, sort: [{ field: 'title' }] },
  }
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'are kept', as: 'dora', method: 'POST', url: '/api/views', body: view, status: 201, keep: { view: 'id' } },
    { name: 'are shared where their user says so', as: 'dora', method: 'POST', url: '/api/views', body: { ...view, label: 'All by title', definition: { columns: ['title', 'price', 'owner.home_phone'], totals: ['price'], sort: [{ field: 'title' }] }, shared: true }, status: 201, keep: { shared: 'id' } },
    { name: 'that are shared and filter by hidden fields', as: 'dora', method: 'POST', url: '/api/views', body: { ...view, label: 'Dear', shared: true }, status: 201 },
    { name: 'are listed, own ones first', as: 'dora', url: '/api/views?module=books', status: 200, has: { views: [{ label: 'All by title', mine: true }, { label: 'Cheap' }, { label: 'Dear' }] } },
    { name: 'of others are those that are shared and tell of no hidden field', as: 'rita', url: '/api/views?module=books', status: 200, has: { views: [{ id: '{shared}', mine: false, definition: { columns: ['title'], totals: [] } }] }, hasNot: ['Cheap', 'Dear', 'price', 'phone'] },
    { name: 'may be shared with a role alone', as: 'dora', method: 'POST', url: '/api/views', body: { module: 'books', label: 'For nobody here', definition: { columns: ['title'] }, shared: true, roles: [NOBODY] }, status: 201, keep: { forRole: 'id' } },
    { name: 'that are shared with another role are not there', as: 'rita', url: '/api/views?module=books', status: 200, hasNot: ['For nobody here'] },
    { name: 'that are shared with another role give no records', as: 'rita', url: '/api/records/books?view={forRole}', status: 404 },
    { name: 'are shared with roles that have ids', as: 'dora', method: 'POST', url: '/api/views', body: { ...view, shared: true, roles: ['x'] }, status: 400 },
    { name: 'are made the first of a role by administrators only', as: 'dora', method: 'PUT', url: '/api/views/default', body: { module: 'books', view: '{shared}', roles: [NOBODY] }, status: 403 },
    { name: 'are made the first of a role', as: 'admin', method: 'PUT', url: '/api/views/default', body: { module: 'books', view: '{shared}', roles: [NOBODY] }, status: 204 },
    { name: 'are told to administrators by role', as: 'admin', url: '/api/views?module=books', status: 200, has: { first: null, defaults: [{ role: NOBODY, view: '{shared}' }] } },
    { name: 'are no longer first for roles that are not named again', as: 'admin', method: 'PUT', url: '/api/views/default', body: { module: 'books', view: '{shared}', roles: [] }, status: 204 },
    { name: 'are used by name', as: 'dora', url: '/api/records/books?view={view}', status: 200, has: { records: [] } },
    { name: 'show others no hidden column', as: 'rita', url: '/api/records/books?view={shared}', status: 200, hasNot: ['price'] },
    { name: 'of others that are not shared are not there', as: 'vera', url: '/api/records/books?view={view}', status: 404 },
    { name: 'are changed by their user', as: 'dora', method: 'PUT', url: '/api/views/{view}', body: { ...view, label: 'Very cheap' }, status: 204 },
    { name: 'are not changed by others', as: 'vera', method: 'PUT', url: '/api/views/{shared}', body: view, status: 404 },
    { name: 'are not removed by others', as: 'vera', method: 'DELETE', url: '/api/views/{shared}', status: 404 },
    { name: 'are removed by their user', as: 'dora', method: 'DELETE', url: '/api/views/{view}', status: 204 },
    { name: 'are for modules that may be read', as: 'nick', method: 'POST', url: '/api/views', body: view, status: 404 },
    { name: 'are told of modules that may be read', as: 'nick', url: '/api/views?module=books', status: 404 },
    { name: 'of a module that is not there are answered alike', as: 'nick', url: '/api/views?module=films', status: 404 },
    { name: 'have no other parts', as: 'dora', method: 'POST', url: '/api/views', body: { ...view, definition: { script: 'x' } }, status: 400 },
    { name: 'hold texts that can be stored', as: 'dora', method: 'POST', url: '/api/views', body: { ...view, definition: { filter: { field: 'title', op: 'is', value: '\u0000' } } }, status: 422, has: { problems: [{ code: 'BAD_TEXT' }] } },
    { name: 'hold whole characters', as: 'dora', method: 'POST', url: '/api/views', body: { ...view, label: '\ud800' }, status: 422 },
  ], kept)
})

describe('preferences', () => {
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'are null until they are set', as: 'dora', url: '/api/preferences/list.books', status: 200, has: { value: null } },
    { name: 'are kept', as: 'dora', method: 'PUT', url: '/api/preferences/list.books', body: { value: { widths: [1, 2], dense: true } }, status: 204 },
    { name: 'are given back', as: 'dora', url: '/api/preferences/list.books', status: 200, has: { value: { widths: [1, 2], dense: true } } },
    { name: 'are one\'s own', as: 'rita', url: '/api/preferences/list.books', status: 200, has: { value: null } },
    { name: 'are forgotten', as: 'dora', method: 'PUT', url: '/api/preferences/list.books', body: { value: null }, status: 204 },
    { name: 'are no larger than 64 kB', as: 'dora', method: 'PUT', url: '/api/preferences/x', body: { value: 'x'.repeat(70_000) }, status: 413, has: { code: 'PAYLOAD_TOO_LARGE' } },
    { name: 'need no rights, but a user', url: '/api/preferences/x', status: 401 },
  ], kept)

  it('are changed in parts by several windows, and none takes away what another has set', async () => {
    const change = (changes: object) => app.call({ as: 'dora', method: 'PATCH', url: '/api/preferences/ui', body: { changes } })
    const kept = async () => (await app.call({ as: 'dora', url: '/api/preferences/ui' })).body
    await Promise.all([change({ density: 'compact', widths: [1] }), change({ theme: 'dark' }), change({ pinned: ['a'] })])
    expect(await kept()).toEqual({ value: { density: 'compact', widths: [1], theme: 'dark', pinned: ['a'] } })
    expect((await change({ widths: null, pinned: ['b'] })).status).toBe(204)
    expect(await kept()).toEqual({ value: { density: 'compact', theme: 'dark', pinned: ['b'] } })
    for (let part = 0; part < 4; part += 1) await change({ [`large${part}`]: 'x'.repeat(60_000) })
    expect((await change({ large4: 'x'.repeat(60_000) })).status).toBe(413)
  })
})

describe('files', () => {
  const html = { name: 'a.html', type: 'text/html', content: '<script>alert(1)</script>' }
  const link = '/api/files/{contract}?module=books&record={holder}&field=contract'
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'are taken', as: 'dora', method: 'POST', url: '/api/files', file: { name: '合同 1.pdf', type: 'application/pdf', content: '%PDF-1.4' }, status: 201, has: { file: { name: '合同 1.pdf', size: 8, type: 'application/pdf' } }, keep: { contract: 'file.id' } },
    { name: 'of their owner are given back as an attachment that can do nothing', as: 'dora', url: '/api/files/{contract}', status: 200, gives: { 'content-disposition': "attachment; filename*=UTF-8''%E5%90%88%E5%90%8C%201.pdf", 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox", 'content-type': 'application/octet-stream', 'content-length': '8', 'cache-control': /^private/ } },
    { name: 'of others are not there', as: 'rita', url: '/api/files/{contract}', status: 404 },
    { name: 'not even for admins, as long as no record holds them', as: 'admin', url: '/api/files/{contract}', status: 404 },
    { name: 'are put into a record', as: 'dora', method: 'POST', url: '/api/records/books', body: { values: { title: 'Licensed', contract: '{contract}' } }, status: 201, keep: { holder: 'id' } },
    { name: 'are as visible as the field of the record that holds them', as: 'rita', url: link, status: 200 },
    { name: 'are not given by a record that does not hold them', as: 'rita', url: '/api/files/{contract}?module=books&record={book}&field=contract', status: 404 },
    { name: 'are not given by a field that does not hold them', as: 'rita', url: '/api/files/{contract}?module=books&record={holder}&field=cover', status: 404 },
    { name: 'are not given by a field that is not there', as: 'rita', url: '/api/files/{contract}?module=books&record={holder}&field=price', status: 404 },
    { name: 'are not given to who may not see the record', as: 'nick', url: link, status: 404 },
    { name: 'are not put into a record by others', as: 'vera', method: 'POST', url: '/api/records/books', body: { values: { title: 'Stolen', contract: '{contract}' } }, status: 422, has: { problems: [{ field: 'contract' }] } },
    { name: 'that are pages are never shown as one', as: 'dora', method: 'POST', url: '/api/files', file: html, status: 201, keep: { page: 'file.id' } },
    { name: 'that are pages are downloads', as: 'dora', url: '/api/files/{page}', status: 200, gives: { 'content-type': 'application/octet-stream', 'content-disposition': /^attachment/, 'content-security-policy': /sandbox/ } },
    { name: 'that say to be pictures are shown as pictures only', as: 'dora', method: 'POST', url: '/api/files', file: { ...html, type: 'image/png' }, status: 201, keep: { picture: 'file.id' } },
    { name: 'that say to be pictures', as: 'dora', url: '/api/files/{picture}', status: 200, gives: { 'content-type': 'image/png', 'x-content-type-options': 'nosniff', 'content-security-policy': /sandbox/ } },
    { name: 'that are drawings with scripts are downloads', as: 'dora', method: 'POST', url: '/api/files', file: { ...html, type: 'image/svg+xml' }, status: 201, keep: { drawing: 'file.id' } },
    { name: 'that are drawings', as: 'dora', url: '/api/files/{drawing}', status: 200, gives: { 'content-type': 'application/octet-stream', 'content-disposition': /^attachment/ } },
    { name: 'have names without folders', as: 'dora', method: 'POST', url: '/api/files', file: { name: '../../etc/passwd', type: 'text/plain', content: 'x' }, status: 201, has: { file: { name: 'passwd' } } },
    { name: 'come as a form', as: 'dora', method: 'POST', url: '/api/files', body: { file: 'x' }, status: 400 },
    { name: 'come at all', as: 'dora', method: 'POST', url: '/api/files', headers: { 'content-type': 'multipart/form-data; boundary=b0' }, body: '--b0--\r\n', status: 422, has: { problems: [{ field: 'file', code: 'REQUIRED' }] } },
    { name: 'have ids', as: 'dora', url: '/api/files/..%2f..%2fetc%2fpasswd', status: 404 },
    { name: 'that a record holds are given by that record alone, also to who sent them', as: 'dora', url: '/api/files/{contract}?record={holder}', status: 404 },
  ], kept)
})

describe('tasks, imports and exports', () => {
  const csv = { name: 'books.csv', type: 'text/csv', content: 'Title,Pages\nMatilda,240\n' }
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'an export is a task', as: 'dora', method: 'POST', url: '/api/exports', body: { module: 'books', fields: ['title'], format: 'csv' }, status: 202, keep: { task: 'task' } },
    { name: 'an export needs its right', as: 'rita', method: 'POST', url: '/api/exports', body: { module: 'books', fields: ['title'], format: 'csv' }, status: 403 },
    { name: 'an export of what may not be read is of nothing', as: 'nick', method: 'POST', url: '/api/exports', body: { module: 'books', fields: ['title'], format: 'csv' }, status: 404 },
    { name: 'a task is told to its user', as: 'dora', url: '/api/tasks/{task}', status: 200, has: { id: '{task}', kind: 'export', module: 'books' } },
    { name: 'a task is not told to others', as: 'admin', url: '/api/tasks/{task}', status: 404 },
    { name: 'a task of others is not cancelled', as: 'admin', method: 'DELETE', url: '/api/tasks/{task}', status: 404 },
    { name: 'tasks are listed', as: 'dora', url: '/api/tasks', status: 200, has: { tasks: [{ id: '{task}' }] } },
    { name: 'tasks of others are not listed', as: 'rita', url: '/api/tasks', status: 200, has: { tasks: [] } },
    { name: 'a task has an id', as: 'dora', url: '/api/tasks/x', status: 404 },
    { name: 'mass work needs its right', as: 'rita', method: 'POST', url: '/api/bulk', body: { module: 'books', operation: { op: 'delete' } }, status: 403 },
    { name: 'mass work on what may not be read is on nothing', as: 'nick', method: 'POST', url: '/api/bulk/dry-run', body: { module: 'books', operation: { op: 'delete' } }, status: 404 },
    { name: 'mass work is told what it is to do', as: 'dora', method: 'POST', url: '/api/bulk', body: { module: 'books', operation: { op: 'shred' } }, status: 400 },
    { name: 'mass work is refused for a filter that means nothing', as: 'dora', method: 'POST', url: '/api/bulk', body: { module: 'books', filter: { field: 'nothing', op: 'is_blank' }, operation: { op: 'delete' } }, status: 422, has: { problems: [{ field: 'nothing', code: 'UNKNOWN_FIELD' }] } },
    { name: 'mass work is refused for fields that are not there', as: 'dora', method: 'POST', url: '/api/bulk', body: { module: 'books', operation: { op: 'update', values: { nothing: 1 } } }, status: 422, has: { problems: [{ field: 'nothing', code: 'UNKNOWN_FIELD' }] } },
    { name: 'mass work is tried without being done', as: 'dora', method: 'POST', url: '/api/bulk/dry-run', body: { module: 'books', filter: { field: 'title', op: 'is', value: 'Licensed' }, operation: { op: 'update', values: { title: 'Changed' } } }, status: 200, has: { total: 1, allowed: 1, checked: 1, changed: 1, skipped: 0 } },
    { name: 'mass work is a task', as: 'dora', method: 'POST', url: '/api/bulk', body: { module: 'books', filter: { field: 'title', op: 'is', value: 'Licensed' }, operation: { op: 'update', values: { title: 'Changed' } } }, status: 202, keep: { bulk: 'task' } },
    { name: 'mass work on records of others', as: 'vera', method: 'POST', url: '/api/bulk', body: { module: 'books', filter: { field: 'id', op: 'is', value: '{holder}' }, operation: { op: 'delete' } }, status: 202, keep: { refused: 'task' } },
    { name: 'mass work is told to its user only', as: 'vera', url: '/api/tasks/{bulk}', status: 404 },
    { name: 'an import is opened by its file', as: 'dora', method: 'POST', url: '/api/imports?module=books', file: csv, status: 201, has: { module: 'books', rows: 1, state: 'mapping', columns: [{ header: 'Title' }, { header: 'Pages' }] }, keep: { import: 'id' } },
    { name: 'an import needs its right', as: 'rita', method: 'POST', url: '/api/imports?module=books', file: csv, status: 403 },
    { name: 'an import into what may not be read is into nothing', as: 'nick', method: 'POST', url: '/api/imports?module=books', file: csv, status: 404 },
    { name: 'an import is told to its user', as: 'dora', url: '/api/imports/{import}', status: 200, has: { id: '{import}' } },
    { name: 'an import of others is not there', as: 'vera', url: '/api/imports/{import}', status: 404 },
    { name: 'an import of others is not changed', as: 'vera', method: 'PATCH', url: '/api/imports/{import}', body: { options: { duplicates: 'create' } }, status: 404 },
    { name: 'an import of others is not run', as: 'vera', method: 'POST', url: '/api/imports/{import}/run', status: 404 },
    { name: 'an import of others is not cancelled', as: 'vera', method: 'POST', url: '/api/imports/{import}/cancel', status: 404 },
    { name: 'an import of others is not undone', as: 'vera', method: 'POST', url: '/api/imports/{import}/undo', status: 404 },
    { name: 'errors of an import of others are not told', as: 'vera', url: '/api/imports/{import}/errors', status: 404 },
    { name: 'an import has an id', as: 'dora', url: '/api/imports/x', status: 404 },
    { name: 'a mapping is kept', as: 'dora', method: 'POST', url: '/api/import-mappings', body: { module: 'books', name: 'usual', headers: ['Title'], mapping: [{ field: 'title', column: 'Title' }], options: { duplicates: 'skip' } }, status: 204 },
    { name: 'a mapping is offered again', as: 'dora', url: '/api/import-mappings?module=books', status: 200, has: { mappings: [{ name: 'usual' }] } },
    { name: 'a mapping is one\'s own', as: 'vera', url: '/api/import-mappings?module=books', status: 200, has: { mappings: [] } },
  ], kept)

  it("runs an export to its end, and the file is its owner's alone", async () => {
    const file = await fileOfTask(app, { as: 'dora', task: kept['task'] ?? '' })
    expect((await app.call({ as: 'dora', url: `/api/files/${file}` })).text).toContain('Licensed')
    expect((await app.call({ as: 'admin', url: `/api/files/${file}` })).status).toBe(404)
  })
})

it('a task that ended names records for as long as they are in sight', async () => {
  const samples = async () => {
    const { body } = await app.call({ as: 'vera', url: `/api/tasks/${kept['refused']}` })
    return (body as { result?: { samples: { name: string | null }[] } }).result?.samples
  }
  const open = (organisation: string) => app.call({ as: 'admin', method: 'PUT', url: '/api/access/organisation/books', body: { organisation } })
  await expect.poll(samples).toMatchObject([{ name: expect.stringMatching(/Licensed|Changed/) }])
  await open('private')
  expect(await samples()).toMatchObject([{ name: null, code: 'FORBIDDEN' }])
  await open('public_read')
})

it('keeps nothing of a file that was not taken whole', async () => {
  const [before] = await app.database.query<{ n: number }>(sql`select count(*)::int as n from app.file`)
  await app.call({
    as: 'dora',
    method: 'POST',
    url: '/api/files',
    headers: { 'content-type': 'multipart/form-data; boundary=b0' },
    body: '--b0\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhalf',
  })
  expect(await app.database.query(sql`select count(*)::int as n from app.file`)).toEqual([before])
})
