import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import type { NotificationInfo } from '../../engine/contract/collaboration.ts'
import { useTasks } from './tasks.ts'
import { useNotifications } from './notifications.ts'

const told = (id: string, readAt: string | null = null) => ({ id, kind: 'comment', at: '2026-11-26T08:00:00Z', readAt }) as NotificationInfo
const page = (notifications: NotificationInfo[], next: string | null = null) => ({ notifications, next, unread: { value: notifications.length, exact: true } })
const requests: string[] = []
/** What the next requests are answered with, each when it resolves. */
let answers: (object | Promise<object>)[] = []

beforeEach(() => {
  setActivePinia(createPinia())
  requests.length = 0
  answers = []
  vi.stubGlobal('fetch', async (url: string, { method }: { method: string }) => {
    requests.push(`${method} ${url}`)
    return new Response(JSON.stringify(await answers.shift()), { headers: { 'content-type': 'application/json' } })
  })
})

describe('the inbox', () => {
  it('marks at once what is read, and takes the number from the server', async () => {
    answers = [page([told('a'), told('b')]), { unread: { value: 1, exact: true } }]
    const inbox = useNotifications()
    await inbox.load()
    const done = inbox.markRead(['a'])
    expect(inbox.all.map(({ readAt }) => readAt !== null)).toEqual([true, false])
    await done
    expect(inbox.unread.value).toBe(1)
  })

  it('keeps when something was first read, and forgets it with "unread"', async () => {
    answers = [page([told('a', '2026-11-25T08:00:00Z')]), { unread: { value: 0, exact: true } }, { unread: { value: 1, exact: true } }]
    const inbox = useNotifications()
    await inbox.load()
    await inbox.markAllRead()
    expect(inbox.all[0]?.readAt).toBe('2026-11-25T08:00:00Z')
    await inbox.markUnread(['a'])
    expect([inbox.all[0]?.readAt, inbox.unread.value]).toEqual([null, 1])
  })

  it('takes the end of work that the open page shows as read, and no other', async () => {
    const ended = (id: string, module: string) => ({ ...told(id), kind: 'task', module, task: { id: `of-${id}`, kind: 'import-check', state: 'done' } })
    const both = page([ended('a', 'books'), ended('b', 'loans')] as NotificationInfo[])
    answers = [both, { unread: { value: 1, exact: true } }, both]
    const inbox = useNotifications()
    const scope = effectScope()
    scope.run(() => useTasks().showElsewhere(({ module }) => module === 'books'))
    await inbox.load()
    expect([inbox.all.map(({ readAt }) => readAt !== null), inbox.unread.value]).toEqual([[true, false], 1])
    scope.stop()
    await inbox.load()
    expect(inbox.unread.value).toBe(2)
  })

  it('goes on where the page ended; an answer that comes after newer ones says nothing', async () => {
    answers = [page([told('a')], 'behind-a'), page([told('b')])]
    const inbox = useNotifications()
    await inbox.load()
    await inbox.more()
    await inbox.more()
    expect(inbox.all.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(requests).toEqual([expect.stringContaining('limit=30'), expect.stringContaining('cursor=behind-a')])

    const late = Promise.withResolvers<object>()
    answers = [late.promise, page([told('new')])]
    const first = inbox.load()
    await inbox.load()
    late.resolve(page([told('old')]))
    await first
    expect(inbox.all.map(({ id }) => id)).toEqual(['new'])
  })
})
