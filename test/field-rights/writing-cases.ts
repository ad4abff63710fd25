import { sql } from 'kysely'
import { expect } from 'vitest'
import type { RecordData } from '../../engine/contract/api.ts'
import type { ImportInfo } from '../../engine/contract/import.ts'
import type { WritingChannel } from '../../engine/http/access/channels.ts'
import { BOOKS_LINE, codesOf, type HiddenWorld, succeeded } from './hidden-world.ts'

/** A field that dora may not write, and what she tries. */
export interface Forbidden {
  key: 'price' | 'author'
  value: string
  /** How an attempt is refused: as if there were no such field, or because it is there to be read. */
  code: 'UNKNOWN_FIELD' | 'READ_ONLY'
}

/** One way of trying; after it the book is as it was before. It says itself how the attempt is refused. */
export interface WritingCase {
  how: string
  attempt(world: HiddenWorld, field: Forbidden): Promise<void>
}

type Ask = (world: HiddenWorld, values: Record<string, unknown>) => ReturnType<HiddenWorld['get']>

/** Refused as a whole, with the field named. */
const refused = (how: string, ask: Ask): WritingCase => ({
  how,
  async attempt(world, { key, value, code }) {
    const answer = await ask(world, { [key]: value })
    expect([answer.status, codesOf(answer)]).toEqual([422, [code]])
  },
})

/** For each channel by which values get into fields how dora tries. A channel without a case does not compile, and fails the test. */
export const WRITING_CASES: Record<WritingChannel, WritingCase[]> = {
  'records.create': [refused('create', ({ post }, values) => post('/api/records/books', { values: { title: 'New', ...values } }))],
  'records.update': [
    refused('update', async (world, values) => {
      const { id, version } = await part(world, world.ids.other)
      return world.send('PATCH', `/api/records/books/${id}`, { version, values })
    }),
  ],
  'records.batch': [
    {
      how: 'a batch',
      async attempt(world, { key, value }) {
        const operations = [
          { op: 'update', ...(await part(world, world.ids.other)), values: { [key]: value } },
          { op: 'create', values: { title: 'In a batch', [key]: value } },
        ]
        const { results } = succeeded(await world.post('/api/records/books/batch', { mode: 'each', operations })).body as { results: { ok: boolean }[] }
        expect(results.map((result) => result.ok)).toEqual([false, false])
      },
    },
  ],
  'records.restore': [{ how: 'restoring: what was in the bin comes back as it was', attempt: restore }],
  'records.link': [{ how: 'an attribute of a link', attempt: link }],
  'records.merge': [
    refused('merge', async (world, values) => {
      const [survivor, other] = [await part(world, world.ids.other), await part(world, world.ids.book)]
      return world.post('/api/records/books/merge', { survivor, others: [other], values })
    }),
  ],
  'records.undo': [{ how: 'taking back what one wrote while one still could', attempt: undoOwn }],
  'records.bulk': [
    refused('a dry run of mass work', ({ post }, values) => post('/api/bulk/dry-run', { module: 'books', operation: { op: 'update', values } })),
    refused('mass work', ({ post }, values) => post('/api/bulk', { module: 'books', operation: { op: 'update', values } })),
  ],
  import: [
    { how: 'a column of an import', attempt: (world, field) => importRows(world, field, { column: field.key }) },
    { how: 'a constant of an import', attempt: (world, field) => importRows(world, field, { constant: field.value }) },
    { how: 'an import that changes what is there, mapped while one still could', attempt: importUpdate },
  ],
  profile: [
    {
      how: 'the own profile: it knows fields of users alone',
      async attempt({ send }, { key, value }) {
        expect((await send('PATCH', '/api/me/profile', { values: { [key]: value } })).status).toBe(400)
      },
    },
  ],
  deactivate: [
    {
      how: 'giving away what somebody else owns: that is for who manages users',
      async attempt({ post, ids }) {
        expect((await post(`/api/access/users/${ids.dora}/deactivate`, {})).status).toBe(403)
      },
    },
  ],
  demo: [
    {
      how: 'sample data: they are for admins',
      async attempt({ send }) {
        expect((await send('POST', '/api/demo')).status).toBe(403)
      },
    },
  ],
}

async function part({ stored }: HiddenWorld, id: string): Promise<{ id: string; version: number }> {
  return { id, version: (await stored(id)).version }
}

async function restore(world: HiddenWorld, { key, value }: Forbidden): Promise<void> {
  const { ids, send, asAdmin, stored } = world
  expect((await send('POST', `/api/records/books/${ids.binned}/restore`, { values: { [key]: value } })).status).toBe(400)
  succeeded(await send('POST', `/api/records/books/${ids.binned}/restore`))
  expect((await stored(ids.binned)).price).toMatchObject({ amount: '4711.17' })
  succeeded(await asAdmin('DELETE', `/api/records/books/${ids.binned}`))
}

/** A link has attributes of its own; those of the records are none of them. */
async function link({ send, ids }: HiddenWorld, { key, value }: Forbidden): Promise<void> {
  const url = `/api/records/books/${ids.other}/links/readers/${ids.member}`
  const answer = await send('PUT', url, { values: { stars: 3, [key]: value } })
  expect([answer.status, codesOf(answer)]).toEqual([422, ['UNKNOWN_FIELD']])
  expect((await send('DELETE', url)).status).toBe(404)
}

async function undoOwn(world: HiddenWorld, { key }: Forbidden): Promise<void> {
  const { app, ids, line, send, post, stored } = world
  await line('books', {})
  const { version } = await stored(ids.other)
  succeeded(await send('PATCH', `/api/records/books/${ids.other}`, { version, values: { [key]: key === 'price' ? '9' : 'Max' } }))
  const [event] = await app.database.query<{ id: string }>(
    sql`select change_set as id from app.change_event where record = ${ids.other}::uuid order by id desc limit 1`,
  )
  await line('books', BOOKS_LINE)
  const before = await stored(ids.other)
  const undone = succeeded(await post(`/api/change-sets/${event?.id}/undo`, {}))
  expect(undone.body).toMatchObject({ undone: 0, skipped: [{ reason: 'FORBIDDEN' }] })
  expect(await stored(ids.other)).toEqual(before)
  succeeded(await world.asAdmin('POST', `/api/change-sets/${event?.id}/undo`))
}

async function importRows({ app, upload, send, ended }: HiddenWorld, { key, value }: Forbidden, given: object): Promise<void> {
  const info = succeeded(await upload('/api/imports?module=books', `title,${key}\nImported ${key},${value}\n`), 201).body as ImportInfo
  expect(JSON.stringify(info.mapping)).not.toContain(`"field":"${key}"`)
  const mapping = [
    { field: 'title', column: 'title' },
    { field: key, ...given },
  ]
  const changed = await send('PATCH', `/api/imports/${info.id}`, { mapping })
  expect([changed.status, codesOf(changed)]).toEqual([422, ['UNKNOWN_FIELD']])
  expect((await ended(await send('POST', `/api/imports/${info.id}/run`))).state).toBe('done')
  const rows = await app.database.query<{ n: number }>(
    sql`select count(*)::int as n from data.books where title = ${`Imported ${key}`} and ${sql.ref(key)} is not null`,
  )
  expect(rows[0]?.n).toBe(0)
}

/** The mapping was made with other rights: each row is refused. */
async function importUpdate(world: HiddenWorld, { key, value, code }: Forbidden): Promise<void> {
  const { ids, line, upload, send, ended, get, stored } = world
  await line('books', {})
  const { title } = await stored(ids.other)
  const info = succeeded(await upload('/api/imports?module=books', `title,${key}\n${String(title)},${value}\n`), 201).body as ImportInfo
  expect(JSON.stringify(info.mapping)).toContain(`"field":"${key}"`)
  succeeded(await send('PATCH', `/api/imports/${info.id}`, { options: { duplicates: 'update', matchBy: ['title'] } }))
  await line('books', BOOKS_LINE)
  await ended(await send('POST', `/api/imports/${info.id}/run`))
  const { rows } = succeeded(await get(`/api/imports/${info.id}/error-rows`)).body as { rows: { problems: { code: string }[] }[] }
  expect(rows.map(({ problems }) => problems.map((problem) => problem.code))).toEqual([[code]])
}

/** Version and values of the book that nobody may change. */
export async function bookNow({ asAdmin, ids }: HiddenWorld): Promise<unknown> {
  const { values } = succeeded(await asAdmin('GET', `/api/records/books/${ids.other}`)).body as RecordData
  return { ...values, updated_at: null, updated_by: null }
}
