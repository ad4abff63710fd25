import { describe, expect, it } from 'vitest'
import type { FieldRight, Model, ModuleAccess, ModuleModel, OrganisationDefault, ProfileModel, RecordAction } from '../contract/model.ts'
import { systemActor, type Actor } from '../kernel/actor.ts'
import { systemFields } from '../metadata/model/system-fields.ts'
import { compileAccess } from './compile-access.ts'
import { NO_REACH } from './actor-reach.ts'
import { explainAccess, grantingLeaves } from './explain.ts'
import { recordCanIn } from './record-can.ts'

const ME = 'me'
const MATE = 'mate'
const REACH = { ...NO_REACH, below: ['junior'], team: [ME, 'my-group', 'junior'] }
const ACTIONS: RecordAction[] = ['read', 'create', 'update', 'delete', 'import', 'export', 'merge', 'convert']
const same = (text: string) => ({ en: text, 'zh-CN': text })

const moduleOf = (key: string, access: ModuleAccess): ModuleModel => ({
  key,
  label: same(key),
  pluralLabel: same(key),
  icon: 'x',
  color: 'x',
  nameField: 'name',
  capabilities: [],
  search: [],
  duplicates: [],
  indexes: [],
  behaviors: [],
  relations: [],
  links: [],
  layouts: {},
  views: [],
  access,
  fields: [...['name', 'price', 'note'].map((field) => ({ key: field, type: 'text', label: same(field) })), ...systemFields()],
})
const profile = (key: string, more: Partial<ProfileModel> = {}): ProfileModel => ({ key, label: same(key), defaults: [], ...more })

function modelOf(organisation: OrganisationDefault, profiles: ModuleAccess['profiles'] = {}, more: ProfileModel[] = []): Model {
  return {
    version: 1,
    modules: { books: moduleOf('books', { organisation, profiles }) },
    picklists: {},
    areas: [],
    currencies: [],
    roles: [],
    groups: [],
    taxes: [],
    profiles: [
      profile('reader', { defaults: ['read'] }),
      profile('clerk', { defaults: ['read', 'create', 'update', 'delete', 'export', 'import', 'merge', 'convert'] }),
      profile('auditor', { defaults: ['read', 'export'], viewAll: true }),
      profile('chief', { defaults: ['read', 'update', 'delete'], modifyAll: true }),
      profile('boss', { admin: true }),
      profile('nobody'),
      ...more,
    ],
  }
}
const actorOf = (...profiles: string[]): Actor => ({
  kind: 'user',
  userId: ME,
  name: 'Me',
  isAdmin: false,
  profiles,
  roleId: null,
  roleKey: null,
  groupIds: ['my-group'],
  locale: 'en',
  timeZone: 'UTC',
  rightsVersion: 1,
})
const accessOf = (model: Model, ...profiles: string[]) => compileAccess(model, actorOf(...profiles), REACH)

describe('the rights of profiles', () => {
  it.each([
    ['reader', ['read']],
    ['clerk', ACTIONS],
    ['auditor', ['read', 'export']],
    ['boss', ACTIONS],
    ['nobody', []],
    ['unknown', []],
    ['__proto__', []],
  ] as const)('%s may do %j', (key, allowed) => {
    const access = accessOf(modelOf('private'), key)
    expect(ACTIONS.filter((action) => access.allows('books', action)).sort()).toEqual([...allowed].sort())
  })

  it('come from the module where it names the profile, and from the defaults elsewhere', () => {
    const model = modelOf('private', { clerk: { actions: ['read'] } })
    expect(ACTIONS.filter((action) => accessOf(model, 'clerk').allows('books', action))).toEqual(['read'])
    expect(ACTIONS.filter((action) => accessOf(model, 'reader').allows('books', action))).toEqual(['read'])
  })

  it('add up over several profiles', () => {
    const model = modelOf('private', { reader: { actions: ['read'] }, clerk: { actions: ['create'] } })
    expect(ACTIONS.filter((action) => accessOf(model, 'reader', 'clerk').allows('books', action))).toEqual(['read', 'create'])
  })

  it('say nothing of a module that is not there', () => {
    const access = accessOf(modelOf('public_delete'), 'boss')
    for (const key of ['nope', '__proto__', 'constructor', 'toString']) {
      expect(access.allows(key, 'read')).toBe(false)
      expect(access.rowScope(key, 'read')).toEqual({ kind: 'none' })
      expect(access.canRead(key, 'name')).toBe(false)
    }
  })
})

describe('which records', () => {
  const all = { kind: 'all' }
  const none = { kind: 'none' }
  const owners = { kind: 'owners', owners: REACH.team }
  const matrix: [profiles: string[], organisation: OrganisationDefault, read: object, update: object, remove: object, exported: object][] = [
    [['clerk'], 'private', owners, owners, owners, owners],
    [['clerk'], 'public_read', all, owners, owners, all],
    [['clerk'], 'public_read_write', all, all, owners, all],
    [['clerk'], 'public_delete', all, all, all, all],
    [['reader'], 'private', owners, none, none, none],
    [['reader'], 'public_delete', all, none, none, none],
    [['auditor'], 'private', all, none, none, all],
    [['auditor', 'clerk'], 'private', all, owners, owners, all],
    [['chief'], 'private', all, all, all, none],
    [['boss'], 'private', all, all, all, all],
    [['nobody'], 'public_delete', none, none, none, none],
    [[], 'public_delete', none, none, none, none],
  ]
  it.each(matrix)('profiles %j in a %s module: read %o, update %o, delete %o, export %o', (profiles, organisation, read, update, remove, exported) => {
    const access = accessOf(modelOf(organisation), ...profiles)
    expect([
      access.rowScope('books', 'read'),
      access.rowScope('books', 'update'),
      access.rowScope('books', 'delete'),
      access.rowScope('books', 'export'),
    ]).toEqual([read, update, remove, exported])
  })

  it('need the rights to delete for a merge, and those to update for import and conversion', () => {
    const access = accessOf(modelOf('public_read_write'), 'clerk')
    expect(access.rowScope('books', 'merge')).toEqual(owners)
    expect(access.rowScope('books', 'import')).toEqual(all)
    expect(access.rowScope('books', 'convert')).toEqual(all)
  })
})

describe('actors that are no users', () => {
  it('the system may do everything', () => {
    const access = compileAccess(modelOf('private'), systemActor('test'), NO_REACH)
    expect(ACTIONS.every((action) => access.allows('books', action))).toBe(true)
    expect(access.rowScope('books', 'delete')).toEqual({ kind: 'all' })
    expect(access.fieldRight('books', 'price')).toBe('write')
  })

  it('nobody may do nothing, even with profiles', () => {
    const access = compileAccess(modelOf('public_delete'), { ...actorOf('boss'), kind: 'anonymous', isAdmin: true }, REACH)
    expect(ACTIONS.some((action) => access.allows('books', action))).toBe(false)
    expect(access.rowScope('books', 'read')).toEqual({ kind: 'none' })
    expect(access.fieldRight('books', 'name')).toBe('hidden')
  })

  it('an admin needs no profile', () => {
    expect(compileAccess(modelOf('private'), { ...actorOf(), isAdmin: true }, NO_REACH).rowScope('books', 'delete')).toEqual({ kind: 'all' })
  })
})

describe('fields', () => {
  const profiles = {
    reader: { actions: ['read'] as RecordAction[], fields: { price: 'hidden', note: 'read' } as Record<string, FieldRight> },
    clerk: { actions: ['read', 'update'] as RecordAction[], fields: { price: 'read' } as Record<string, FieldRight> },
    nobody: { actions: [] as RecordAction[] },
  }
  const model = modelOf('private', profiles)
  it.each([
    [['reader'], 'hidden', 'read', 'write'],
    [['clerk'], 'read', 'write', 'write'],
    [['reader', 'clerk'], 'read', 'write', 'write'],
    [['reader', 'nobody'], 'hidden', 'read', 'write'],
    [['nobody'], 'hidden', 'hidden', 'hidden'],
    [['boss'], 'write', 'write', 'write'],
  ] as [string[], FieldRight, FieldRight, FieldRight][])('for %j: price %s, note %s, name %s', (keys, price, note, name) => {
    const access = accessOf(model, ...keys)
    expect([access.fieldRight('books', 'price'), access.fieldRight('books', 'note'), access.fieldRight('books', 'name')]).toEqual([price, note, name])
    expect(access.canRead('books', 'price')).toBe(price !== 'hidden')
  })

  it('that the runtime sets are never written, not even by admins; the owner is', () => {
    const access = accessOf(model, 'boss')
    expect(['created_at', 'created_by', 'updated_at', 'updated_by', 'owner'].map((field) => access.fieldRight('books', field))).toEqual([
      'read',
      'read',
      'read',
      'read',
      'write',
    ])
  })

  it('that are not there are hidden', () => {
    for (const field of ['nope', '__proto__', 'constructor', 'search_vector', 'deleted_at'])
      expect(accessOf(model, 'boss').fieldRight('books', field)).toBe('hidden')
  })
})

describe('one record', () => {
  it('says what may be done with it without asking the database', () => {
    const access = accessOf(modelOf('public_read'), 'clerk')
    const mine = { read: true, update: true, delete: true, merge: true, convert: true }
    const can = recordCanIn(access, 'books')
    expect(can({ ownerId: 'junior' })).toEqual(mine)
    expect(can({ ownerId: MATE })).toEqual({ read: true, update: false, delete: false, merge: false, convert: false })
    expect(can({ ownerId: ME })).toEqual(mine)
    expect(recordCanIn(access, 'nope')({ ownerId: ME })).toEqual({ read: false, update: false, delete: false, merge: false, convert: false })
  })
})

describe('an explanation', () => {
  const explain = (organisation: OrganisationDefault, profiles: string[], { ownerId, action = 'read' }: { ownerId: string; action?: RecordAction }) => {
    const model = modelOf(organisation)
    const module = moduleOf('books', { organisation, profiles: {} })
    const facts = { ownerId, ownerName: 'Owner', deleted: false, granted: [], parent: null }
    return explainAccess(model, accessOf(model, ...profiles), { module, action, facts })
  }
  const granting = (...question: Parameters<typeof explain>) => {
    const tree = explain(...question)
    return { allowed: tree.grants, rules: grantingLeaves(tree).map(({ rule }) => rule) }
  }

  it('names each rule that grants', () => {
    expect(granting('private', ['clerk', 'reader'], { ownerId: ME })).toEqual({ allowed: true, rules: ['module', 'owner'] })
    expect(granting('private', ['clerk'], { ownerId: 'my-group' })).toEqual({ allowed: true, rules: ['module', 'group_owner'] })
    expect(granting('private', ['clerk'], { ownerId: 'junior' })).toEqual({ allowed: true, rules: ['module', 'role_below'] })
    expect(granting('private', ['clerk'], { ownerId: MATE })).toEqual({ allowed: false, rules: ['module'] })
    expect(granting('public_read', ['clerk'], { ownerId: MATE })).toEqual({ allowed: true, rules: ['module', 'organisation'] })
    expect(granting('public_read', ['reader'], { ownerId: ME, action: 'update' })).toEqual({ allowed: false, rules: ['owner'] })
    expect(granting('private', ['auditor'], { ownerId: MATE })).toEqual({ allowed: true, rules: ['module', 'view_all'] })
    expect(granting('private', ['chief'], { ownerId: MATE, action: 'delete' })).toEqual({ allowed: true, rules: ['module', 'modify_all'] })
    expect(granting('private', ['boss'], { ownerId: MATE })).toMatchObject({ allowed: true })
  })

  it('names the profiles that give the action', () => {
    expect(explain('private', ['clerk', 'reader'], { ownerId: ME }).parts?.[0]).toEqual({ rule: 'module', grants: true, names: ['reader', 'clerk'] })
  })

  it('agrees with what a record says of itself, for every profile, default, action and owner', () => {
    const defaults = ['private', 'public_read', 'public_read_write', 'public_delete'] as const
    const profiles = [['clerk'], ['reader'], ['auditor'], ['chief'], ['boss'], ['nobody'], ['reader', 'chief']]
    const cases = defaults.flatMap((organisation) =>
      profiles.flatMap((keys) => [ME, 'my-group', 'junior', MATE].map((ownerId) => ({ organisation, keys, ownerId }))),
    )
    for (const { organisation, keys, ownerId } of cases) {
      const can = recordCanIn(accessOf(modelOf(organisation), ...keys), 'books')({ ownerId })
      const explained = Object.keys(can).map((action) => [action, explain(organisation, keys, { ownerId, action: action as RecordAction }).grants])
      expect([keys, Object.fromEntries(explained)]).toEqual([keys, can])
    }
  })
})
