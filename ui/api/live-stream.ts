import type { LiveEvent } from '../../engine/contract/api.ts'

export interface LiveStream {
  close(): void
}
export interface LiveListeners {
  onEvent(event: LiveEvent): void
  /** The stream is open, for the first time or again: after `again` things may have been missed. */
  onOpen?(again: boolean): void
  onLost?(): void
}

const TYPES = ['records', 'task', 'metadata', 'notification'] as const
const FIRST_WAIT = 1000
const LONGEST_WAIT = 60_000

/**
 * Listens to GET /api/events. EventSource reconnects by itself only while the server answers with a stream; what it gives up
 * (a proxy's error page, a server that restarts) is opened again here, each time after a longer wait with some chance in it.
 */
export function openLiveStream(listeners: LiveListeners): LiveStream {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let opened = false

  const connect = () => {
    source = new EventSource('/api/events')
    source.onopen = () => {
      failures = 0
      listeners.onOpen?.(opened)
      opened = true
    }
    source.onerror = () => {
      listeners.onLost?.()
      if (source?.readyState !== EventSource.CLOSED) return
      timer = setTimeout(connect, waitAfter(failures))
      failures += 1
    }
    for (const type of TYPES) source.addEventListener(type, (message: MessageEvent<string>) => listeners.onEvent(JSON.parse(message.data) as LiveEvent))
  }

  connect()
  return {
    close() {
      clearTimeout(timer)
      source?.close()
    },
  }
}

/** Milliseconds before the next try: doubled each time up to a minute, less up to a third, so that clients do not come all at once. */
export function waitAfter(failures: number, chance: number = Math.random()): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures) * (1 - chance / 3)
}
