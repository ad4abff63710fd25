import { type Answer, startTestApp, type TestApp } from '../../support/start-app.ts'
import { until } from '../../support/until.ts'
import { MODULES, type Module, type Role, type Rule, type Share, type User, type World, type WorldRecord } from '../model/world.ts'
import { mentionMark } from '../../../engine/contract/mentions.ts'
import { isNumber } from './generate-records.ts'

/** A world in a real application: its users sign in by their names. */
export interface InstalledWorld {
  world: World
  app: TestApp
  admin(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown): Promise<unknown>
  /** Ids of stored files, by the record of module files that holds them. */
  stored: Map<string, string>
  /** The change set that gave a record its present author. */
  changes: Map<string, string>
  /** By their names. */
  profiles: Map<string, { id: string; code: string }>
  /** Keys of the sharing rules, by their names. */
  rules: Map<string, string>
}

/** Installs a world through the public API alone. Keys that clients may send are those of the world. */
export async function installWorld(world: World, among?: TestApp): Promise<InstalledWorld> {
  const app = among ?? (await startTestApp('foreign'))
  const admin: InstalledWorld['admin'] = async (method, url, body) => succeeded(await app.call({ as: 'admin', method, url, body }), `${method} ${url}`)
  const installed: InstalledWorld = { world, app, admin, stored: new Map(), changes: new Map(), profiles: new Map(), rules: new Map() }
  await installPeople(installed)
  await installRights(installed)
  for (const rule of world.rules) await installRule(installed, rule)
  await storeFiles(installed)
  await installRecords(installed, (module) => module !== 'comments')
  for (const share of world.shares) await installShare(installed, share)
  // Who is told of a comment is decided when it is written.
  await installRecords(installed, (module) => module === 'comments')
  await notified(app)
  return installed
}

export async function installRule({ admin, rules }: InstalledWorld, { name, module, from, to, access, related }: Rule): Promise<void> {
  const source = from.kind === 'condition' ? { kind: 'condition', condition: { field: from.field, op: 'is', value: from.value } } : from
  const { id } = (await admin('POST', '/api/access/rules', { module, label: name, from: source, to, access, related })) as { id: string }
  rules.set(name, id)
}

export async function installShare({ world, admin }: Pick<InstalledWorld, 'world' | 'admin'>, { record, principal, access }: Share): Promise<void> {
  const module = world.records.find(({ id }) => id === record)?.module
  await admin('PUT', `/api/records/${module}/${record}/shares/${principal}`, { access })
}

async function installPeople({ world, admin, profiles }: InstalledWorld): Promise<void> {
  for (const { name, lines, ...flags } of world.profiles) {
    const { id, code } = (await admin('POST', '/api/access/profiles', { name })) as { id: string; code: string }
    profiles.set(name, { id, code })
    await admin('PATCH', `/api/records/profiles/${id}`, { version: 1, values: { view_all: flags.viewAll ?? false, modify_all: flags.modifyAll ?? false } })
    for (const module of MODULES) {
      const line = lines[module] ?? { actions: [], fields: {} }
      await admin('PUT', `/api/access/profiles/${code}/modules/${module}`, line)
    }
  }
  await create({ admin }, 'roles', world.roles.map(roleValues))
  await create(
    { admin },
    'users',
    world.users.map(({ id, name, role, profiles: names }) => ({
      id,
      values: { name, username: name, email: `${name}@example.org`, role, profiles: names.map((each) => profiles.get(each)?.id ?? '') },
    })),
  )
  await create(
    { admin },
    'groups',
    world.groups.map(({ id, name }) => ({ id, values: { name } })),
  )
  for (const { id, members, roles, rolesBelow, subgroups } of world.groups) {
    const links = { members, roles, roles_below: rolesBelow, subgroups }
    for (const [key, others] of Object.entries(links)) {
      for (const other of others) await admin('PUT', `/api/records/groups/${id}/links/${key}/${other}`)
    }
  }
}

const roleValues = ({ id, name, parent }: Role) => ({ id, values: { name, parent } })

async function installRights({ world, admin }: InstalledWorld): Promise<void> {
  for (const module of MODULES) {
    if (module === 'comments' || module === 'files') continue
    await admin('PUT', `/api/access/organisation/${module}`, { organisation: world.organisation[module] })
  }
}

async function storeFiles({ world, app, stored }: InstalledWorld): Promise<void> {
  for (const record of world.records.filter(({ module }) => module === 'files')) stored.set(record.id, await upload(app, record))
}

async function installRecords(installed: InstalledWorld, isWanted: (module: Module) => boolean): Promise<void> {
  const { world, app, admin, stored, changes } = installed
  const owner = await app.idOf('admin')
  for (const module of MODULES.filter(isWanted)) {
    const records = world.records.filter((record) => record.module === module)
    await create(
      { admin },
      module,
      records.map((record, index) => ({
        id: record.id,
        values: {
          ...valuesOf(record, { former: true }),
          ...extra(record, { index, stored, users: world.users }),
          owner: record.owner === 'admin' ? owner : record.owner,
        },
      })),
    )
  }
  for (const record of world.records.filter(({ module }) => isWanted(module))) {
    const url = `/api/records/${record.module}/${record.id}`
    if (record.cells.some(({ former }) => former)) {
      await admin('PATCH', url, { version: 1, values: { author: valuesOf(record, { former: false }).author } })
      const { events } = (await admin('GET', `${url}/history`)) as { events: { changeSet: string; action: string }[] }
      changes.set(record.id, events.find(({ action }) => action === 'update')?.changeSet ?? '')
    }
    if (record.deleted) await admin('DELETE', url)
  }
}

/** What a module asks for beside the tokens. */
function extra({ id, module, cells }: WorldRecord, { index, stored, users }: { index: number; stored: Map<string, string>; users: User[] }): object {
  if (module === 'loans') return { lent_on: `2026-01-${String(index + 1).padStart(2, '0')}` }
  // Comments speak to everybody: who may not see them must not be told.
  if (module === 'comments') return { text: [cells[0]?.token, ...users.map(mentionMark)].join(' ') }
  return module === 'files' ? { file: stored.get(id) } : {}
}

/** The values of a record as the API takes them. `former`: as they were at first. */
export function valuesOf({ cells, choices, references, module }: WorldRecord, { former }: { former: boolean }): Record<string, unknown> {
  const seen = [...cells].sort((one, other) => Number(one.former ?? false) - Number(other.former ?? false))
  const shown = former ? seen : seen.filter((cell) => !cell.former)
  const values = Object.fromEntries(shown.map(({ field, token }) => [field, valueOf(field, token)]))
  const links = Object.entries(references).map(([field, { module: of, id }]) => [field, isOfSeveral(module, field) ? { module: of, id } : id])
  return { ...values, ...choices, ...Object.fromEntries(links) }
}

/** A value with a token in it, in the shape of its field. */
export function valueOf(field: string, token: string): unknown {
  if (isNumber(field)) return { amount: token, currency: 'EUR' }
  if (field === 'email') return `${token}@example.org`
  if (field === 'home') return { city: token }
  return field === 'keywords' ? [token] : token
}

function isOfSeveral(module: Module, field: string): boolean {
  return field === 'instead_of' || (field === 'related_to' && (module === 'comments' || module === 'files'))
}

async function upload(app: TestApp, { cells }: WorldRecord): Promise<string> {
  const content = cells.find(({ field }) => field === 'file')?.token ?? ''
  const answer = await app.call({ as: 'admin', method: 'POST', url: '/api/files', file: { name: 'a.txt', type: 'text/plain', content } })
  return (succeeded(answer, 'upload') as { file: { id: string } }).file.id
}

/** Resolves when everybody was told what there is to tell. */
async function notified({ database }: TestApp): Promise<void> {
  await until(async () => {
    const [row] = await database.query<{ open: number }>({ text: 'select count(*)::int as open from app.outbox where done_at is null', values: [] })
    return row?.open === 0
  }, 'the outbox to get empty')
}

async function create({ admin }: Pick<InstalledWorld, 'admin'>, module: string, records: { id: string; values: object }[]): Promise<void> {
  if (records.length === 0) return
  const operations = records.map((record) => ({ op: 'create', ...record }))
  await admin('POST', `/api/records/${module}/batch`, { mode: 'all', operations })
}

function succeeded({ status, body, text }: Answer, what: string): unknown {
  if (status >= 300) throw new Error(`${what}: ${status} ${text}`)
  return body
}
