import { sql } from 'kysely'
import { createHooks } from '../../kernel/hooks.ts'
import { systemActor, type Actor } from '../../kernel/actor.ts'
import { createLogger } from '../../kernel/logger.ts'
import { newId } from '../../kernel/uuid.ts'
import { applyTables } from '../../storage/apply.ts'
import { migrateSystemTables } from '../../storage/migrate.ts'
import { planTables } from '../../storage/plan.ts'
import { connectDatabase, type ConnectedDatabase } from '../../storage/pool.ts'
import { describeTables } from '../../storage/tables.ts'
import { createTestDatabase, registerTemplate } from '../../../test/support/database.ts'
import { createRecord } from '../create.ts'
import type { RecordBatch } from '../hooks-batch.ts'
import type { RecordContext } from '../record-context.ts'
import { libraryFieldTypes, libraryModel } from './library.ts'

const fieldTypes = libraryFieldTypes()
const model = libraryModel(fieldTypes)

export interface Library {
  database: ConnectedDatabase
  /** A call of the system: everything is allowed. Each call is a change set of its own. */
  asSystem(more?: Partial<RecordContext>): RecordContext
  /** A call of a user with these profiles. */
  as(user: TestUser, more?: Partial<RecordContext>): RecordContext
  addUser(input: { name: string; profiles?: string[] }): Promise<TestUser>
  rows<Row>(text: string): Promise<Row[]>
  close(): Promise<void>
}

export interface TestUser {
  id: string
  name: string
  profiles: string[]
}

registerTemplate('records_library', async (url) => {
  const database = await connectDatabase(url)
  await migrateSystemTables(database)
  await applyTables(database, planTables([], describeTables(model, fieldTypes)), {
    author: { id: null, name: 'test' },
    reason: 'test',
    modelHash: 'library',
    expectedVersion: 0,
  })
  await database.close()
})

/** A database of its own with the tables of the library. */
export async function openLibrary(hooks = createHooks<RecordBatch>()): Promise<Library> {
  const test = await createTestDatabase({ template: 'records_library' })
  const database = await connectDatabase(test.url, { max: 10 })
  const log = createLogger('silent')

  const contextOf = (actor: Actor, more: Partial<RecordContext> = {}): RecordContext => ({
    actor,
    origin: 'api',
    model,
    fieldTypes,
    database,
    clock: { now: () => new Date() },
    log,
    changeSet: newId(),
    hooks,
    ...more,
  })
  const library: Library = {
    database,
    asSystem: (more) => contextOf(systemActor('test'), more),
    as: ({ id, name, profiles }, more) =>
      contextOf(
        {
          kind: 'user',
          userId: id,
          name,
          isAdmin: profiles.includes('admin'),
          profiles,
          roleId: null,
          roleKey: null,
          groupIds: [],
          locale: 'en',
          timeZone: 'Asia/Shanghai',
          rightsVersion: 1,
        },
        more,
      ),
    async addUser({ name, profiles = ['librarian'] }) {
      const { id } = await createRecord(library.asSystem(), { module: 'users', values: { name, username: name.toLowerCase() } })
      return { id, name, profiles }
    },
    rows: (text) => database.query(sql.raw(text)),
    async close() {
      await database.close()
      await test.drop()
    },
  }
  return library
}
