import type { Client } from 'pg'
import { createSteadyClient } from './steady-client.ts'

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

/** Makes a listener that connects at the first `listen`, and connects again by itself for as long as it is open. */
export function createListener({ url, applicationName, report }: ListenerOptions): Listener {
  const handlers = new Map<string, Set<NotificationHandler>>()
  let last: Promise<unknown> = Promise.resolve()

  /** A connection takes one statement at a time; callers come at any time. */
  function say(client: Client, text: string): Promise<unknown> {
    const answer = last.then(() => client.query(text))
    last = answer.catch(() => undefined)
    return answer
  }

  function tell(channel: string, payload: string | null): void {
    for (const handler of handlers.get(channel) ?? []) {
      try {
        handler(payload)
      } catch (error) {
        report(error, `A handler of the channel ${channel} failed.`)
      }
    }
  }

  async function prepare(client: Client): Promise<void> {
    client.on('notification', ({ channel, payload }) => tell(channel, payload ?? ''))
    for (const channel of handlers.keys()) await say(client, `listen ${quote(channel)}`)
  }

  const onReturn = () => {
    for (const channel of handlers.keys()) tell(channel, null)
  }
  const connection = createSteadyClient({ url, applicationName: `${applicationName} listener`, prepare, onReturn, report })

  return {
    async listen(channel, handler) {
      const group = handlers.get(channel) ?? new Set()
      const isNew = group.size === 0
      handlers.set(channel, group.add(handler))
      const client = await connection.get()
      if (isNew) await say(client, `listen ${quote(channel)}`)
      return async () => {
        group.delete(handler)
        if (group.size > 0 || !handlers.delete(channel)) return
        const open = connection.find()
        if (open) await say(open, `unlisten ${quote(channel)}`)
      }
    },
    close: connection.close,
  }
}

function quote(channel: string): string {
  return `"${channel.replaceAll('"', '""')}"`
}
