import { expect } from 'vitest'
import type { ReadingChannel } from '../../engine/http/access/channels.ts'
import type { Answer } from '../support/start-app.ts'
import { openStream } from '../support/open-stream.ts'
import { BOOKS_LINE, codesOf, HIDDEN, type HiddenWorld, succeeded } from './hidden-world.ts'

/** One way of asking by a channel: what it says must hold no hidden value. Where more is to be said of it, the case says it. */
export interface ReadingCase {
  how: string
  ask(world: HiddenWorld): Promise<Answer[]>
}

const one = (how: string, ask: (world: HiddenWorld) => Promise<Answer>): ReadingCase => ({ how, ask: async (world) => [await ask(world)] })
const refused = (how: string, status: number, ask: (world: HiddenWorld) => Promise<Answer>): ReadingCase =>
  one(how, async (world) => succeeded(await ask(world), status))

/** For each channel of the registry how dora asks by it. A channel without a case does not compile, and fails the test. */
export const READING_CASES: Record<ReadingChannel, ReadingCase[]> = {
  'records.list': [
    one('a list', ({ get }) => get('/api/records/books?limit=200')),
    one('a list with all columns of what it refers to', ({ get }) => get('/api/records/loans?fields=member,member.email,book,book.author')),
    one('a list sorted by a reference to it', ({ post }) => post('/api/records/loans/query', { sort: [{ field: 'member' }] })),
    one('the place of the next page', ({ get }) => get('/api/records/books?limit=1&sort=title')),
    { how: 'a stock view that sorts and sums by it', ask: askByStockView },
    { how: 'a view that somebody shares', ask: askBySharedView },
  ],
  'records.get': [
    one('a record', ({ get, ids }) => get(`/api/records/books/${ids.book}`)),
    one('a record whose name it is', ({ get, ids }) => get(`/api/records/members/${ids.member}`)),
    one('a record that refers to it', ({ get, ids }) => get(`/api/records/loans/${ids.loan}`)),
  ],
  'records.aggregate': [
    one('groups by a reference to it', ({ post }) => post('/api/records/loans/aggregate', { groupBy: [{ field: 'member' }], measures: [{ fn: 'count' }] })),
  ],
  'records.duplicates': [
    one('duplicates of some values', ({ post }) => post('/api/records/members/duplicates', { values: { email: 'seen@example.org' } })),
    one('duplicates of the value itself: it is as if there were none', async ({ post }) => {
      const answer = succeeded(await post('/api/records/books/duplicates', { values: { isbn: HIDDEN.isbn } }))
      expect(answer.body).toEqual({ candidates: [] })
      return answer
    }),
  ],
  'records.history': [
    one('the history', ({ get, ids }) => get(`/api/records/books/${ids.book}/history`)),
    one('the history of what refers to it', ({ get, ids }) => get(`/api/records/loans/${ids.loan}/history`)),
    refused('the history of the field', 404, ({ get, ids }) => get(`/api/records/books/${ids.book}/history?field=keywords`)),
  ],
  'records.timeline': [
    one('the timeline of a record whose name it is', ({ get, ids }) => get(`/api/records/members/${ids.member}/timeline`)),
    one('the timeline', ({ get, ids }) => get(`/api/records/books/${ids.book}/timeline?limit=100`)),
  ],
  'records.related': [
    one('related records', ({ get, ids }) => get(`/api/records/books/${ids.book}/related/loans`)),
    refused('records that refer by it: there is no such list', 404, ({ get, ids }) => get(`/api/records/books/${ids.book}/related/replaced_by`)),
    one('the number of records that refer by it', async ({ post, ids }) => {
      const answer = succeeded(await post(`/api/records/books/${ids.book}/related-counts`, { lists: [{ relation: 'replaced_by' }, { relation: 'loans' }] }))
      expect(answer.body).toMatchObject({ counts: [{ value: 0 }, { value: 1 }] })
      return answer
    }),
  ],
  'records.bin': [one('the recycle bin', async ({ get, ids }) => containing(await get('/api/bin/books'), ids.binned))],
  'records.search': [
    one('the search', ({ get }) => get('/api/search?q=title')),
    one('the search for what refers to it', ({ get }) => get(`/api/search?q=loan`)),
  ],
  'records.lookup': [
    one('look-ups', ({ get }) => get('/api/lookup/members?q=')),
    one('look-ups of what refers to it', ({ get }) => get('/api/lookup/loans?q=')),
  ],
  'records.tags': [refused('the tags in use: there is no such field', 404, ({ get }) => get('/api/records/books/tags?field=keywords'))],
  'records.followers': [one('the followers', ({ get, ids }) => get(`/api/records/members/${ids.member}/followers`))],
  'records.shares': [one('the shares', ({ get, ids }) => get(`/api/records/members/${ids.member}/shares`))],
  'records.write': [
    one('what a write answers', ({ send, ids }) => send('PATCH', `/api/records/loans/${ids.loan}`, { version: 1, values: {} })),
    one('what a batch answers', ({ post, ids }) =>
      post('/api/records/books/batch', {
        mode: 'each',
        operations: [
          { op: 'update', id: ids.book, values: {} },
          { op: 'create', values: {} },
        ],
      }),
    ),
    one('a conflict', ({ send, ids }) => send('PATCH', `/api/records/books/${ids.book}`, { version: 99, values: { title: 'Late' } })),
    { how: 'the answer to a restored record', ask: askByRestoring },
    { how: 'why a record cannot be restored: its hidden number was given to another one', ask: askByRestoringTaken },
    one('why a record cannot be made: it lacks what is hidden', async ({ post }) => {
      const answer = succeeded(await post('/api/records/members', { values: { active: true } }), 422)
      expect(answer.body).toMatchObject({ problems: [{ code: 'HIDDEN_MISSING' }] })
      expect(answer.text).not.toContain('"field"')
      return answer
    }),
  ],
  'records.undo': [{ how: 'an undo of what somebody else changed', ask: askByUndoing }],
  'records.bulk': [
    one('a dry run of mass work', ({ post }) => post('/api/bulk/dry-run', { module: 'members', operation: { op: 'update', values: { active: true } } })),
    {
      how: 'the report of mass work',
      async ask({ post, ended, get }) {
        const task = await ended(await post('/api/bulk', { module: 'members', operation: { op: 'update', values: { active: true } } }))
        return [await get(`/api/tasks/${task.id}`)]
      },
    },
  ],
  'records.merge': [
    { how: 'groups of duplicates', ask: askForGroups },
    one('a merge with old versions', ({ post, ids }) =>
      post('/api/records/books/merge', { survivor: { id: ids.book, version: 99 }, others: [{ id: ids.other, version: 99 }], values: {} }),
    ),
  ],
  files: [
    refused('the file in it', 404, ({ get, ids }) => get(`/api/files/${ids.scan}?module=books&record=${ids.book}&field=scans`)),
    refused('the file by its id alone', 404, ({ get, ids }) => get(`/api/files/${ids.scan}`)),
    refused('the file by a field that may be read', 404, ({ get, ids }) => get(`/api/files/${ids.scan}?module=books&record=${ids.book}&field=cover`)),
  ],
  export: [{ how: 'an export of all that is described', ask: askForExport }],
  import: [
    { how: 'the check of an import that matches by it', ask: askByImport },
    { how: 'the check of an import that was mapped to it before it was hidden', ask: askByOldImport },
  ],
  'live-events': [{ how: 'live events of its change', ask: listenForChange }],
  notifications: [one('notifications', ({ get }) => get('/api/notifications'))],
  tasks: [one('results of long work', ({ get }) => get('/api/tasks'))],
  openapi: [one('the description of the API', async ({ get }) => without(await get('/api/openapi.json'), schemasOf))],
  metadata: [one('the metadata', async ({ get }) => without(await get('/api/metadata'), modulesOf))],
  'access.explain': [
    one('explanations of access', ({ get, ids }) => get(`/api/records/members/${ids.member}/access`)),
    one('an explanation of the field: as of one that is not there', async ({ get, ids }) => {
      const [hidden, unknown] = await Promise.all(['price', 'nothing'].map((field) => get(`/api/records/books/${ids.book}/access?field=${field}`)))
      expect(plain(hidden).replaceAll('price', 'nothing')).toBe(plain(unknown))
      return hidden ?? unknown ?? (await get('/api/me'))
    }),
  ],
  'access.users': [refused('who can see a record', 403, ({ get, ids }) => get(`/api/records/members/${ids.member}/access/users`))],
  'access.missing': [one('why something is not in a list', ({ get, ids }) => get(`/api/access/missing?module=members&id=${ids.member}`))],
  'access.impact': [
    refused('the impact of a change of rights', 403, ({ post }) =>
      post('/api/access/impact', { draft: { kind: 'organisation', module: 'members', organisation: 'private' } }),
    ),
  ],
  preferences: [one('favourites', ({ get }) => get('/api/preferences/favourites')), one('views', ({ get }) => get('/api/views?module=books'))],
  audit: [refused('the audit log', 403, ({ get }) => get('/api/audit'))],
  'access.admin': [refused('profiles', 403, ({ get }) => get('/api/access/profiles/librarian'))],
}

function containing(answer: Answer, text: string): Answer {
  expect(answer.text).toContain(text)
  return answer
}

function plain(answer: Answer | undefined): string {
  const { requestId: _requestId, id: _id, ...rest } = (answer?.body ?? {}) as Record<string, unknown>
  return JSON.stringify([answer?.status, rest])
}

/** Keys of hidden fields stand nowhere in what describes the two modules; that a member has a name is no secret. */
function without(answer: Answer, parts: (body: unknown) => Record<string, unknown>): Answer {
  const { books, members } = parts(succeeded(answer).body)
  expect(JSON.stringify(books)).not.toMatch(/"(summary|price|isbn|keywords|scans|replaced_by)"/)
  expect(JSON.stringify(members)).not.toMatch(/"(?:field|key|phoneField)":"phone"|[[,]"phone"|"guardian\.phone"/)
  return answer
}

const modulesOf = (body: unknown) => (body as { modules: Record<string, unknown> }).modules

function schemasOf(body: unknown): Record<string, unknown> {
  const { schemas } = (body as { components: { schemas: Record<string, unknown> } }).components
  const of = (name: RegExp) => Object.entries(schemas).filter(([key]) => name.test(key))
  expect(of(/^books/i).length).toBeGreaterThan(0)
  return { books: of(/^books/i), members: of(/^members/i) }
}

/** The list opens: what of its view names a hidden field is left out. */
async function askByStockView({ get }: HiddenWorld): Promise<Answer[]> {
  const answer = succeeded(await get('/api/records/books?view=all&count=exact'))
  expect((answer.body as { records: unknown[] }).records.length).toBeGreaterThan(1)
  return [answer]
}

async function askBySharedView({ get, asAdmin }: HiddenWorld): Promise<Answer[]> {
  const definition = { columns: ['title'], filter: { field: 'price', op: 'gt', value: { amount: '4000', currency: 'CNY' } } }
  const view = { module: 'books', label: 'Dear books', shared: true, definition }
  const { id } = succeeded(await asAdmin('POST', '/api/views', view), 201).body as { id: string }
  const views = succeeded(await get('/api/views?module=books'))
  expect(views.text).not.toContain(id)
  return [views, succeeded(await get(`/api/records/books?view=${id}`), 422)]
}

async function askByRestoring({ send, ids, asAdmin }: HiddenWorld): Promise<Answer[]> {
  const restored = succeeded(await send('POST', `/api/records/books/${ids.binned}/restore`))
  succeeded(await asAdmin('DELETE', `/api/records/books/${ids.binned}`))
  return [restored]
}

async function askByRestoringTaken({ send, ids, make, asAdmin }: HiddenWorld): Promise<Answer[]> {
  const first = await make('books', { title: 'First', isbn: '978-0-140-00001-1', owner: ids.dora })
  succeeded(await asAdmin('DELETE', `/api/records/books/${first}`))
  const second = await make('books', { title: 'Second', isbn: '978-0-140-00001-1' })
  const refused = succeeded(await send('POST', `/api/records/books/${first}/restore`), 422)
  expect(refused.body).toMatchObject({ problems: [{ code: 'HIDDEN_RULE' }] })
  expect(refused.text).not.toContain('isbn')
  succeeded(await asAdmin('DELETE', `/api/records/books/${second}`))
  return [refused]
}

async function askByUndoing({ asAdmin, post, ids }: HiddenWorld): Promise<Answer[]> {
  const { version } = succeeded(await asAdmin('GET', `/api/records/books/${ids.book}`)).body as { version: number }
  succeeded(await asAdmin('PATCH', `/api/records/books/${ids.book}`, { version, values: { summary: `${HIDDEN.summary} again` } }))
  const { events } = succeeded(await asAdmin('GET', `/api/records/books/${ids.book}/history`)).body as { events: { changeSet: string }[] }
  const url = `/api/change-sets/${events[0]?.changeSet}/undo`
  return [await post(url, { dryRun: true }), await post(url, {})]
}

/** Rules about hidden fields bring nothing together: two books of one number are two. */
async function askForGroups({ send, ended, get }: HiddenWorld): Promise<Answer[]> {
  expect((await ended(await send('POST', '/api/duplicates/members/search'))).state).toBe('done')
  return [succeeded(await get('/api/duplicates/members')), succeeded(await get('/api/duplicates/books'))]
}

async function askForExport({ get, post, ended }: HiddenWorld): Promise<Answer[]> {
  const { modules } = succeeded(await get('/api/metadata')).body as { modules: Record<string, { fields: { key: string }[] }> }
  const files: Answer[] = []
  for (const module of ['books', 'members', 'loans']) {
    const fields = modules[module]?.fields.map(({ key }) => key) ?? []
    const { state, result } = await ended(await post('/api/exports', { module, fields, format: 'csv' }))
    expect(state).toBe('done')
    files.push(succeeded(await get(`/api/files/${(result as { file: { id: string } }).file.id}`)))
  }
  return files
}

async function askByImport({ upload, send, get }: HiddenWorld): Promise<Answer[]> {
  const opened = succeeded(await upload('/api/imports?module=books', 'Title,Number of the book\nProbe,978-7-020-00220-8\n'), 201)
  const { id } = opened.body as { id: string }
  const changed = succeeded(await send('PATCH', `/api/imports/${id}`, { options: { duplicates: 'update', matchBy: ['isbn'] } }), 422)
  expect(codesOf(changed)).toEqual(['UNKNOWN_FIELD'])
  return [opened, changed, await get(`/api/imports/${id}`)]
}

/** The file names the hidden number: whether a book has it must not come out. */
async function askByOldImport({ line, upload, send, ended, get }: HiddenWorld): Promise<Answer[]> {
  await line('books', {})
  const opened = succeeded(await upload('/api/imports?module=books', `Title,ISBN\nProbe,${HIDDEN.isbn}\nProbe,978-0-14-143958-7\n`), 201)
  const { id } = opened.body as { id: string }
  succeeded(await send('PATCH', `/api/imports/${id}`, { options: { duplicates: 'update', matchBy: ['isbn'] } }))
  await line('books', BOOKS_LINE)
  await ended(await send('POST', `/api/imports/${id}/dry-run`))
  const { report } = succeeded(await get(`/api/imports/${id}`)).body as { report: { rows: { outcome: string; id?: string }[] } }
  const [found, unknown] = report.rows
  expect(found).toEqual({ ...unknown, row: 2 })
  return []
}

async function listenForChange({ app, asAdmin, ids }: HiddenWorld): Promise<Answer[]> {
  const stream = await openStream(app, 'dora')
  const { version } = succeeded(await asAdmin('GET', `/api/records/members/${ids.member}`)).body as { version: number }
  const changed = await asAdmin('PATCH', `/api/records/members/${ids.member}`, { version, values: { phone: HIDDEN.phone, active: version % 2 === 0 } })
  await stream.next((event) => event.type === 'records' && event.ids.includes(ids.member))
  stream.close()
  return [{ ...succeeded(changed), text: JSON.stringify(stream.events) }]
}
