import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import type { Model } from '../contract/model.ts'
import { registerFieldTypes } from '../fields/register.ts'
import type { FieldType } from '../fields/field-type.ts'
import { systemActor, type Actor } from '../kernel/actor.ts'
import { createLogger } from '../kernel/logger.ts'
import { createRegistry } from '../kernel/registry.ts'
import { newId } from '../kernel/uuid.ts'
import type { Context } from '../storage/context.ts'
import { migrateSystemTables } from '../storage/migrate.ts'
import { connectDatabase, type ConnectedDatabase } from '../storage/pool.ts'
import { accessOf } from './access-of.ts'
import { loadActorReach } from './actor-reach.ts'

let test: TestDatabase
let database: ConnectedDatabase
const roles = Object.fromEntries(['top', 'sales', 'east', 'west', 'support', 'gone'].map((key) => [key, newId()])) as Record<string, string>
const users = Object.fromEntries(['boss', 'head', 'ann', 'bob', 'cid', 'sue', 'none'].map((key) => [key, newId()])) as Record<string, string>

const GROUPS = [newId(), newId()]

const actorOf = (user: string, role: string | null, more: Partial<Actor> = {}): Actor => ({
  kind: 'user',
  userId: users[user] ?? '',
  name: user,
  isAdmin: false,
  profiles: [],
  roleId: role === null ? null : (roles[role] ?? ''),
  roleKey: role,
  groupIds: [],
  locale: 'en',
  timeZone: 'UTC',
  rightsVersion: 1,
  ...more,
})
const visibleTo = async (actor: Actor) => {
  const names = new Map(Object.entries(users).map(([name, id]) => [id, name]))
  return (await loadActorReach(database, actor)).team.map((id) => names.get(id) ?? id)
}

beforeAll(async () => {
  test = await createTestDatabase()
  database = await connectDatabase(test.url, { max: 2 })
  await migrateSystemTables(database)
  await database.query(sql`create table data.roles (id uuid primary key, parent uuid, deleted_at timestamptz)`)
  await database.query(sql`create table data.users (id uuid primary key, role uuid, deleted_at timestamptz)`)
  for (const [key, parent] of [
    ['top', null],
    ['sales', 'top'],
    ['east', 'sales'],
    ['west', 'sales'],
    ['support', 'top'],
  ]) {
    await database.query(sql`insert into data.roles (id, parent) values (${roles[key ?? '']}, ${parent ? roles[parent] : null})`)
  }
  await database.query(sql`insert into data.roles (id, parent, deleted_at) values (${roles.gone}, ${roles.sales}, now())`)
  for (const [user, role, deleted] of [
    ['boss', 'top'],
    ['head', 'sales'],
    ['ann', 'east'],
    ['bob', 'east', true],
    ['cid', 'west'],
    ['sue', 'support'],
    ['none', null],
  ] as const) {
    await database.query(
      sql`insert into data.users (id, role, deleted_at) values (${users[user]}, ${role ? roles[role] : null}, ${deleted ? new Date() : null})`,
    )
  }
})
afterAll(async () => {
  await database.close()
  await test.drop()
})

describe('visible owners', () => {
  it.each([
    ['boss', 'top', ['boss', 'head', 'ann', 'bob', 'cid', 'sue']],
    ['head', 'sales', ['head', 'ann', 'bob', 'cid']],
    ['ann', 'east', ['ann']],
    ['sue', 'support', ['sue']],
    ['none', null, ['none']],
  ])('of %s in the role %s are %j: everybody below, at any depth, also who left', async (user, role, expected) => {
    expect((await visibleTo(actorOf(user, role))).sort()).toEqual([...expected].sort())
  })

  it('hold the groups of the actor', async () => {
    expect(await visibleTo(actorOf('ann', 'east', { groupIds: GROUPS }))).toEqual(['ann', ...GROUPS])
  })

  it('do not hold those of the same role', async () => {
    expect(await visibleTo(actorOf('cid', 'west'))).toEqual(['cid'])
  })

  it('are nobody for actors that are no users', async () => {
    expect((await loadActorReach(database, systemActor('test'))).team).toEqual([])
    expect((await loadActorReach(database, { ...actorOf('boss', 'top'), kind: 'anonymous' })).team).toEqual([])
  })

  it('are found in a tree with a circle, too', async () => {
    await database.query(sql`update data.roles set parent = ${roles.east} where id = ${roles.top}`)
    expect((await visibleTo(actorOf('head', 'sales'))).sort()).toEqual(['ann', 'bob', 'boss', 'cid', 'head', 'sue'])
    await database.query(sql`update data.roles set parent = null where id = ${roles.top}`)
  })
})

describe('the rights of a call', () => {
  let model: Model
  let queries: ReturnType<typeof vi.spyOn>
  const fieldTypes = createRegistry<FieldType>('field type')
  registerFieldTypes(fieldTypes)
  const contextOf = (actor: Actor): Context => ({
    actor,
    origin: 'api',
    model,
    fieldTypes,
    database,
    clock: { now: () => new Date() },
    log: createLogger('silent'),
    changeSet: newId(),
  })

  beforeEach(() => {
    model = { version: 1, modules: {}, picklists: {}, areas: [], currencies: [], roles: [], profiles: [], groups: [], taxes: [] }
    queries = vi.spyOn(database, 'query')
    queries.mockClear()
  })

  it('are compiled once for a user and a version, also for calls at the same time', async () => {
    const ctx = contextOf(actorOf('head', 'sales'))
    const [first, second] = await Promise.all([accessOf(ctx), accessOf(ctx)])
    expect(second).toBe(first)
    expect(await accessOf(contextOf(actorOf('head', 'sales')))).toBe(first)
    expect(queries).toHaveBeenCalledTimes(3)
    expect(first?.team).toHaveLength(4)
  })

  it.each<[string, Partial<Actor>]>([
    ['another version of the rights', { rightsVersion: 2 }],
    ['another role', { roleId: roles.east }],
    ['other groups', { groupIds: GROUPS }],
    ['other profiles', { profiles: ['p'] }],
    ['admin rights', { isAdmin: true }],
  ])('are compiled anew for %s', async (_, change) => {
    const before = await accessOf(contextOf(actorOf('head', 'sales')))
    expect(await accessOf(contextOf(actorOf('head', 'sales', change)))).not.toBe(before)
  })

  it('are compiled anew for another version of the metadata', async () => {
    const before = await accessOf(contextOf(actorOf('head', 'sales')))
    model = { ...model, version: 2 }
    expect(await accessOf(contextOf(actorOf('head', 'sales')))).not.toBe(before)
  })

  it('are asked for again after a failure', async () => {
    const ctx = contextOf(actorOf('ann', 'east'))
    queries.mockRejectedValueOnce(new Error('lost'))
    await expect(accessOf(ctx)).rejects.toThrow('lost')
    expect((await accessOf(ctx)).team).toEqual([users.ann])
  })

  it('of the system need no question', async () => {
    await accessOf(contextOf(systemActor('test')))
    expect(queries).not.toHaveBeenCalled()
  })
})
