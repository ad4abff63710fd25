import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TimelinePage } from '../../engine/contract/collaboration.ts'
import { startTestApp, type TestApp } from '../support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp('stock')
})
afterAll(() => app.stop())

async function send<T>(method: 'GET' | 'POST' | 'PATCH', url: string, body?: unknown): Promise<T> {
  const answer = await app.call({ as: 'admin', method, url, body })
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`)
  return answer.body as T
}
const create = async (module: string, values: object) => (await send<{ id: string }>('POST', `/api/records/${module}`, { values })).id
const timeline = (module: string, id: string, query = '') => send<TimelinePage>('GET', `/api/records/${module}/${id}/timeline${query}`)

describe('the timeline of a record', () => {
  it('holds its changes, comments, activities and mails, newest first', async () => {
    const account = await create('accounts', { name: 'Hottechi' })
    const about = { module: 'accounts', id: account }
    await create('tasks', { subject: 'Send papers', related_to: about })
    const mail = await create('emails', { subject: 'Offer', to_addresses: 'info@hottechi.example' })
    await app.call({ as: 'admin', method: 'PUT', url: `/api/records/accounts/${account}/links/emails/${mail}`, body: { values: {} } })
    await create('comments', { text: 'Well done', related_to: about })
    await send('PATCH', `/api/records/accounts/${account}`, { version: 1, values: { name: 'Hottechi AG' } })

    const { items, next } = await timeline('accounts', account)
    expect(items.map((item) => (item.kind === 'change' ? item.action : item.kind))).toEqual(['update', 'comment', 'link', 'mail', 'activity', 'create'])
    expect(next).toBeNull()
    expect((await timeline('accounts', account, '?kinds=comment,mail')).items.map(({ kind }) => kind)).toEqual(['comment', 'mail'])
    expect(items.find(({ kind }) => kind === 'activity')).toMatchObject({
      record: { module: 'tasks', values: { subject: 'Send papers', status: 'not_started' } },
    })
  })

  it('pages without a gap or a double, also through what was made at one moment', async () => {
    const account = await create('accounts', { name: 'Paged' })
    const about = { module: 'accounts', id: account }
    const operations = Array.from({ length: 25 }, (_, index) => ({ op: 'create', values: { text: `Comment ${index}`, related_to: about } }))
    await send('POST', '/api/records/comments/batch', { mode: 'all', operations })
    for (let version = 1; version <= 7; version += 1) await send('PATCH', `/api/records/accounts/${account}`, { version, values: { name: `Paged ${version}` } })

    const ids: string[] = []
    let query = '?limit=4'
    for (let pages = 0; pages < 20; pages += 1) {
      const page: TimelinePage = await timeline('accounts', account, query)
      ids.push(...page.items.map(({ id }) => id))
      if (page.next === null) break
      query = `?limit=4&cursor=${page.next}`
    }
    expect(ids).toHaveLength(25 + 7 + 1)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it("is nobody else's, and takes no kind that there is not", async () => {
    expect((await app.call({ as: 'admin', url: '/api/records/accounts/01990000-0000-7000-8000-00000000ffff/timeline' })).status).toBe(404)
    const account = await create('accounts', { name: 'Kinds' })
    expect((await app.call({ as: 'admin', url: `/api/records/accounts/${account}/timeline?kinds=gossip` })).status).toBe(400)
  })
})

describe('the history of one field', () => {
  it('tells only its changes', async () => {
    const account = await create('accounts', { name: 'First' })
    await send('PATCH', `/api/records/accounts/${account}`, { version: 1, values: { website: 'https://example.org' } })
    await send('PATCH', `/api/records/accounts/${account}`, { version: 2, values: { name: 'Second', website: 'https://example.com' } })
    const { events } = await send<{ events: { changes: object[] }[] }>('GET', `/api/records/accounts/${account}/history?field=name`)
    expect(events.map(({ changes }) => changes)).toEqual([
      [{ field: 'name', before: 'First', after: 'Second' }],
      [{ field: 'name', before: null, after: 'First' }],
    ])
    expect((await app.call({ as: 'admin', url: `/api/records/accounts/${account}/history?field=nothing` })).status).toBe(404)
  })
})

describe('suggestions of tags', () => {
  it('are those in use, the most used first, with the colours that were declared', async () => {
    await create('tags', { name: 'VIP', color: '#c0392b' })
    await create('accounts', { name: 'A', tags: ['vip', 'framework'] })
    await create('accounts', { name: 'B', tags: ['VIP'] })
    const { tags } = await send<{ tags: object[] }>('GET', '/api/records/accounts/tags?field=tags')
    expect(tags).toEqual([
      { name: 'VIP', color: '#c0392b', count: 2 },
      { name: 'framework', color: null, count: 1 },
    ])
    expect((await app.call({ as: 'admin', url: '/api/records/accounts/tags?field=name' })).status).toBe(404)
  })
})
