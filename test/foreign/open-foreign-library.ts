import { registerBehaviors } from '../../engine/behaviors/register.ts'
import type { Model } from '../../engine/contract/model.ts'
import { systemActor, type Actor } from '../../engine/kernel/actor.ts'
import { createHooks } from '../../engine/kernel/hooks.ts'
import { createLogger } from '../../engine/kernel/logger.ts'
import { createRegistry } from '../../engine/kernel/registry.ts'
import { newId } from '../../engine/kernel/uuid.ts'
import type { Behavior } from '../../engine/records/behavior.ts'
import type { RecordBatch } from '../../engine/records/hooks-batch.ts'
import type { RecordContext } from '../../engine/records/record-context.ts'
import { seedFirstRecords } from '../../engine/records/first-records/seed.ts'
import { applyTables } from '../../engine/storage/apply.ts'
import { migrateSystemTables } from '../../engine/storage/migrate.ts'
import { planTables } from '../../engine/storage/plan.ts'
import { connectDatabase, type ConnectedDatabase } from '../../engine/storage/pool.ts'
import { describeTables } from '../../engine/storage/tables.ts'
import { createTestDatabase, registerTemplate } from '../support/database.ts'
import { foreignFieldTypes, foreignModel } from './foreign-model.ts'

/** An installation of the foreign library with a database of its own; profiles, roles, groups, currencies and the administrator are there. */
export interface ForeignLibrary {
  model: Model
  database: ConnectedDatabase
  /** A call of the system, or of an actor; each is a change set of its own. */
  open(actor?: Actor): RecordContext
  close(): Promise<void>
}

const fieldTypes = foreignFieldTypes()

registerTemplate('foreign', async (url) => {
  const database = await connectDatabase(url)
  const model = await foreignModel(fieldTypes)
  await migrateSystemTables(database)
  await applyTables(database, planTables([], describeTables(model, fieldTypes)), {
    author: { id: null, name: 'test' },
    reason: 'test',
    modelHash: 'foreign',
    expectedVersion: 0,
  })
  await seedFirstRecords(contextOf(database, model), { adminPassword: 'a password for tests' })
  await database.close()
})

export async function openForeignLibrary(): Promise<ForeignLibrary> {
  const test = await createTestDatabase({ template: 'foreign' })
  const database = await connectDatabase(test.url, { max: 10 })
  const model = await foreignModel(fieldTypes)
  return {
    model,
    database,
    open: (actor) => contextOf(database, model, actor),
    async close() {
      await database.close()
      await test.drop()
    },
  }
}

function contextOf(database: ConnectedDatabase, model: Model, actor: Actor = systemActor('test')): RecordContext {
  const hooks = createHooks<RecordBatch>()
  registerBehaviors({ behaviors: createRegistry<Behavior>('behavior'), hooks })
  return {
    actor,
    origin: 'api',
    model,
    fieldTypes,
    hooks,
    database,
    clock: { now: () => new Date() },
    log: createLogger('silent'),
    changeSet: newId(),
  }
}
