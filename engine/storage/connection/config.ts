import type { ClientConfig } from 'pg'
import { PG_TYPES } from './pg-types.ts'
import { TurnSocket } from './turn-socket.ts'

/**
 * Settings of every session. Sent with the start-up message, so that they cost no round trip.
 * - plan_cache_mode force_generic_plan: a name is given only where one plan fits all values, and saves the planning, which is half of a
 *   list's or a look-up's time. Left to choose, PostgreSQL takes ten unknown values for dearer than one known, and plans for ever.
 *   Statements without a name are planned for their values: see run-statement.ts.
 * - join_collapse_limit: joins stand in the order in which they are best done; to weigh all orders of eight takes longer than the rest.
 * - no parallel workers, no JIT: requests are many and small; both only add latency and memory.
 * - client_connection_check_interval: a statement whose client is gone stops by itself (not known to Windows).
 */
const SESSION: Record<string, string> = {
  statement_timeout: '30s',
  idle_in_transaction_session_timeout: '60s',
  lock_timeout: '10s',
  plan_cache_mode: 'force_generic_plan',
  join_collapse_limit: '4',
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  TimeZone: 'UTC',
  DateStyle: 'ISO',
  ...(process.platform === 'win32' ? {} : { client_connection_check_interval: '5s' }),
}

/** How one connection is made; the same for the pool, the listener and steps outside of the pool. */
export function connectionConfig(url: string, applicationName: string): ClientConfig {
  const options = Object.entries(SESSION).map(([name, value]) => `-c ${name}=${value}`)
  const given = URL.canParse(url) ? new URL(url).searchParams.get('options') : null
  if (given) options.push(given)

  return {
    connectionString: withoutOptions(url),
    options: options.join(' '),
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    types: PG_TYPES,
    // Statements go out as they are given, without waiting for the answers to those before them.
    pipeline: true,
    stream: () => new TurnSocket(),
  }
}

/** The address without the password, for messages. */
export function addressOf(url: string): string {
  if (!URL.canParse(url)) return 'the given DATABASE_URL'
  const { hostname, port, pathname } = new URL(url)
  return `${hostname || 'localhost'}:${port || '5432'}${pathname}`
}

/** pg would let the address's own options replace ours; they are joined instead. */
function withoutOptions(url: string): string {
  if (!URL.canParse(url)) return url
  const parsed = new URL(url)
  if (!parsed.searchParams.has('options')) return url
  parsed.searchParams.delete('options')
  return parsed.href
}
