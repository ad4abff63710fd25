import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NotificationInfo, NotificationPage } from '../../engine/contract/collaboration.ts'
import { mentionMark } from '../../engine/contract/mentions.ts'
import { openStream } from '../support/open-stream.ts'
import { startTestApp, type Call, type TestApp } from '../support/start-app.ts'
import { until } from '../support/until.ts'

let app: TestApp
const ids: Record<string, string> = {}

beforeAll(async () => {
  app = await startTestApp('foreign')
  for (const name of ['admin', 'dora', 'vera', 'rita', 'nick']) ids[name] = await app.idOf(name)
})
afterAll(() => app.stop())

async function send<T>(as: string, method: Call['method'], url: string, body?: unknown): Promise<T> {
  const answer = await app.call({ as, method, url, body })
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`)
  return answer.body as T
}
const create = async (as: string, module: string, values: object) => (await send<{ id: string }>(as, 'POST', `/api/records/${module}`, { values })).id
const update = (as: string, module: string, id: string, values: object) => send(as, 'PATCH', `/api/records/${module}/${id}`, { values, version: 1 })
const comment = (as: string, about: { module: string; id: string }, text: string, parent?: string) =>
  create(as, 'comments', { text, related_to: about, ...(parent && { parent }) })
const told = async (as: string) => (await send<NotificationPage>(as, 'GET', '/api/notifications')).notifications

/** What a user was told about a record, once the outbox is empty. */
async function toldAbout(as: string, record: string): Promise<NotificationInfo[]> {
  await settled()
  return (await told(as)).filter((one) => one.record?.id === record)
}

async function settled(): Promise<void> {
  await until(async () => {
    const [row] = await app.database.query<{ open: number }>({ text: 'select count(*)::int as open from app.outbox where done_at is null', values: [] })
    return row?.open === 0
  }, 'the outbox to get empty')
}

describe('a mention', () => {
  it('is kept by id, read with the name of now, and told to who was mentioned', async () => {
    const id = await create('dora', 'books', { title: 'Emma' })
    const text = `Ask ${mentionMark({ id: ids.rita ?? '', name: 'rita' })} about it`
    const said = await comment('dora', { module: 'books', id }, text)
    const record = await send<{ values: Record<string, unknown> }>('vera', 'GET', `/api/records/comments/${said}`)
    expect(record.values.mentions).toEqual([{ id: ids.rita, name: 'rita' }])
    expect(await toldAbout('rita', id)).toMatchObject([
      {
        kind: 'mention',
        module: 'books',
        record: { id, label: 'Emma' },
        actor: { id: ids.dora, name: 'dora' },
        readAt: null,
        comment: { id: said, text: 'Ask @rita about it' },
      },
    ])
  })

  it('tells nobody who may not see the record, nor whom nobody knows', async () => {
    const loan = await create('dora', 'loans', { subject: 'Private', lent_on: '2026-01-31', book: await create('dora', 'books', { title: 'Lent' }) })
    const marks = [ids.vera ?? '', ids.nick ?? '', '01990000-0000-7000-8000-00000000ffff'].map((id) => mentionMark({ id, name: 'x' }))
    await comment('dora', { module: 'loans', id: loan }, marks.join(' '))
    expect(await toldAbout('vera', loan)).toEqual([])
    const [row] = await app.database.query<{ count: number }>({ text: 'select count(*)::int as count from app.notification where record = $1', values: [loan] })
    expect(row?.count).toBe(0)
  })

  it('is told of the comment alone to who may read all comments, but not the record', async () => {
    const loan = await create('dora', 'loans', { subject: 'Out of sight', lent_on: '2026-01-30', book: await create('dora', 'books', { title: 'Unseen' }) })
    const { id: profile, code } = await send<{ id: string; code: string }>('admin', 'POST', '/api/access/profiles', { name: 'Moderator' })
    await send('admin', 'PUT', `/api/access/profiles/${code}/modules/comments`, { actions: ['read'], fields: {}, viewAll: true })
    await update('admin', 'users', ids.nick ?? '', { profiles: [profile] })
    const said = await comment('dora', { module: 'loans', id: loan }, `Look, ${mentionMark({ id: ids.nick ?? '', name: 'nick' })}`)
    expect(await toldAbout('nick', said)).toMatchObject([
      { kind: 'mention', module: 'comments', record: { id: said, label: '' }, comment: { id: said, text: 'Look, @nick' } },
    ])
    expect(JSON.stringify(await told('nick'))).not.toMatch(/Out of sight|Unseen/)
  })

  it('of several comments on one record in one action is told for each', async () => {
    const id = await create('dora', 'books', { title: 'Two remarks' })
    const text = mentionMark({ id: ids.rita ?? '', name: 'rita' })
    const operations = ['One', 'Two'].map((word) => ({ op: 'create', values: { text: `${word} ${text}`, related_to: { module: 'books', id } } }))
    await send('dora', 'POST', '/api/records/comments/batch', { mode: 'all', operations })
    expect((await toldAbout('rita', id)).map((one) => one.comment?.text).sort()).toEqual(['One @rita', 'Two @rita'])
  })

  it('is told once: an edit tells only whom it adds', async () => {
    const id = await create('dora', 'books', { title: 'Persuasion' })
    const rita = mentionMark({ id: ids.rita ?? '', name: 'rita' })
    const said = await comment('dora', { module: 'books', id }, rita)
    await update('dora', 'comments', said, { text: `${rita} ${mentionMark({ id: ids.vera ?? '', name: 'vera' })}` })
    expect((await toldAbout('rita', id)).map(({ kind }) => kind)).toEqual(['mention'])
    expect((await toldAbout('vera', id)).map(({ kind }) => kind)).toEqual(['mention'])
  })

  it('of a group reaches its members, those of groups within too', async () => {
    const group = await create('admin', 'groups', { name: 'Night shift' })
    const inner = await create('admin', 'groups', { name: 'Volunteers at night' })
    await send('admin', 'PUT', `/api/records/groups/${group}/links/subgroups/${inner}`, { values: {} })
    await send('admin', 'PUT', `/api/records/groups/${inner}/links/members/${ids.vera}`, { values: {} })
    const id = await create('dora', 'books', { title: 'Sanditon' })
    await comment('dora', { module: 'books', id }, mentionMark({ id: group, name: 'Night shift' }))
    expect((await toldAbout('vera', id)).map(({ kind }) => kind)).toEqual(['mention'])
  })
})

describe('a thread', () => {
  it('has one level: an answer to an answer stands under the first comment, and is about the same record', async () => {
    const id = await create('dora', 'books', { title: 'Threads' })
    const other = await create('dora', 'books', { title: 'Another' })
    const first = await comment('dora', { module: 'books', id }, 'First')
    const second = await comment('vera', { module: 'books', id }, 'Second', first)
    const third = await comment('dora', { module: 'books', id: other }, 'Third', second)
    const record = await send<{ values: Record<string, unknown> }>('dora', 'GET', `/api/records/comments/${third}`)
    expect(record.values).toMatchObject({ parent: first, related_to: { module: 'books', id } })
  })

  it('is edited by who changes what was said, not by who pins it', async () => {
    const said = await comment('dora', { module: 'books', id: await create('dora', 'books', { title: 'Pinned' }) }, 'Read this first')
    const values = async () => (await send<{ values: Record<string, unknown> }>('dora', 'GET', `/api/records/comments/${said}`)).values
    expect(await values()).toMatchObject({ pinned: false, edited_at: null })
    await update('admin', 'comments', said, { pinned: true })
    expect(await values()).toMatchObject({ pinned: true, edited_at: null })
    await send('dora', 'PATCH', `/api/records/comments/${said}`, { version: 2, values: { text: 'Read this last' } })
    expect(await values()).toMatchObject({ pinned: true, edited_at: expect.stringMatching(/Z$/) })
  })
})

describe('following', () => {
  it('comes with owning and commenting, and an explicit choice holds', async () => {
    const id = await create('dora', 'books', { title: 'Followed' })
    await comment('vera', { module: 'books', id }, 'Nice')
    const names = async () =>
      (await send<{ followers: { name: string }[] }>('rita', 'GET', `/api/records/books/${id}/followers`)).followers.map(({ name }) => name)
    expect(await names()).toEqual(['dora', 'vera'])
    await settled()
    await send('dora', 'DELETE', `/api/records/books/${id}/follow`)
    await send('rita', 'PUT', `/api/records/books/${id}/follow`)
    expect(await names()).toEqual(['vera', 'rita'])
    await comment('dora', { module: 'books', id }, 'Thanks')
    expect(await names()).toEqual(['vera', 'rita'])
    expect((await toldAbout('rita', id)).map(({ kind }) => kind)).toEqual(['comment'])
    expect((await toldAbout('dora', id)).map(({ kind }) => kind)).toEqual(['comment'])
  })

  it('is not for records that one may not see', async () => {
    const loan = await create('dora', 'loans', { subject: 'Mine', lent_on: '2026-02-01', book: await create('dora', 'books', { title: 'Mine too' }) })
    expect((await app.call({ as: 'vera', method: 'PUT', url: `/api/records/loans/${loan}/follow` })).status).toBe(404)
    expect((await app.call({ as: 'vera', url: `/api/records/loans/${loan}/followers` })).status).toBe(404)
  })
})

describe('a change of a record', () => {
  it('tells a new owner, and of a new status those who follow, each once and never who did it', async () => {
    const id = await create('dora', 'books', { title: 'Given' })
    await send('rita', 'PUT', `/api/records/books/${id}/follow`)
    await update('dora', 'books', id, { owner: ids.vera, status: 'on_shelf' })
    expect(await toldAbout('vera', id)).toMatchObject([{ kind: 'assigned', actor: { name: 'dora' } }])
    expect(await toldAbout('rita', id)).toMatchObject([{ kind: 'stage', change: { field: 'status', after: 'on_shelf' } }])
    expect(await toldAbout('dora', id)).toEqual([])
  })

  it('of a status that is hidden from somebody is no news of its status for them', async () => {
    const id = await create('dora', 'books', { title: 'Quiet' })
    await send('rita', 'PUT', `/api/records/books/${id}/follow`)
    const url = '/api/access/profiles/reader/modules/books'
    await send('admin', 'PUT', url, { actions: ['read'], fields: { price: 'hidden', status: 'hidden' } })
    await update('dora', 'books', id, { status: 'on_shelf' })
    expect(await toldAbout('rita', id)).toEqual([])
    await send('admin', 'PUT', url, { actions: ['read'], fields: { price: 'hidden' } })
  })

  it('of another field is told only to who wants that', async () => {
    const id = await create('dora', 'books', { title: 'Pages' })
    await send('vera', 'PUT', `/api/records/books/${id}/follow`)
    await send('rita', 'PUT', `/api/records/books/${id}/follow`)
    await send('vera', 'PUT', '/api/notifications/preferences', { changed: true })
    await update('dora', 'books', id, { pages: 12 })
    expect((await toldAbout('vera', id)).map(({ kind }) => kind)).toEqual(['changed'])
    expect(await toldAbout('rita', id)).toEqual([])
  })

  it('of many records in one action is told as one', async () => {
    const operations = Array.from({ length: 12 }, (_, index) => ({ op: 'create', values: { title: `Gift ${index}`, owner: ids.vera } }))
    await send('dora', 'POST', '/api/records/books/batch', { mode: 'all', operations })
    await settled()
    expect((await told('vera'))[0]).toMatchObject({ kind: 'assigned', record: null, count: 12, module: 'books' })
  })

  it('is no longer told once the record is out of sight', async () => {
    const book = await create('dora', 'books', { title: 'Sight' })
    const loan = await create('dora', 'loans', { subject: 'Handed over', lent_on: '2026-03-01', book, owner: ids.vera })
    expect((await toldAbout('vera', loan)).map(({ kind }) => kind)).toEqual(['assigned'])
    await update('admin', 'loans', loan, { owner: ids.dora })
    expect(await toldAbout('vera', loan)).toEqual([])
  })
})

describe('the inbox', () => {
  it('pages without a gap, counts what is unread, and is marked as a whole or one by one', async () => {
    const all = await told('vera')
    const first = await send<NotificationPage>('vera', 'GET', '/api/notifications?limit=2')
    const second = await send<NotificationPage>('vera', 'GET', `/api/notifications?limit=2&cursor=${first.next}`)
    expect([...first.notifications, ...second.notifications].map(({ id }) => id)).toEqual(all.slice(0, 4).map(({ id }) => id))
    expect(first.unread).toEqual({ value: all.length, exact: true })

    await send('vera', 'POST', '/api/notifications/read', { ids: [all[0]?.id] })
    expect((await send<NotificationPage>('vera', 'GET', '/api/notifications?unread=true')).notifications).toHaveLength(all.length - 1)
    expect(await send('vera', 'POST', '/api/notifications/read', { all: true })).toEqual({ unread: { value: 0, exact: true } })
    expect(await send('vera', 'POST', '/api/notifications/unread', { ids: [all[0]?.id] })).toEqual({ unread: { value: 1, exact: true } })
    await send('rita', 'POST', '/api/notifications/read', { ids: [all[0]?.id] })
    expect((await told('vera'))[0]?.readAt).toBeNull()
  })

  it('hears of news at once', async () => {
    const stream = await openStream(app, 'rita')
    const id = await create('dora', 'books', { title: 'Live' })
    await comment('dora', { module: 'books', id }, mentionMark({ id: ids.rita ?? '', name: 'rita' }))
    expect(await stream.next((event) => event.type === 'notification')).toEqual({ type: 'notification', users: [ids.rita] })
    stream.close()
  })

  it('has the end of long work in it', async () => {
    await send('dora', 'POST', '/api/exports', { module: 'books', format: 'csv', fields: ['title'] })
    await until(async () => (await told('dora')).some(({ kind }) => kind === 'task'), 'the end of the export')
    expect((await told('dora')).find(({ kind }) => kind === 'task')).toMatchObject({ module: 'books', task: { kind: 'export', state: 'done' } })
  })
})
