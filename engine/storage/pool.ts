import { Pool, type PoolClient, type QueryResult } from 'pg'
import { sql } from 'kysely'
import { asStatement } from './compile.ts'
import { connectionConfig } from './connection/config.ts'
import type { Database, Statement } from './database.ts'
import { runStatementOn } from './connection/run-statement.ts'
import { createListener, type NotificationHandler } from './connection/listener.ts'
import { notify } from './notify.ts'
import { asDatabaseError, asUnreachable, isConnectionLost, sqlState } from './pg-error.ts'
import { runTransaction, type TransactionHost } from './connection/transaction.ts'
import { createWaker } from './connection/waker.ts'

export interface ConnectOptions {
  /** Most connections of the pool; 10 if absent. The listener's is one more. */
  max?: number
  /** What pg_stat_activity shows; `mortise` if absent. */
  applicationName?: string
  log?: { warn(details: object, message: string): void }
}

/** A pool that is open, and its listener. */
export interface ConnectedDatabase extends Database {
  url: string
  /** Calls the handler for each notification on a channel; the promise settles when it listens, and gives its undo. */
  listen(channel: string, handler: NotificationHandler): Promise<() => Promise<void>>
  notify(channel: string, payload?: string): Promise<void>
  /** Connections: open, idle, and callers that wait for one. */
  load(): { open: number; idle: number; waiting: number }
  /** Waits for the statements that run, then closes every connection. */
  close(): Promise<void>
}

const STARTING_UP = '57P03'
const STALE_PLAN = '0A000'
const OLDEST_SERVER = 150_000

/**
 * Opens a pool. Throws DATABASE_UNREACHABLE, with a sentence that says why, where the database cannot be used.
 * A connection that is lost later never ends the process: the statement on it fails with DATABASE_LOST, the next one gets a new connection.
 */
export async function connectDatabase(url: string, options: ConnectOptions = {}): Promise<ConnectedDatabase> {
  const applicationName = options.applicationName ?? 'mortise'
  const report = (error: unknown, what: string) => options.log?.warn({ err: error }, what)
  const pool = openPool(url, { ...options, applicationName }, report)
  const listener = createListener({ url, applicationName, report })
  const waker = createWaker((channel) => notify(database, channel), report)
  const host: TransactionHost = { connect: () => checkOut(pool), wake: waker.wake, report }

  const database: ConnectedDatabase = {
    url,
    query: async <Row>(statement: Parameters<Database['query']>[0]) => (await runOnPool(pool, asStatement(statement))).rows as Row[],
    send: async (statement) => void (await runOnPool(pool, asStatement(statement))),
    transaction: (work) => runTransaction(host, work),
    afterCommit: (task) => task(),
    wake: waker.wake,
    inTransaction: false,
    listen: listener.listen,
    notify: (channel, payload) => notify(database, channel, payload),
    load: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async close() {
      waker.close()
      await listener.close()
      if (!pool.ending) await pool.end()
    },
  }

  try {
    await waitUntilReady(database)
  } catch (error) {
    await database.close()
    throw asUnreachable(error, url)
  }
  return database
}

function openPool(url: string, options: ConnectOptions & { applicationName: string }, report: (error: unknown, what: string) => void): Pool {
  const pool = new Pool({
    ...connectionConfig(url, options.applicationName),
    max: options.max ?? 10,
    idleTimeoutMillis: 60_000,
    // Prepared statements pile up in a connection as the metadata moves on; a new one starts empty.
    maxLifetimeSeconds: 3_600,
  })
  // Without these two a server that goes away would end the process.
  pool.on('error', (error) => report(error, 'An idle database connection was lost.'))
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

async function checkOut(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw asDatabaseError(error)
  }
}

async function runOnPool(pool: Pool, statement: Statement): Promise<QueryResult> {
  const client = await checkOut(pool)
  try {
    const result = await runStatementOn(client, statement)
    client.release()
    return result
  } catch (error) {
    const stale = statement.name !== undefined && sqlState(error) === STALE_PLAN
    client.release(stale || isConnectionLost(error))
    // A column's type changed under a prepared statement: this connection keeps failing on it, and so may the next one.
    if (stale) return runOnPool(pool, { text: statement.text, values: statement.values })
    throw asDatabaseError(error)
  }
}

/** The first statement; a server that is just starting up gets 15 seconds. */
async function waitUntilReady(database: Database): Promise<void> {
  const deadline = Date.now() + 15_000
  for (;;) {
    try {
      const [row] = await database.query<{ server: number; encoding: string }>(
        sql`select current_setting('server_version_num')::int as server, current_setting('server_encoding') as encoding`,
      )
      if (row && row.server < OLDEST_SERVER) throw new Error('PostgreSQL 15 or later is needed')
      if (row && row.encoding !== 'UTF8') throw new Error(`its encoding is ${row.encoding}; UTF8 is needed`)
      return
    } catch (error) {
      if (sqlState(error) !== STARTING_UP || Date.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}
