import { sql } from 'kysely'
import type { Database } from '../database.ts'

/** Time limits of a transaction, in milliseconds; 0 means none. */
export interface TimeLimits {
  statement?: number
  lock?: number
  idle?: number
}

/**
 * Runs `work` in a transaction that nobody else holds under the same key, in any process; waits for its turn.
 * The lock goes with the transaction, so a process that dies leaves none behind.
 */
export function withAdvisoryLock<T>(database: Database, key: string, work: (database: Database) => Promise<T>): Promise<T> {
  return database.transaction(async (inside) => {
    await inside.query(sql`select pg_advisory_xact_lock(${lockNumber(key)})`)
    return work(inside)
  })
}

/** The same without waiting: null where somebody else holds the lock, and `work` is not run. */
export function tryAdvisoryLock<T>(database: Database, key: string, work: (database: Database) => Promise<T>): Promise<T | null> {
  return database.transaction(async (inside) => {
    const [row] = await inside.query<{ got: boolean }>(sql`select pg_try_advisory_xact_lock(${lockNumber(key)}) as got`)
    return row?.got ? work(inside) : null
  })
}

/** Changes the time limits of the transaction in which it is called. */
export async function setTimeLimits(database: Database, limits: TimeLimits): Promise<void> {
  if (!database.inTransaction) throw new Error('Time limits can only be set inside a transaction.')
  const settings = [
    ['statement_timeout', limits.statement],
    ['lock_timeout', limits.lock],
    ['idle_in_transaction_session_timeout', limits.idle],
  ] as const
  const calls = settings.filter(([, value]) => value !== undefined).map(([name, value]) => sql`set_config(${name}, ${String(value)}, true)`)
  if (calls.length > 0) await database.query(sql`select ${sql.join(calls)}`)
}

const lockNumber = (key: string) => sql`hashtextextended(${`mortise:${key}`}, 0)`
