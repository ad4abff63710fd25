import type { AgendaBackend } from 'agenda'
import { Pool } from 'pg'
import type { Logger } from '../kernel/logger.ts'
import { withAdvisoryLock } from '../storage/connection/advisory-lock.ts'
import { connectDatabase } from '../storage/pool.ts'

/** Work that is done again and again, by one process at a time. */
export interface ScheduledJob {
  name: string
  everySeconds: number
  run(): Promise<void>
}

export interface Scheduler {
  stop(): Promise<void>
}

export interface SchedulerOptions {
  /** `postgres://…` or `mongodb://…` */
  url: string
  jobs: ScheduledJob[]
  log: Logger
}

const POLL_MS = 1_000
const LOCK_LIMIT = 100
const LOCK_LIFETIME_MS = 10 * 60_000

/**
 * Starts Agenda, the only place that names it. It schedules and ticks; bodies are idempotent, because a job may run
 * twice when a process dies or a lock expires. Intervals are given in milliseconds: in words, Agenda reads "200 milliseconds" as 200 seconds.
 */
export async function startScheduler({ url, jobs, log }: SchedulerOptions): Promise<Scheduler> {
  const { Agenda } = await import('agenda')
  const { backend, close } = await openBackend(url, log)
  const agenda = new Agenda({ backend, processEvery: POLL_MS, lockLimit: LOCK_LIMIT, defaultLockLimit: LOCK_LIMIT, removeOnComplete: true })
  // Agenda needs both handlers: without them a lost connection ends the process.
  agenda.on('error', (error: Error) => log.warn({ err: error }, 'The job scheduler has trouble with its database'))
  backend.notificationChannel?.on('error', (error: Error) => log.warn({ err: error }, 'The job scheduler lost its notifications'))

  for (const job of jobs) {
    agenda.define(job.name, () => job.run(), { concurrency: 1, lockLifetime: LOCK_LIFETIME_MS })
  }
  await agenda.start()
  for (const job of jobs) await agenda.every(job.everySeconds * 1000, job.name)
  return {
    async stop() {
      await agenda.stop()
      await close()
    },
  }
}

/** Agenda connects its backend by itself and ends the process where that fails: whether it can is found out before, by a backend of its own. */
async function openBackend(url: string, log: Logger): Promise<{ backend: AgendaBackend; close(): Promise<void> }> {
  if (url.startsWith('mongodb')) {
    const { MongoBackend } = await import('@agendajs/mongo-backend')
    const create = () => new MongoBackend({ address: url, collection: 'agenda_jobs' })
    const first = create()
    await first.connect()
    await first.disconnect()
    return { backend: create(), close: async () => undefined }
  }
  const { PostgresBackend } = await import('@agendajs/postgres-backend')
  const pool = new Pool({ connectionString: url, max: 3, application_name: 'mortise-jobs', options: '-c search_path=app' })
  pool.on('error', (error) => log.warn({ err: error }, 'The job scheduler lost a database connection'))
  try {
    await makeTables(url, () => new PostgresBackend({ pool, disableNotifications: true }).connect())
  } catch (error) {
    await pool.end()
    throw error
  }
  return { backend: new PostgresBackend({ pool, ensureSchema: false }), close: () => pool.end() }
}

/** One process at a time makes Agenda's tables: two that do it together break each other's statements, even those with `if not exists`. */
async function makeTables(url: string, make: () => Promise<void>): Promise<void> {
  const database = await connectDatabase(url, { max: 1, applicationName: 'mortise-jobs' })
  try {
    await withAdvisoryLock(database, 'job tables', make)
  } finally {
    await database.close()
  }
}
