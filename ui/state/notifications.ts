import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { NotificationInfo, UnreadCount } from '../../engine/contract/collaboration.ts'
import { listNotifications, readNotifications, unreadNotifications } from '../api/notifications.ts'
import { useLiveEvents } from './live-events.ts'

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
    const page = await fetchPage()
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

/** At once on the screen: the server's answer only corrects the count. */
function marked(all: NotificationInfo[], { ids, readAt }: { ids: string[]; readAt: string | null }): NotificationInfo[] {
  return all.map((one) => (ids.includes(one.id) ? { ...one, readAt: readAt === null ? null : (one.readAt ?? readAt) } : one))
}
