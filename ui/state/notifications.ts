import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { NotificationInfo, NotificationPage, UnreadCount } from '../../engine/contract/collaboration.ts'
import { listNotifications, readNotifications, unreadNotifications } from '../api/notifications.ts'
import { useLiveEvents } from './live-events.ts'
import { type TaskFilter, useTasks } from './tasks.ts'

const PAGE = 30

/** What the user was told: the newest first, live. */
export const useNotifications = defineStore('notifications', () => {
  const all = shallowRef<NotificationInfo[]>([])
  const unread = ref<UnreadCount>({ value: 0, exact: true })
  const next = ref<string | null>(null)
  const onlyUnread = ref(false)
  const isLoaded = ref(false)
  let run = 0
  const fetchPage = (cursor?: string) => listNotifications({ limit: PAGE, unread: onlyUnread.value || undefined, cursor })

  /** The first page, again. */
  async function load(): Promise<void> {
    const mine = ++run
    const page = await readSeen(await fetchPage(), useTasks().isSeen)
    if (mine !== run) return
    all.value = page.notifications
    next.value = page.next
    unread.value = page.unread
    isLoaded.value = true
  }

  async function more(): Promise<void> {
    if (next.value === null) return
    const mine = run
    const page = await fetchPage(next.value)
    if (mine !== run) return
    all.value = [...all.value, ...page.notifications]
    next.value = page.next
  }

  async function markRead(ids: string[]): Promise<void> {
    all.value = marked(all.value, { ids, readAt: new Date().toISOString() })
    unread.value = (await readNotifications({ ids })).unread
  }

  async function markUnread(ids: string[]): Promise<void> {
    all.value = marked(all.value, { ids, readAt: null })
    unread.value = (await unreadNotifications(ids)).unread
  }

  async function markAllRead(): Promise<void> {
    all.value = marked(all.value, { ids: all.value.map(({ id }) => id), readAt: new Date().toISOString() })
    unread.value = (await readNotifications({ all: true })).unread
  }

  /** Stays fresh as long as the calling component lives. What cannot be fetched now is fetched with the next news. */
  function listen(): void {
    for (const news of ['notification', 'gap'] as const) useLiveEvents().listen(news, () => void load().catch(() => {}))
  }

  function forget(): void {
    run += 1
    all.value = []
    next.value = null
    unread.value = { value: 0, exact: true }
    onlyUnread.value = false
    isLoaded.value = false
  }

  return { all, unread, next, onlyUnread, isLoaded, load, more, markRead, markUnread, markAllRead, listen, forget }
})

/** The end of work that the open page shows is no news: it is read as it comes. */
async function readSeen(page: NotificationPage, isSeen: TaskFilter): Promise<NotificationPage> {
  const ids = page.notifications.flatMap(({ id, task, module, readAt }) =>
    task && readAt === null && isSeen({ kind: task.kind, module: module ?? undefined }) ? [id] : [],
  )
  if (ids.length === 0) return page
  const { unread } = await readNotifications({ ids })
  return { ...page, notifications: marked(page.notifications, { ids, readAt: new Date().toISOString() }), unread }
}

/** At once on the screen: the server's answer only corrects the count. */
function marked(all: NotificationInfo[], { ids, readAt }: { ids: string[]; readAt: string | null }): NotificationInfo[] {
  return all.map((one) => (ids.includes(one.id) ? { ...one, readAt: readAt === null ? null : (one.readAt ?? readAt) } : one))
}
