import { sql, type RawBuilder } from 'kysely'
import { createTestDatabase } from '../../../test/support/database.ts'
import type { Values } from '../../contract/api.ts'
import type { Model, RecordAction } from '../../contract/model.ts'
import type { RowScope } from '../../contract/row-scope.ts'
import type { Actor } from '../../kernel/actor.ts'
import { createLogger } from '../../kernel/logger.ts'
import { newId } from '../../kernel/uuid.ts'
import { applyTables } from '../../storage/apply.ts'
import { columnsOf, fieldTypeOf } from '../../storage/columns.ts'
import { compileStatement } from '../../storage/compile.ts'
import type { Context } from '../../storage/context.ts'
import { migrateSystemTables } from '../../storage/migrate.ts'
import { planTables } from '../../storage/plan.ts'
import { connectDatabase, type ConnectedDatabase } from '../../storage/pool.ts'
import { tableOf } from '../../storage/sql-names.ts'
import { describeTables } from '../../storage/tables.ts'
import type { QueryRights } from '../query-scope.ts'
import { recordSearchTerms } from '../search-terms.ts'
import { libraryModel, testFieldTypes } from './library-model.ts'

export const NOW = new Date('2026-03-11T10:00:00Z')
export const ANNE = '00000000-0000-7000-8000-00000000000a'
export const BERT = '00000000-0000-7000-8000-00000000000b'
export const CARL = '00000000-0000-7000-8000-00000000000c'

export interface TestWorld {
  ctx: Context
  database: ConnectedDatabase
  model: Model
  insert(module: string, values: Values, system?: SystemValues): Promise<string>
  close(): Promise<void>
}

export interface SystemValues {
  id?: string
  owner?: string
  deletedAt?: Date
  createdAt?: Date
}

/** A database with the tables of the library and three users; nothing in it is mocked. */
export async function createTestWorld(): Promise<TestWorld> {
  const { url, drop } = await createTestDatabase()
  const database = await connectDatabase(url, { max: 4 })
  await migrateSystemTables(database)
  const model = libraryModel()
  const fieldTypes = testFieldTypes()
  const plan = planTables([], describeTables(model, fieldTypes))
  const [state] = await database.query<{ version: string }>(sql`select metadata_version as version from app.state`)
  await applyTables(database, plan, { author: { id: null, name: 'test' }, reason: 'test', modelHash: 'test', expectedVersion: Number(state?.version ?? 0) })
  for (const [id, label] of [
    [ANNE, 'Anne'],
    [BERT, 'Bert'],
    [CARL, 'Carl'],
  ]) {
    await database.query(sql`insert into app.principal (id, kind, label) values (${id}, 'user', ${label})`)
    await database.query(sql`insert into data.users (id, owner, created_at, updated_at, name) values (${id}, ${id}, ${NOW}, ${NOW}, ${label})`)
  }
  const ctx = contextOf(database, model)

  return {
    ctx,
    database,
    model,
    insert: (module, values, system = {}) => insertRecord(ctx, { module, values, system }),
    async close() {
      await database.close()
      await drop()
    },
  }
}

/** For tests that only compile. */
export const noDatabase: Context['database'] = {
  query: () => Promise.reject(new Error('no database')),
  send: () => Promise.reject(new Error('no database')),
  transaction: () => Promise.reject(new Error('no database')),
  afterCommit: (task) => task(),
  wake: () => undefined,
  inTransaction: false,
}

export function contextOf(database: Context['database'], model: Model): Context {
  return {
    actor: actorOf(ANNE),
    origin: 'api',
    model,
    fieldTypes: testFieldTypes(),
    database,
    clock: { now: () => NOW },
    log: createLogger('silent'),
    changeSet: newId(),
  }
}

export function actorOf(userId: string): Actor {
  return {
    kind: 'user',
    userId,
    name: 'Anne',
    isAdmin: false,
    profiles: [],
    roleId: null,
    roleKey: null,
    groupIds: [],
    locale: 'en',
    timeZone: 'Asia/Shanghai',
    rightsVersion: 1,
  }
}

/** Rights without access/: everything, or the records of some owners, but for hidden fields. */
export function rightsOf(given: { owners?: string[]; hidden?: string[]; scopes?: Record<string, RowScope> } = {}): QueryRights {
  const base: RowScope = given.owners ? { kind: 'owners', owners: given.owners } : { kind: 'all' }
  return {
    key: JSON.stringify(given.hidden ?? []),
    canRead: (module, field) => !given.hidden?.includes(`${module}.${field}`) && !given.hidden?.includes(module),
    rowScope: (module: string, _action: RecordAction) => (given.hidden?.includes(module) ? { kind: 'none' } : (given.scopes?.[module] ?? base)),
    team: given.owners ?? [],
  }
}

/** Text with its whitespace folded, and the values, as a unit test wants to see them. */
export function shown(fragment: RawBuilder<unknown>): { text: string; values: unknown[] } {
  const { text, values } = compileStatement(fragment)
  return { text: text.replace(/\s+/g, ' ').trim(), values }
}

async function insertRecord(ctx: Context, record: { module: string; values: Values; system: SystemValues }): Promise<string> {
  const { id = newId(), owner = ANNE, deletedAt = null, createdAt = NOW } = record.system
  const { values } = record
  const module = ctx.model.modules[record.module]
  if (!module) throw new Error(`No module ${record.module}`)
  const fields = module.fields.filter((field) => !field.system && values[field.key] !== undefined)
  const columns = fields.flatMap((field) => columnsOf(field, ctx.fieldTypes).map((column) => sql.id(column.name)))
  const cells = fields.flatMap((field) => fieldTypeOf(field, ctx.fieldTypes).toColumns(values[field.key] ?? null, field))
  const terms = recordSearchTerms(module, values, ctx.fieldTypes)
  await ctx.database.query(sql`insert into ${tableOf(module.key)} (${sql.join([...['id', 'owner', 'created_at', 'updated_at', 'deleted_at', 'search_vector'].map((name) => sql.id(name)), ...columns])})
    values (${sql.join([sql`${id}`, sql`${owner}`, sql`${createdAt}`, sql`${createdAt}`, sql`${deletedAt}`, sql`array_to_tsvector(${terms}::text[])`, ...cells.map((cell) => sql`${cell}`)])})`)
  return id
}
