import { Client } from 'pg'
import { connectionConfig } from './config.ts'

/** Gets the payload of a notification; null when the connection was lost and is back: some may have been missed, so look for yourself. */
export type NotificationHandler = (payload: string | null) => void

/** One connection of its own for LISTEN. */
export interface Listener {
  listen(channel: string, handler: NotificationHandler): Promise<() => Promise<void>>
  close(): Promise<void>
}

interface ListenerOptions {
  url: string
  applicationName: string
  report(error: unknown, what: string): void
}

const FIRST_PAUSE = 100
const LONGEST_PAUSE = 5_000

/** Makes a listener that connects at the first `listen`, and connects again by itself for as long as it is open. */
export function createListener(options: ListenerOptions): Listener {
  const handlers = new Map<string, Set<NotificationHandler>>()
  let client: Client | null = null
  let connecting: Promise<Client> | null = null
  let timer: NodeJS.Timeout | null = null
  let closed = false

  async function connect(): Promise<Client> {
    const fresh = new Client(connectionConfig(options.url, `${options.applicationName} listener`))
    fresh.on('error', (error) => options.report(error, 'The connection for notifications was lost.'))
    fresh.on('end', () => lost(fresh))
    fresh.on('notification', ({ channel, payload }) => tell(channel, payload ?? ''))
    await fresh.connect()
    client = fresh
    for (const channel of handlers.keys()) await fresh.query(`listen ${quote(channel)}`)
    return fresh
  }

  function current(): Promise<Client> {
    if (client) return Promise.resolve(client)
    connecting ??= connect().finally(() => {
      connecting = null
    })
    return connecting
  }

  function lost(old: Client): void {
    if (client !== old) return
    client = null
    if (!closed) reconnect(FIRST_PAUSE)
  }

  function reconnect(milliseconds: number): void {
    timer = setTimeout(async () => {
      try {
        await current()
        for (const channel of handlers.keys()) tell(channel, null)
      } catch {
        if (!closed) reconnect(Math.min(milliseconds * 2, LONGEST_PAUSE))
      }
    }, milliseconds)
    timer.unref()
  }

  function tell(channel: string, payload: string | null): void {
    for (const handler of handlers.get(channel) ?? []) {
      try {
        handler(payload)
      } catch (error) {
        options.report(error, `A handler of the channel ${channel} failed.`)
      }
    }
  }

  return {
    async listen(channel, handler) {
      const group = handlers.get(channel) ?? new Set()
      const isNew = group.size === 0
      handlers.set(channel, group.add(handler))
      const connection = await current()
      if (isNew) await connection.query(`listen ${quote(channel)}`)
      return async () => {
        group.delete(handler)
        if (group.size > 0 || !handlers.delete(channel)) return
        await client?.query(`unlisten ${quote(channel)}`)
      }
    },
    async close() {
      closed = true
      if (timer) clearTimeout(timer)
      await connecting?.catch(() => undefined)
      await client?.end()
    },
  }
}

function quote(channel: string): string {
  return `"${channel.replaceAll('"', '""')}"`
}
