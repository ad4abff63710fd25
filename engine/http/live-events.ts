import { EventEmitter } from 'node:events'
import type { LiveEvent } from '../contract/api.ts'
import type { Logger } from '../kernel/logger.ts'
import { NOTIFICATIONS_CHANNEL } from '../storage/collaboration/notifications.ts'
import type { ConnectedDatabase } from '../storage/pool.ts'

/** What a process hears from all processes, its own included. */
export interface LiveEvents {
  subscribe(listener: (event: LiveEvent) => void): () => void
  /** The database was lost and is back: what happened in between was not heard. */
  onGap(listener: () => void): () => void
  close(): Promise<void>
}

/** Channels of NOTIFY that carry a live event as JSON. */
const CHANNELS = ['mortise_changes', 'mortise_tasks', 'mortise_metadata', NOTIFICATIONS_CHANNEL] as const

/** Listens to the database's notifications and hands them to the event streams of this process. */
export async function listenForLiveEvents(database: ConnectedDatabase, log: Logger): Promise<LiveEvents> {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  const on = <Listener extends (event: LiveEvent) => void>(name: string, listener: Listener) => {
    emitter.on(name, listener)
    return () => void emitter.off(name, listener)
  }
  const undo = await Promise.all(
    CHANNELS.map((channel) =>
      database.listen(channel, (payload) => {
        if (payload === null) return void emitter.emit('gap')
        const event = readEvent(channel, payload, log)
        if (event) emitter.emit('event', event)
      }),
    ),
  )
  return {
    subscribe: (listener) => on('event', listener),
    onGap: (listener) => on('gap', listener),
    close: async () => void (await Promise.all(undo.map((stop) => stop()))),
  }
}

function readEvent(channel: (typeof CHANNELS)[number], payload: string, log: Logger): LiveEvent | null {
  try {
    const content: unknown = JSON.parse(payload)
    if (channel === 'mortise_metadata') return { type: 'metadata', version: Number(content) }
    if (channel === 'mortise_tasks') return { type: 'task', task: content } as LiveEvent
    if (channel === NOTIFICATIONS_CHANNEL) return { type: 'notification', users: content as string[] }
    return { type: 'records', ...(content as object) } as LiveEvent
  } catch (error) {
    log.warn({ err: error, channel }, 'A notification could not be read')
    return null
  }
}
