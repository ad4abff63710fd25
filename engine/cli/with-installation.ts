import { join } from 'node:path'
import { type Config, loadConfig } from '../kernel/config.ts'
import { createLogger, type Logger } from '../kernel/logger.ts'
import { prepareEngine, type PreparedEngine } from '../plugins/prepare-engine.ts'
import { startEmbeddedDatabase } from '../storage/embedded/start-embedded-database.ts'
import { migrateSystemTables } from '../storage/migrate.ts'
import { connectDatabase, type ConnectedDatabase } from '../storage/pool.ts'

/** What a command works with. */
export interface Installation {
  config: Config
  log: Logger
  engine: PreparedEngine
  database: ConnectedDatabase
}

/** The engine of this installation without its database. */
export async function openEngine(): Promise<Omit<Installation, 'database'>> {
  const config = loadConfig(process.env)
  const log = createLogger('warn')
  return { config, log, engine: await prepareEngine({ root: join(import.meta.dirname, '..', '..'), config, log }) }
}

/** Opens the installation for one command, beside a server that may be running, and closes it again. */
export async function withInstallation<T>(work: (installation: Installation) => Promise<T>): Promise<T> {
  const { config, log, engine } = await openEngine()
  const embedded = config.databaseUrl === null ? await startEmbeddedDatabase({ dataDir: config.dataDir, log }) : null
  try {
    const database = await connectDatabase(config.databaseUrl ?? embedded?.url ?? '', { max: 4, applicationName: 'mortise-cli', log })
    try {
      await migrateSystemTables(database)
      return await work({ config, log, engine, database })
    } finally {
      await database.close()
    }
  } finally {
    await embedded?.stop()
  }
}
