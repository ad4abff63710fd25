/** What the server is started with. Time limits of statements belong to the pool. */
export function serverSettings(options: { port: number; durable: boolean }): string[] {
  const settings = { ...COMMON, ...(options.durable ? {} : FAST), port: String(options.port) }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

const COMMON = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  // The pages stay in the system's cache as well; a modest share keeps an idle installation small.
  shared_buffers: '128MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  random_page_cost: '1.1',
  jit: 'off',
  // Nobody subscribes to an embedded database: one process less.
  max_logical_replication_workers: '0',
  // Index-only plans decay fast on tables that are written all day.
  autovacuum_vacuum_scale_factor: '0.02',
  autovacuum_vacuum_insert_scale_factor: '0.05',
  autovacuum_analyze_scale_factor: '0.02',
  // A query whose client has gone is ended instead of being computed for nobody.
  client_connection_check_interval: '5s',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // "log" leaves out the errors of statements: they quote values of records, and the application reports them.
  log_min_messages: 'log',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
  log_startup_progress_interval: '0',
}

/** For data that nobody will miss: several times faster to write. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '4GB' }
