import { sql } from 'kysely'
import { systemClock } from '../kernel/clock.ts'
import { writeAudit } from './audit/write-audit.ts'
import { setTimeLimits } from './connection/advisory-lock.ts'
import type { Database } from './database.ts'
import { runLaterSteps, type LaterResult } from './ddl/later-steps.ts'
import { metadataMoved, planRefused, tablesBusy } from './errors.ts'
import { METADATA_CHANNEL, notify } from './notify.ts'
import { sqlState } from './pg-error.ts'
import type { LockMode, PlanStep, TablePlan } from './plan.ts'
import type { ConnectedDatabase } from './pool.ts'
import { quoteName } from './sql-names.ts'

export interface ApplyOptions {
  author: { id: string | null; name: string }
  reason: string
  /** Hash of the model whose tables these are; kept in app.state. */
  modelHash: string
  /** The metadata version on which the plan was made. */
  expectedVersion: number
  /** The JSON patch of the metadata, kept with the commit. */
  patch?: unknown[]
  /** Runs in the same transaction, after the DDL: rows that must come and go with it. May run again when the tables were busy. */
  also?(database: Database): Promise<void>
  /** How long to try against long-running statements, in milliseconds; 60,000 if absent. */
  patience?: number
}

export interface Applied {
  version: number
  /** What became of the steps outside of the transaction. */
  later: LaterResult[]
}

/** Nobody waits longer than this for one attempt; then the readers that queued behind us go first. */
const LOCK_WAIT = 150
const BUSY = new Set(['55P03', '57014'])

/**
 * Applies a plan: everything in one transaction with the move of the metadata version, its commit row and the
 * notification; then the steps that must be outside of it. Those are re-entrant: after a kill, plan and apply again.
 * No reader waits longer than 200 ms. Throws PLAN_REFUSED, METADATA_MOVED (another process was faster) or TABLES_BUSY; then nothing was changed.
 */
export async function applyTables(database: ConnectedDatabase, plan: TablePlan, options: ApplyOptions): Promise<Applied> {
  const version = await commitTables(database, plan, options)
  return { version, later: await finishTables(database, plan) }
}

/** Only the transaction of {@link applyTables}; gives the new metadata version. */
export async function commitTables(database: Database, plan: TablePlan, options: ApplyOptions): Promise<number> {
  if (plan.problems.length > 0) throw planRefused({ params: { reasons: plan.problems.map((problem) => problem.message).join(' ') } })
  const locks = locksOf(plan.steps)
  const deadline = Date.now() + (options.patience ?? 60_000)

  for (let attempt = 0; ; attempt += 1) {
    try {
      return await database.transaction((inside) => commitOnce(inside, plan, { ...options, locks }))
    } catch (error) {
      if (!(error instanceof TablesInUse)) throw error
      if (Date.now() > deadline) throw tablesBusy({ params: { tables: [...locks.keys()].join(', ') }, cause: error.cause })
      // Long enough that those who queued behind us are through before we come again.
      await new Promise((resolve) => setTimeout(resolve, Math.min(2_000, 300 * 1.3 ** attempt) * (0.75 + Math.random() / 2)))
    }
  }
}

/** Only the steps outside of the transaction; also for a plan that was made at a later start. */
export async function finishTables(database: ConnectedDatabase, plan: Pick<TablePlan, 'later'>): Promise<LaterResult[]> {
  return plan.later.length === 0 ? [] : runLaterSteps(database.url, plan.later)
}

class TablesInUse extends Error {}

async function commitOnce(database: Database, plan: TablePlan, options: ApplyOptions & { locks: Map<string, LockMode> }): Promise<number> {
  const version = await takeTurn(database, options.expectedVersion)
  await lockTables(database, options.locks)
  for (const step of plan.steps) await database.query({ text: step.ddl, values: [] })
  await options.also?.(database)
  await record(database, plan, { ...options, version })
  return version
}

/** One apply at a time, in all processes; whoever planned on an older version is told so. */
async function takeTurn(database: Database, expected: number): Promise<number> {
  await setTimeLimits(database, { lock: 30_000 })
  await database.query(sql`select pg_advisory_xact_lock(hashtextextended('mortise:apply', 0))`)
  const [row] = await database.query<{ version: string }>(sql`select metadata_version as version from app.state`)
  const found = Number(row?.version)
  if (found !== expected) throw metadataMoved({ params: { found, expected } })
  return found + 1
}

/**
 * Takes every lock of the plan before the first change, all that stop readers in one statement with one time limit:
 * while we wait for the last table, the readers of the first wait for us.
 */
async function lockTables(database: Database, locks: Map<string, LockMode>): Promise<void> {
  if (locks.size === 0) return
  await overtakeAutovacuum(database)
  await setTimeLimits(database, { lock: LOCK_WAIT, statement: LOCK_WAIT })
  try {
    // Those that stop readers come last.
    for (const mode of ['share update exclusive', 'share row exclusive', 'access exclusive'] as const) {
      const tables = [...locks]
        .filter(([, wanted]) => wanted === mode)
        .map(([table]) => table)
        .sort()
      if (tables.length > 0)
        await database.query({ text: `lock table ${tables.map((table) => quoteName(...table.split('.'))).join(', ')} in ${mode} mode`, values: [] })
    }
  } catch (error) {
    if (BUSY.has(sqlState(error))) throw new TablesInUse('A table is in use.', { cause: error })
    throw error
  }
  await setTimeLimits(database, { lock: LOCK_WAIT, statement: 30_000 })
}

/** Autovacuum gives way only to those who wait for as long as deadlock_timeout, a second: longer than we ever do. Not everybody may shorten it. */
async function overtakeAutovacuum(database: Database): Promise<void> {
  await database.query(sql`
    select set_config('deadlock_timeout', '50ms', true) where has_parameter_privilege('deadlock_timeout', 'SET')`)
}

async function record(database: Database, plan: TablePlan, options: ApplyOptions & { version: number }): Promise<void> {
  const steps = [...plan.steps, ...plan.later]
  const inverse = steps
    .map((step) => step.inverse)
    .filter((text) => text !== '')
    .reverse()
  await database.query(sql`
    update app.state set metadata_version = ${options.version}, model_hash = ${options.modelHash}`)
  await database.query(sql`
    insert into app.metadata_commit (version, at, author, author_name, reason, patch, ddl, inverse)
    values (${options.version}, now(), ${options.author.id}, ${options.author.name}, ${options.reason},
      ${JSON.stringify(options.patch ?? [])}::jsonb, ${steps.map((step) => step.ddl)}::text[], ${inverse}::text[])`)
  const { author, reason, version } = options
  const actor = { userId: author.id, name: author.name }
  await writeAudit({ actor, database, clock: systemClock }, { action: 'metadata_changed', details: { version, reason } })
  await notify(database, METADATA_CHANNEL, String(version))
}

/** The strongest lock that any step takes on each table that exists. */
function locksOf(steps: PlanStep[]): Map<string, LockMode> {
  const order: LockMode[] = ['none', 'share update exclusive', 'share row exclusive', 'access exclusive']
  const strongest = new Map<string, LockMode>()
  for (const step of steps) {
    for (const table of step.locks) {
      const before = strongest.get(table) ?? 'none'
      if (order.indexOf(step.lock) > order.indexOf(before)) strongest.set(table, step.lock)
    }
  }
  return strongest
}
