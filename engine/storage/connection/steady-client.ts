import { Client } from 'pg'
import { connectionConfig } from './config.ts'

export interface SteadyClientOptions {
  url: string
  applicationName: string
  /** Prepares each new connection, before anybody gets it. */
  prepare(client: Client): Promise<void>
  /** After a connection that was lost is back. */
  onReturn(): void
  report(error: unknown, what: string): void
}

/** One connection that connects again by itself for as long as it is open. */
export interface SteadyClient {
  /** The connection; makes it where there is none. */
  get(): Promise<Client>
  /** The connection if there is one right now. */
  find(): Client | null
  close(): Promise<void>
}

const FIRST_PAUSE = 100
const LONGEST_PAUSE = 5_000

/** Connects at the first `get`. */
export function createSteadyClient(options: SteadyClientOptions): SteadyClient {
  let client: Client | null = null
  let connecting: Promise<Client> | null = null
  let timer: NodeJS.Timeout | null = null
  let closed = false

  async function connect(): Promise<Client> {
    const fresh = new Client(connectionConfig(options.url, options.applicationName))
    fresh.on('error', (error) => options.report(error, `The connection of ${options.applicationName} was lost.`))
    fresh.on('end', () => lose(fresh))
    await fresh.connect()
    client = fresh
    await options.prepare(fresh)
    return fresh
  }

  function get(): Promise<Client> {
    if (client) return Promise.resolve(client)
    connecting ??= connect().finally(() => {
      connecting = null
    })
    return connecting
  }

  function lose(old: Client): void {
    if (client !== old) return
    client = null
    if (!closed) comeBack(FIRST_PAUSE)
  }

  function comeBack(milliseconds: number): void {
    timer = setTimeout(async () => {
      try {
        await get()
        options.onReturn()
      } catch {
        if (!closed) comeBack(Math.min(milliseconds * 2, LONGEST_PAUSE))
      }
    }, milliseconds)
    timer.unref()
  }

  return {
    get,
    find: () => client,
    async close() {
      closed = true
      if (timer) clearTimeout(timer)
      await connecting?.catch(() => undefined)
      await client?.end()
    },
  }
}
