import { defineStore } from 'pinia'
import { onScopeDispose, ref } from 'vue'
import type { LiveEvent } from '../../engine/contract/api.ts'
import { type LiveStream, openLiveStream } from '../api/live-stream.ts'
import { useMetadata } from './metadata.ts'

type RecordsEvent = Extract<LiveEvent, { type: 'records' }>
type TaskEvent = Extract<LiveEvent, { type: 'task' }>
type NotificationEvent = Extract<LiveEvent, { type: 'notification' }>
interface Listeners {
  records: Set<(event: RecordsEvent) => void>
  task: Set<(event: TaskEvent) => void>
  notification: Set<(event: NotificationEvent) => void>
  gap: Set<() => void>
}

/** The stream of what happens elsewhere. After a gap (the stream was lost and came back) listeners are told to look again. */
export const useLiveEvents = defineStore('live-events', () => {
  const listeners: Listeners = { records: new Set(), task: new Set(), notification: new Set(), gap: new Set() }
  const isLost = ref(false)
  let stream: LiveStream | null = null

  function start(): void {
    stream ??= openLiveStream({
      onEvent,
      onOpen(again) {
        isLost.value = false
        if (!again) return
        void useMetadata().load()
        for (const listener of listeners.gap) listener()
      },
      onLost: () => {
        isLost.value = true
      },
    })
  }

  function stop(): void {
    stream?.close()
    stream = null
  }

  function onEvent(event: LiveEvent): void {
    if (event.type === 'metadata') void useMetadata().load()
    if (event.type === 'records') for (const listener of listeners.records) listener(event)
    if (event.type === 'notification') for (const listener of listeners.notification) listener(event)
    if (event.type === 'task') for (const listener of listeners.task) listener(event)
  }

  /** Hears of one kind of event as long as the component (or scope) lives. */
  function listen<K extends keyof Listeners>(kind: K, listener: Listeners[K] extends Set<infer L> ? L : never): void {
    const set = listeners[kind] as Set<unknown>
    set.add(listener)
    onScopeDispose(() => set.delete(listener), true)
  }

  return { isLost, start, stop, listen }
})
