import { Migrator } from '@mikro-orm/migrations'
import { MikroORM } from '@mikro-orm/postgresql'
import { MIGRATIONS } from '../../../migrations/list.ts'

/** Runs what is pending, all of it in one transaction. Loads MikroORM, which takes a third of a second: import it only when needed. */
export async function runMigrations(url: string): Promise<string[]> {
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    ensureDatabase: false,
    extensions: [Migrator],
    pool: { min: 0, max: 2 },
    migrations: { tableName: 'app.migration', migrationsList: MIGRATIONS, snapshot: false, silent: true },
  })
  try {
    return (await orm.migrator.up()).map((migration) => migration.name)
  } finally {
    await orm.close(true)
  }
}
