import { sql } from 'kysely'
import { setTimeLimits, withAdvisoryLock } from './connection/advisory-lock.ts'
import { addressOf } from './connection/config.ts'
import type { Database } from './database.ts'
import { migrationFailed, schemaNewer } from './errors.ts'
import { ensurePartitions } from './partitions.ts'
import { sqlState } from './pg-error.ts'
import { connectDatabase, type ConnectedDatabase } from './pool.ts'

/** The number of migrations that this program knows. Kept apart from them, so that a start with nothing to do loads none. */
export const SCHEMA_VERSION = 7

const NO_STATE = new Set(['42P01', '3F000'])

const REASONS: Record<string, string> = {
  '42501': 'this user may not create schemas and extensions there; make it the owner of the database',
  '0A000': 'the extension pg_trgm is missing; install the contrib modules of PostgreSQL on the server',
  '58P01': 'the extension pg_trgm is missing; install the contrib modules of PostgreSQL on the server',
  '42704': 'this PostgreSQL was built without ICU, whose collation zh-x-icu is needed',
}

/**
 * Brings the system tables to this program's schema version; does nothing (one statement) where they have it.
 * Several processes may call it at once: one works, the others wait. Throws SCHEMA_NEWER for a database that a newer
 * program prepared, MIGRATION_FAILED where it cannot be done; either way nothing is changed.
 */
export async function migrateSystemTables(target: ConnectedDatabase | string): Promise<{ from: number; to: number }> {
  if (typeof target !== 'string') return migrate(target)
  const database = await connectDatabase(target, { max: 2, applicationName: 'mortise migrate' })
  try {
    return await migrate(database)
  } finally {
    await database.close()
  }
}

async function migrate(database: ConnectedDatabase): Promise<{ from: number; to: number }> {
  const from = await findSchemaVersion(database)
  if (from > SCHEMA_VERSION) throw schemaNewer({ params: { address: addressOf(database.url), found: from, known: SCHEMA_VERSION } })
  if (from < SCHEMA_VERSION) await migrateAlone(database)
  await ensurePartitions(database, new Date())
  return { from, to: SCHEMA_VERSION }
}

function migrateAlone(database: ConnectedDatabase): Promise<void> {
  return withAdvisoryLock(database, 'migrate', async (inside) => {
    await setTimeLimits(inside, { idle: 0 })
    if ((await findSchemaVersion(database)) >= SCHEMA_VERSION) return
    try {
      const { runMigrations } = await import('./connection/run-migrations.ts')
      await runMigrations(database.url)
      // After, not within: where this is lost, the next start finds nothing pending and only writes the number.
      await database.query(sql`update app.state set schema_version = ${SCHEMA_VERSION}`)
    } catch (error) {
      const reason = REASONS[sqlState(error)] ?? (error instanceof Error ? error.message : String(error))
      throw migrationFailed({ params: { address: addressOf(database.url), reason }, cause: error })
    }
  })
}

/** 0 for a database without the system tables. */
async function findSchemaVersion(database: Database): Promise<number> {
  try {
    const [row] = await database.query<{ version: number }>(sql`select schema_version as version from app.state`)
    return row?.version ?? 0
  } catch (error) {
    if (NO_STATE.has(sqlState(error))) return 0
    throw error
  }
}
