import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../test/support/start-app.ts'

/** One story on a library with no stock metadata: each step stands on the one before. */
let app: TestApp

beforeAll(async () => {
  app = await startTestApp('foreign')
})
afterAll(() => app.stop())

interface Ended {
  state: string
  result: { created: number; undone: number; kept: { module: string; record: string; reason: string }[]; refused: object }
}

async function send<T = { task: string; state: string }>(method: 'GET' | 'POST' | 'DELETE', as = 'admin'): Promise<{ status: number; body: T }> {
  const { status, body } = await app.call({ as, method, url: '/api/demo' })
  return { status, body: body as T }
}

async function ended(task: string): Promise<Ended> {
  for (;;) {
    const { body } = await app.call({ as: 'admin', url: `/api/tasks/${task}` })
    const info = body as Ended
    if (['done', 'failed', 'cancelled'].includes(info.state)) return info
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function count(table: string): Promise<number> {
  const [row] = await app.database.query<{ count: number }>(
    sql<{ count: number }>`select count(*)::int as count from data.${sql.id(table)} where deleted_at is null`,
  )
  return row?.count ?? 0
}

describe('sample data', () => {
  it('is never there unasked, and only admins may ask for it', async () => {
    expect(await count('books')).toBe(0)
    expect(await send('GET')).toEqual({ status: 200, body: { state: 'absent' } })
    for (const method of ['GET', 'POST', 'DELETE'] as const) expect((await send(method, 'dora')).status).toBe(403)
    expect((await send('DELETE')).status).toBe(404)
  })

  it('is made as a task, once, even when two ask at the same time', async () => {
    const answers = await Promise.all([send('POST'), send('POST')])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409])
    const task = answers.find(({ status }) => status === 202)?.body.task ?? ''
    const { state, result } = await ended(task)
    expect(state).toBe('done')
    expect(result.refused).toEqual({})
    expect(result.created).toBeGreaterThan(60)
    expect(await count('books')).toBe(30)
    expect(await send('GET')).toMatchObject({ body: { state: 'loaded', task } })
  })

  it('is real: related, with history, by the people of the sample themselves', async () => {
    const { body } = await app.call({ as: 'admin', url: '/api/records/loans?fields=subject,book,member&limit=1' })
    const [loan] = (body as { records: { id: string; values: { subject: string }; labels: { book: string } }[] }).records
    expect(loan?.values.subject).toBe(loan?.labels.book)
    const authors = await app.database.query<{ name: string }>(sql<{ name: string }>`
      select distinct u.username as name from data.comments c join data.users u on u.id = c.created_by where u.username <> 'admin'`)
    expect(authors.length).toBeGreaterThan(1)
    const sets = await app.database.query(sql`
      select distinct e.change_set from app.change_event e join data.books b on b.id = e.record`)
    expect(sets).toHaveLength(1)
  })

  it('comes quietly: nobody finds a page full of news about it', async () => {
    const { body } = await app.call({ as: 'admin', url: '/api/notifications' })
    const { notifications } = body as { notifications: { kind: string }[] }
    expect(notifications.filter(({ kind }) => kind !== 'task')).toEqual([])
  })

  it('goes away as one change set; what was edited since stays and is listed', async () => {
    const { body } = await app.call({ as: 'admin', url: '/api/records/members?limit=1' })
    const [member] = (body as { records: { id: string; version: number }[] }).records
    const edited = await app.call({
      as: 'admin',
      method: 'PATCH',
      url: `/api/records/members/${member?.id}`,
      body: { version: member?.version, values: { phone: '+49 30 555 0100' } },
    })
    expect(edited.status).toBe(200)

    const { body: begun } = await send('DELETE')
    const { state, result } = await ended(begun.task)
    expect(state).toBe('done')
    expect(result.kept).toEqual([{ module: 'members', record: member?.id, reason: 'EDITED', name: expect.any(String) }])
    expect(await Promise.all(['books', 'loans', 'comments', 'members'].map(count))).toEqual([0, 0, 0, 1])
    expect(await send('GET')).toEqual({ status: 200, body: { state: 'absent' } })
  })

  it('can be made again', async () => {
    const { body } = await send('POST')
    expect((await ended(body.task)).state).toBe('done')
    expect(await count('books')).toBe(30)
  })
})
