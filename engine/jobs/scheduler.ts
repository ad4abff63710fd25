import type { AgendaBackend } from 'agenda'
import { Pool } from 'pg'
import type { Logger } from '../kernel/logger.ts'

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

async function openBackend(url: string, log: Logger): Promise<{ backend: AgendaBackend; close(): Promise<void> }> {
  if (url.startsWith('mongodb')) {
    const { MongoBackend } = await import('@agendajs/mongo-backend')
    return { backend: new MongoBackend({ address: url, collection: 'agenda_jobs' }), close: async () => undefined }
  }
  const { PostgresBackend } = await import('@agendajs/postgres-backend')
  const pool = new Pool({ connectionString: url, max: 3, application_name: 'mortise-jobs', options: '-c search_path=app' })
  pool.on('error', (error) => log.warn({ err: error }, 'The job scheduler lost a database connection'))
  return { backend: new PostgresBackend({ pool }), close: () => pool.end() }
}
