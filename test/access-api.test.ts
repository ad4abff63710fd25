import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccessExplanation, AccessImpact, AccessNode, AccessUsers, MissingAnswer, ProfileMatrix, ProfileSummary } from '../engine/contract/access.ts'
import type { RecordData, TaskInfo } from '../engine/contract/api.ts'
import type { AuditPage } from '../engine/contract/audit.ts'
import { channelOf, writingChannelOf } from '../engine/http/access/channels.ts'
import { type Answer, startTestApp, type TestApp } from './support/start-app.ts'

let app: TestApp
let book: string
const users: Record<string, string> = {}
const roles: Record<string, string> = {}
let days = 0

beforeAll(async () => {
  app = await startTestApp('foreign')
  for (const name of ['admin', 'dora', 'vera', 'rita', 'nick']) users[name] = await app.idOf(name)
  for (const { id, code } of await app.database.query<{ id: string; code: string }>(sql`select id, code from data.roles`)) roles[code] = id
  book = await make('books', { title: 'Explained' })
}, 120_000)
afterAll(() => app?.stop())

const call = (as: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH', url: string, body?: object) =>
  app.call({ as, method, url, ...(body && { body }) })
const ok = <T>(answer: Answer, status = 200): T => {
  if (answer.status !== status) throw new Error(`${answer.status}: ${answer.text}`)
  return answer.body as T
}
const make = async (module: string, values: object) => ok<RecordData>(await call('admin', 'POST', `/api/records/${module}`, { values }), 201).id
async function loan(owner: string, more: object = {}): Promise<string> {
  days += 1
  return make('loans', { subject: `loan ${days}`, book, lent_on: new Date(Date.UTC(2018, 0, days)).toISOString().slice(0, 10), owner: users[owner], ...more })
}
const leaves = (node: AccessNode): AccessNode[] => (node.parts ? node.parts.flatMap(leaves) : [node])
const granting = ({ tree }: AccessExplanation) =>
  leaves(tree)
    .filter(({ grants }) => grants)
    .map(({ rule }) => rule)

describe('an explanation of access', () => {
  it('names what grants and what was asked in vain, and agrees with what the record allows', async () => {
    const id = await loan('vera')
    const explain = async (as: string, query = '') => ok<AccessExplanation>(await call(as, 'GET', `/api/records/loans/${id}/access${query}`))
    expect(await explain('vera')).toMatchObject({ user: { id: users.vera, name: 'vera' }, action: 'read', allowed: true })
    expect(granting(await explain('vera', '?action=update'))).toEqual(['module', 'owner'])
    expect(granting(await explain('dora'))).toEqual(['module', 'role_below'])
    const module = leaves((await explain('admin', `?user=${users.rita}`)).tree).find(({ rule }) => rule === 'module')
    expect([granting(await explain('admin', `?user=${users.rita}`)), module?.names]).toEqual([['module'], ['Reader']])
    expect((await explain('admin', `?user=${users.nick}`)).allowed).toBe(false)
    expect(granting(await explain('admin', `?user=${users.rita}&action=update`))).toEqual([])
  })

  it('speaks of a field, too', async () => {
    const explain = async (field: string, action: string) =>
      ok<AccessExplanation>(await call('admin', 'GET', `/api/records/books/${book}/access?user=${users.rita}&field=${field}&action=${action}`)).allowed
    expect([await explain('title', 'read'), await explain('price', 'read'), await explain('keeper', 'read')]).toEqual([true, false, true])
  })

  it('of a field says what each profile makes of it, and whether it can be changed by hand at all', async () => {
    const partsOf = async (user: string, field: string, action: string) =>
      ok<AccessExplanation>(await call('admin', 'GET', `/api/records/books/${book}/access?user=${users[user]}&field=${field}&action=${action}`)).tree.parts
    const part = async (...question: Parameters<typeof partsOf>) => (await partsOf(...question))?.find(({ rule }) => rule === 'field')
    expect(await part('rita', 'price', 'read')).toEqual({
      rule: 'field',
      combine: 'any',
      grants: false,
      right: 'hidden',
      parts: [{ rule: 'profile', grants: false, names: ['Reader'], right: 'hidden' }],
    })
    expect(await part('rita', 'keeper', 'read')).toMatchObject({ grants: true, right: 'read', parts: [{ names: ['Reader'], right: 'read' }] })
    expect(await part('rita', 'keeper', 'update')).toMatchObject({ grants: false, right: 'read' })
    expect(await part('dora', 'price', 'update')).toMatchObject({ grants: true, right: 'write', parts: [{ names: ['Librarian'], right: 'write' }] })
    expect(await part('admin', 'price', 'read')).toMatchObject({
      right: 'write',
      parts: expect.arrayContaining([{ rule: 'admin', grants: true, right: 'write' }]),
    })
    expect(await part('dora', 'nothing', 'read')).toEqual({ rule: 'field', grants: false, right: 'hidden' })
    const writable = async (field: string) => (await partsOf('dora', field, 'update'))?.find(({ rule }) => rule === 'writable')?.grants
    expect([await writable('price'), await writable('number'), await writable('created_at')]).toEqual([true, false, false])
  })

  it('of a field says whether the record as it stands locks it, as a save would', async () => {
    const guardian = await make('members', { name: 'Guardian', joined_at: null })
    const alone = await make('members', { name: 'Alone' })
    const ward = await make('members', { name: 'Ward', guardian })
    const lock = async (id: string, field: string) => {
      const { allowed, tree } = ok<AccessExplanation>(
        await call('admin', 'GET', `/api/records/members/${id}/access?user=${users.admin}&field=${field}&action=update`),
      )
      return [allowed, tree.parts?.filter(({ rule }) => rule === 'write_once' || rule === 'read_only_if')]
    }
    expect(await lock(alone, 'guardian_phone')).toEqual([false, [{ rule: 'read_only_if', grants: false }]])
    expect(await lock(ward, 'guardian_phone')).toEqual([true, [{ rule: 'read_only_if', grants: true }]])
    expect(await lock(alone, 'joined_at')).toEqual([false, [{ rule: 'write_once', grants: false }]])
    expect(await lock(guardian, 'joined_at')).toEqual([true, [{ rule: 'write_once', grants: true }]])
    expect(await lock(alone, 'email')).toEqual([true, []])
  })

  it('is for who sees the record; of others only for admins', async () => {
    const id = await loan('vera')
    expect((await call('rita', 'GET', `/api/records/loans/${id}/access`)).status).toBe(404)
    expect((await call('dora', 'GET', `/api/records/loans/${id}/access?user=${users.vera}`)).status).toBe(403)
    expect((await call('dora', 'GET', `/api/records/loans/${id}/access/users`)).status).toBe(403)
  })

  it('of a comment follows the record that it belongs to', async () => {
    const { id } = ok<RecordData>(
      await call('dora', 'POST', '/api/records/comments', { values: { text: 'x', related_to: { module: 'books', id: book } } }),
      201,
    )
    const explanation = ok<AccessExplanation>(await call('admin', 'GET', `/api/records/comments/${id}/access?user=${users.rita}`))
    expect([explanation.allowed, granting(explanation)]).toEqual([true, ['module', 'module', 'organisation']])
    const update = ok<AccessExplanation>(await call('admin', 'GET', `/api/records/comments/${id}/access?user=${users.rita}&action=update`))
    expect(update.allowed).toBe(false)
  })

  it('lists who can see a record, each with the rules that grant it', async () => {
    const id = await loan('vera')
    const { users: found, count, asked } = ok<AccessUsers>(await call('admin', 'GET', `/api/records/loans/${id}/access/users`))
    expect(found.map(({ name, rules }) => [name, rules.map(({ rule }) => rule)])).toEqual([
      ['Administrator', expect.arrayContaining(['admin'])],
      ['dora', ['role_below']],
      ['vera', ['owner']],
    ])
    expect([count, asked]).toEqual([3, 5])
  })

  it('of a record that is missing tells an admin why, and others no more than the record itself would', async () => {
    const id = await loan('vera')
    const missing = async (as: string, query: string) => ok<MissingAnswer>(await call(as, 'GET', `/api/access/missing?module=loans&${query}`))
    expect(await missing('rita', `id=${id}`)).toEqual({ reason: 'not_yours_or_not_there' })
    expect(await missing('rita', `id=${book}`)).toEqual({ reason: 'not_yours_or_not_there' })
    expect(await missing('vera', `id=${id}`)).toEqual({ reason: 'visible' })
    expect(await missing('admin', `id=${id}&user=${users.rita}`)).toMatchObject({ reason: 'not_shared', explanation: { allowed: false } })
    expect(await missing('admin', `id=${id}&user=${users.nick}`)).toMatchObject({ reason: 'no_module_right' })
    expect(await missing('admin', `id=${book}`)).toEqual({ reason: 'not_there' })
    expect((await call('dora', 'GET', `/api/access/missing?module=loans&id=${id}&user=${users.vera}`)).status).toBe(403)
  })
})

describe('the impact of a draft', () => {
  const impact = async (draft: object) => ok<AccessImpact>(await call('admin', 'POST', '/api/access/impact', { draft }))
  const on = (found: AccessImpact, key: string) => found.modules.find(({ module }) => module === key)

  it('counts who gains and loses how many records, and saves nothing', async () => {
    await app.database.query(sql`delete from data.loans`)
    const shared = await loan('dora', { status: 'returned' })
    await loan('dora')
    await loan('vera')
    const rule = { module: 'loans', label: 'x', access: 'read', related: [], to: { kind: 'role', id: roles.volunteer } }
    const byCondition = await impact({
      kind: 'sharing_rule',
      rule: { ...rule, from: { kind: 'condition', condition: { field: 'status', op: 'is', value: 'returned' } } },
    })
    expect(on(byCondition, 'loans')).toMatchObject({ gaining: 2, losing: 0, gained: 2, lost: 0 })
    expect(on(byCondition, 'loans')?.samples[0]?.records).toMatchObject([{ id: shared, change: 'gained' }])
    const byRole = await impact({ kind: 'sharing_rule', rule: { ...rule, from: { kind: 'role', id: roles.desk } } })
    expect(on(byRole, 'loans')).toMatchObject({ gaining: 2, gained: 4 })
    expect(ok<{ rules: object[] }>(await call('admin', 'GET', '/api/access/rules')).rules).toEqual([])
    expect((await call('vera', 'GET', `/api/records/loans/${shared}`)).status).toBe(404)
  })

  it('of other rights of a user, and of a profile that sees everything', async () => {
    const rights = (more: object) => impact({ kind: 'user_rights', user: users.rita, ...more })
    const [{ loans = 0 } = {}] = await app.database.query<{ loans: number }>(sql`select count(*)::int as loans from data.loans`)
    expect(on(await rights({ role: roles.desk }), 'loans')).toMatchObject({ gaining: 1, losing: 0, gained: 1 })
    expect(on(await rights({ isAdmin: true }), 'loans')).toMatchObject({ gaining: 1, losing: 0, gained: loans })
    expect(on(await rights({ role: null, profiles: [] }), 'books')).toMatchObject({ gaining: 0, losing: 1 })
    expect((await rights({})).modules).toEqual([])
    const [{ id: profile }] = (await app.database.query<{ id: string }>(sql`select id from data.profiles where code = 'reader'`)) as [{ id: string }]
    // Vera has it by her role, and sees her own loan already.
    expect(on(await impact({ kind: 'profile_rights', profile, viewAll: true }), 'loans')).toMatchObject({ gaining: 2, losing: 0, gained: 2 * loans - 1 })
    expect((await call('rita', 'GET', '/api/records/loans')).body).toMatchObject({ records: [] })
  })

  it('of a role that moves, an organisation default and a line of a profile', async () => {
    const moved = await impact({ kind: 'role_parent', role: roles.volunteer, parent: null })
    expect(on(moved, 'loans')).toMatchObject({ gaining: 0, losing: 1, lost: 1 })
    const opened = await impact({ kind: 'organisation', module: 'loans', organisation: 'public_read' })
    expect(on(opened, 'loans')).toMatchObject({ gaining: 2, losing: 0, gained: 5 })
    const closed = await impact({ kind: 'profile_line', profile: 'librarian', module: 'books', line: { actions: [], fields: {} } })
    expect(on(closed, 'books')).toMatchObject({ gaining: 0, losing: 1 })
    expect(closed.complete).toBe(true)
  })

  it('counts what goes through its parent by itself, and looks at the parent before and after', async () => {
    await app.database.query(sql`delete from data.comments`)
    const about = async (module: string, id: string) =>
      ok<RecordData>(await call('dora', 'POST', '/api/records/comments', { values: { text: 'x', related_to: { module, id } } }), 201).id
    const said = await about('loans', await loan('dora'))
    await about('books', book)
    const opened = await impact({ kind: 'organisation', module: 'loans', organisation: 'public_read' })
    expect(on(opened, 'comments')).toMatchObject({ gaining: 2, losing: 0, gained: 2, lost: 0 })
    expect(on(opened, 'comments')?.samples[0]?.records).toMatchObject([{ id: said, change: 'gained' }])
    const closed = await impact({ kind: 'profile_line', profile: 'reader', module: 'books', line: { actions: [], fields: {} } })
    expect(on(closed, 'comments')).toMatchObject({ gaining: 0, losing: 1, lost: 1 })
  })
})

describe('profiles and organisation defaults', () => {
  it('a new profile is like another until its lines are changed, and its fields are hidden from who holds it', async () => {
    const { id, code } = ok<{ id: string; code: string }>(await call('admin', 'POST', '/api/access/profiles', { name: 'Night reader', copyOf: 'reader' }), 201)
    expect(code).toMatch(/^c_[a-z0-9]+$/)
    ok(await call('admin', 'PATCH', `/api/records/users/${users.nick}`, { version: 1, values: { profiles: [id] } }))
    expect((await call('nick', 'GET', `/api/records/books/${book}`)).status).toBe(200)
    ok(await call('admin', 'PUT', `/api/access/profiles/${code}/modules/books`, { actions: ['read'], fields: { title: 'hidden' } }))
    const { values } = ok<RecordData>(await call('nick', 'GET', `/api/records/books/${book}`))
    expect([Object.hasOwn(values, 'title'), Object.hasOwn(values, 'price')]).toEqual([false, true])

    const matrix = ok<ProfileMatrix>(await call('admin', 'GET', `/api/access/profiles/${code}`))
    expect(matrix).toMatchObject({ code, name: 'Night reader', users: 1 })
    expect(matrix.modules.find(({ module }) => module === 'books')).toEqual({
      module: 'books',
      actions: ['read'],
      fields: { title: 'hidden' },
      viewAll: false,
      modifyAll: false,
    })
    const { profiles } = ok<{ profiles: ProfileSummary[] }>(await call('admin', 'GET', '/api/access/profiles'))
    expect(profiles.map((profile) => profile.code)).toEqual(expect.arrayContaining([code, 'reader', 'librarian', 'administrator']))
  })

  it('a field that was hidden for a while is named nowhere afterwards, and a line that says what the files say is not kept', async () => {
    const kept = async () => {
      const [item] = await app.database.query<{ content: { profiles?: Record<string, unknown> } }>(
        sql`select content from app.metadata_item where path = 'modules/books/access.json'`,
      )
      return item?.content.profiles?.reader
    }
    const line = async () => {
      const { modules } = ok<ProfileMatrix>(await call('admin', 'GET', '/api/access/profiles/reader'))
      return modules.find(({ module }) => module === 'books')
    }
    const set = async (more: object) => ok(await call('admin', 'PUT', '/api/access/profiles/reader/modules/books', { ...first, ...more }))
    const { module: _books, ...first } = (await line()) as { module: string; actions: string[]; fields: object }

    await set({ actions: [...first.actions, 'export'], fields: { ...first.fields, pages: 'hidden' } })
    await set({ actions: [...first.actions, 'export'] })
    expect(JSON.stringify(await kept())).not.toContain('pages')
    await set({})
    expect(await kept()).toBeUndefined()
    expect(await line()).toEqual({ module: 'books', ...first })
  })

  it('a line can be written for a module that says nothing of access itself', async () => {
    const { code } = ok<{ code: string }>(await call('admin', 'POST', '/api/access/profiles', { name: 'Shelf keeper' }), 201)
    ok(await call('admin', 'PUT', `/api/access/profiles/${code}/modules/shelves`, { actions: ['read', 'update'], fields: {} }))
    const { modules } = ok<ProfileMatrix>(await call('admin', 'GET', `/api/access/profiles/${code}`))
    expect(modules.find(({ module }) => module === 'shelves')).toMatchObject({ actions: ['read', 'update'] })
  })

  it('a profile sees all of one module, or of all, when it says so', async () => {
    const id = await loan('dora')
    const { code } = ok<{ code: string }>(await call('admin', 'POST', '/api/access/profiles', { name: 'Inspector' }), 201)
    const [{ id: profile }] = (await app.database.query<{ id: string }>(sql`select id from data.profiles where code = ${code}`)) as [{ id: string }]
    const rita = ok<RecordData>(await call('admin', 'GET', `/api/records/users/${users.rita}`))
    ok(
      await call('admin', 'PATCH', `/api/records/users/${users.rita}`, {
        version: rita.version,
        values: { profiles: [...(rita.values.profiles as string[]), profile] },
      }),
    )
    const status = async () => (await call('rita', 'GET', `/api/records/loans/${id}`)).status
    expect(await status()).toBe(404)
    ok(await call('admin', 'PUT', `/api/access/profiles/${code}/modules/loans`, { actions: ['read'], fields: {}, viewAll: true }))
    expect(await status()).toBe(200)
    ok(await call('admin', 'PUT', `/api/access/profiles/${code}/modules/loans`, { actions: ['read'], fields: {} }))
    expect(await status()).toBe(404)
    ok(await call('admin', 'PATCH', `/api/records/profiles/${profile}`, { version: 1, values: { view_all: true } }))
    expect(await status()).toBe(200)
    ok(await call('admin', 'PATCH', `/api/records/profiles/${profile}`, { version: 2, values: { view_all: false } }))
    expect(await status()).toBe(404)
  })

  it('a change of rights that cannot be written into the log is not made', async () => {
    const defaults = async () => (await call('admin', 'GET', '/api/access/organisation')).text
    const before = await defaults()
    await app.database.query(sql`create function app.refuse_audit() returns trigger language plpgsql as $$ begin raise exception 'no log'; end $$`)
    await app.database.query(
      sql`create trigger refuse before insert on app.audit_entry for each row when (new.action = 'rights_changed') execute function app.refuse_audit()`,
    )
    expect((await call('admin', 'PUT', '/api/access/organisation/loans', { organisation: 'public_delete' })).status).toBe(500)
    expect((await call('admin', 'PUT', '/api/access/profiles/reader/modules/books', { actions: ['read', 'delete'], fields: {} })).status).toBe(500)
    await app.database.query(sql`drop function app.refuse_audit() cascade`)
    expect(await defaults()).toBe(before)
    const { modules } = ok<ProfileMatrix>(await call('admin', 'GET', '/api/access/profiles/reader'))
    expect(modules.find(({ module }) => module === 'books')?.actions).not.toContain('delete')
  })

  it('a profile takes only addresses and networks to sign in from: anything else would shut everybody out', async () => {
    const { id } = ok<{ id: string }>(await call('admin', 'POST', '/api/access/profiles', { name: 'Branch office' }), 201)
    const set = (version: number, allowed: string) => call('admin', 'PATCH', `/api/records/profiles/${id}`, { version, values: { allowed_addresses: allowed } })
    expect((await set(1, '10.0.0.0/8\n10.0.0.0/99')).body).toMatchObject({
      problems: [{ field: 'allowed_addresses', code: 'ADDRESS', message: '“10.0.0.0/99” is no IP address or network.' }],
    })
    expect([(await set(1, 'everywhere')).status, (await set(1, '10.0.0.0/8\n2001:db8::/32, 192.0.2.7')).status, (await set(2, '')).status]).toEqual([
      422, 200, 200,
    ])
  })

  it('an organisation default counts at once, and is refused to all but admins', async () => {
    const id = await loan('dora')
    expect((await call('vera', 'GET', `/api/records/loans/${id}`)).status).toBe(404)
    ok(await call('admin', 'PUT', '/api/access/organisation/loans', { organisation: 'public_read' }))
    expect((await call('vera', 'GET', `/api/records/loans/${id}`)).status).toBe(200)
    ok(await call('admin', 'PUT', '/api/access/organisation/loans', { organisation: 'private' }))
    expect((await call('vera', 'GET', `/api/records/loans/${id}`)).status).toBe(404)
    expect((await call('dora', 'PUT', '/api/access/organisation/loans', { organisation: 'public_read' })).status).toBe(403)
  })
})

describe('a user who leaves', () => {
  it('gives the records to somebody else, cannot sign in any more, and comes back with one undo', async () => {
    const ids = [await loan('vera'), await loan('vera')]
    const { task } = ok<{ task: string }>(await call('admin', 'POST', `/api/access/users/${users.vera}/deactivate`, { transferTo: users.rita }), 202)
    let info: TaskInfo
    do {
      await new Promise((resolve) => setTimeout(resolve, 50))
      info = ok<TaskInfo>(await call('admin', 'GET', `/api/tasks/${task}`))
    } while (info.state === 'waiting' || info.state === 'running')
    expect(info).toMatchObject({ state: 'done', result: { skipped: 0 } })
    expect((await call('vera', 'GET', '/api/me')).status).toBe(401)
    const steps = await app.database.query<{ module: string }>(sql`
      select module from app.change_event where change_set = ${(info.result as { changeSet: string }).changeSet}::uuid order by id`)
    expect(steps.slice(0, 2).map(({ module }) => module)).toEqual(['users', 'loans'])
    for (const id of ids) expect(ok<RecordData>(await call('admin', 'GET', `/api/records/loans/${id}`)).values.owner).toBe(users.rita)

    const { changeSet } = info.result as { changeSet: string }
    ok(await call('admin', 'POST', `/api/change-sets/${changeSet}/undo`))
    for (const id of ids) expect(ok<RecordData>(await call('admin', 'GET', `/api/records/loans/${id}`)).values.owner).toBe(users.vera)
    expect((await call('vera', 'GET', '/api/me')).status).toBe(200)
  })

  it('is taken from nobody who may not, and not by oneself', async () => {
    expect((await call('dora', 'POST', `/api/access/users/${users.vera}/deactivate`)).status).toBe(403)
    expect((await call('admin', 'POST', `/api/access/users/${users.admin}/deactivate`)).status).toBe(403)
    expect((await call('admin', 'POST', `/api/access/users/${users.vera}/deactivate`, { transferTo: book })).status).toBe(422)
  })
})

describe('a change of rights', () => {
  it('stands in the audit log with what was before, whoever made it and whatever it was', async () => {
    const since = new Date().toISOString()
    const rule = {
      module: 'loans',
      label: 'Told',
      from: { kind: 'role', id: roles.desk },
      to: { kind: 'role', id: roles.volunteer },
      access: 'read',
      related: [],
    }
    const { id } = ok<{ id: string }>(await call('admin', 'POST', '/api/access/rules', rule), 201)
    ok(await call('admin', 'DELETE', `/api/access/rules/${id}`), 204)
    ok(await call('admin', 'PUT', `/api/records/books/${book}/shares/${users.rita}`, { access: 'write' }), 204)
    ok(await call('admin', 'DELETE', `/api/records/books/${book}/shares/${users.rita}`), 204)
    ok(await call('admin', 'PUT', '/api/access/organisation/loans', { organisation: 'public_read' }))
    ok(await call('admin', 'PUT', '/api/access/organisation/loans', { organisation: 'private' }))
    ok(await call('admin', 'PUT', '/api/access/profiles/reader/modules/loans', { actions: ['read'], fields: { fee: 'read' } }))

    const { entries } = ok<AuditPage>(await call('admin', 'GET', `/api/audit?kind=audit&action=rights_changed&from=${since}`))
    expect(entries.map(({ module, details }) => [module, details]).reverse()).toMatchObject([
      ['sharing_rules', { before: null, after: { label: 'Told' } }],
      ['sharing_rules', { before: { label: 'Told' }, after: null }],
      ['books', { principal: users.rita, before: null, after: 'write' }],
      ['books', { principal: users.rita, before: 'write', after: null }],
      ['loans', { before: { organisation: 'private' }, after: { organisation: 'public_read' } }],
      ['loans', { before: { organisation: 'public_read' }, after: { organisation: 'private' } }],
      ['loans', { profile: 'reader', before: { fields: {} }, after: { fields: { fee: 'read' } } }],
    ])
  })
})

describe('a record that goes through its parent', () => {
  const comment = (as: string) => call(as, 'POST', '/api/records/comments', { values: { text: 'Said', related_to: { module: 'books', id: book } } })

  it('is put below what its maker sees, or may change where the default opens that to all', async () => {
    expect((await comment('rita')).status).toBe(201)
    ok(await call('admin', 'PUT', '/api/access/organisation/comments', { organisation: 'public_read_write' }))
    const refused = await comment('rita')
    expect([refused.status, refused.body]).toMatchObject([422, { problems: [{ field: 'related_to', code: 'FORBIDDEN' }] }])
    expect((await comment('admin')).status).toBe(201)
    ok(await call('admin', 'PUT', '/api/access/organisation/comments', { organisation: 'private' }))
  })
})

it('every route of the API says by which channel it reads, or that it tells nothing of records', () => {
  const silent = app.app.server.declaredRoutes.filter(
    (route) => route.url.startsWith('/api/') && !['HEAD', 'OPTIONS'].includes(route.method) && channelOf(route) === undefined,
  )
  expect(silent.map(({ method, url }) => `${method} ${url}`)).toEqual([])
})

it('every route of the API says by which channel it writes, or that it writes into no field', () => {
  const silent = app.app.server.declaredRoutes.filter(
    (route) => route.url.startsWith('/api/') && !['HEAD', 'OPTIONS'].includes(route.method) && writingChannelOf(route) === undefined,
  )
  expect(silent.map(({ method, url }) => `${method} ${url}`)).toEqual([])
})
