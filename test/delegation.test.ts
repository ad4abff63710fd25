import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClientModel } from '../engine/contract/client-model.ts'
import type { RecordData } from '../engine/contract/api.ts'
import { type Answer, PASSWORD, startTestApp, type TestApp } from './support/start-app.ts'

/** dora (desk) manages the users below her: vera and rita (volunteers). */
let app: TestApp
const ids: Record<string, string> = {}

beforeAll(async () => {
  app = await startTestApp('foreign')
  for (const { id, code } of await app.database.query<{ id: string; code: string }>(
    sql`select id, code from data.roles union all select id, 'p_' || code from data.profiles where code is not null`,
  ))
    ids[code] = id
  for (const name of ['admin', 'dora', 'vera', 'rita', 'nick']) ids[name] = await app.idOf(name)
}, 120_000)
afterAll(() => app?.stop())

const ok = <T>(answer: Answer, status = 200): T => {
  if (answer.status !== status) throw new Error(`${answer.status}: ${answer.text}`)
  return answer.body as T
}
const record = async (module: string, id: string) => ok<RecordData>(await app.call({ as: 'admin', url: `/api/records/${module}/${id}` }))
const patch = async (as: string, module: string, id: string, values: object) => {
  const { version } = await record(module, id)
  return app.call({ as, method: 'PATCH', url: `/api/records/${module}/${id}`, body: { version, values } })
}
const setProfile = async (code: string, values: object) => ok(await patch('admin', 'profiles', ids[`p_${code}`] ?? '', values))
const problems = (answer: Answer) =>
  ((answer.body as { problems?: { field: string; code: string }[] }).problems ?? []).map(({ field, code }) => `${field} ${code}`)

describe('who manages users', () => {
  const change = (who: string, values: object) => patch('dora', 'users', ids[who] ?? '', values)

  it('without the right changes nobody', async () => {
    expect((await change('vera', { title: 'Aide' })).status).toBe(403)
  })

  it('with it changes those below the own role, and neither equals, nor superiors, nor oneself', async () => {
    await setProfile('librarian', { manage_users: true })
    expect((await change('vera', { title: 'Aide' })).status).toBe(200)
    expect([
      (await change('admin', { title: 'x' })).status,
      (await change('dora', { title: 'x' })).status,
      (await change('nick', { title: 'x' })).status,
    ]).toEqual([403, 403, 403])
    expect((await app.call({ as: 'vera', url: `/api/records/users/${ids.rita}` })).body).toMatchObject({ can: { update: false } })
    expect((await app.call({ as: 'dora', url: `/api/records/users/${ids.rita}` })).body).toMatchObject({ can: { read: true, update: true, delete: false } })
  })

  it('gives nobody more than they have: no admin, no role beside or above, no profile of others', async () => {
    expect(problems(await change('vera', { is_admin: true }))).toEqual(['is_admin READ_ONLY'])
    expect(problems(await change('vera', { role: ids.desk }))).toEqual(['role ROLE_NOT_BELOW'])
    expect(problems(await change('vera', { role: null }))).toEqual(['role ROLE_NOT_BELOW'])
    expect(problems(await change('vera', { profiles: [ids.p_librarian, ids.p_reader] }))).toEqual(['profiles PROFILE_NOT_HELD'])
    expect(problems(await change('vera', { profiles: [ids.p_administrator] }))).toEqual(['is_admin READ_ONLY'])
    expect((await change('rita', { profiles: [ids.p_reader, ids.p_librarian] })).status).toBe(200)
  })

  it('adds users below the own role, and no others', async () => {
    const create = (values: object) => app.call({ as: 'dora', method: 'POST', url: '/api/records/users', body: { values: { name: 'New', ...values } } })
    expect((await create({ username: 'new1', role: ids.volunteer, profiles: [ids.p_librarian] })).status).toBe(201)
    expect(problems(await create({ username: 'new2', role: ids.head }))).toEqual(['is_admin READ_ONLY'])
    expect(problems(await create({ username: 'new3' }))).toEqual(['role ROLE_NOT_BELOW'])
  })

  it('puts nobody into a group: who sees what a group sees is for who may change the group', async () => {
    const { id: group } = ok<RecordData>(await app.call({ as: 'admin', method: 'POST', url: '/api/records/groups', body: { values: { name: 'Board' } } }), 201)
    const urls = [`/api/records/groups/${group}/links/members/${ids.vera}`, `/api/records/users/${ids.vera}/links/groups/${group}`]
    for (const url of urls) expect((await app.call({ as: 'dora', method: 'PUT', url })).status).toBe(403)
    ok(await app.call({ as: 'admin', method: 'PUT', url: urls[0] ?? '' }))
    for (const url of urls) expect((await app.call({ as: 'dora', method: 'DELETE', url })).status).toBe(403)
    ok(await app.call({ as: 'admin', method: 'DELETE', url: urls[1] ?? '' }))
  })

  it('does not come in as somebody who has rights that they do not have: name and address stay as they are', async () => {
    ok(await patch('admin', 'users', ids.vera ?? '', { profiles: [ids.p_librarian, ids.p_reader] }))
    const taken = await change('vera', { email: 'dora@example.net', username: 'vera2' })
    expect(problems(taken)).toEqual(['username RIGHTS_NOT_HELD', 'email RIGHTS_NOT_HELD'])
    expect((await change('vera', { title: 'Aide', phone: null })).status).toBe(200)
    ok(await patch('admin', 'users', ids.vera ?? '', { profiles: [ids.p_librarian] }))
    expect((await change('vera', { email: 'vera@example.net' })).status).toBe(200)
  })

  it('sends those below the link by which they choose a password, and nobody else', async () => {
    const send = async (who: string, path: string) => (await app.call({ as: 'dora', method: 'POST', url: `/api/users/${ids[who]}/${path}` })).status
    expect([await send('vera', 'invite'), await send('rita', 'password-reset'), await send('vera', 'password')]).toEqual([202, 202, 403])
    expect([await send('nick', 'invite'), await send('admin', 'password-reset'), await send('dora', 'invite')]).toEqual([403, 403, 403])
    await app.database.query(sql`update data.users set is_admin = true where id = ${ids.rita}::uuid`)
    expect(await send('rita', 'password-reset')).toBe(403)
    await app.database.query(sql`update data.users set is_admin = false where id = ${ids.rita}::uuid`)
  })

  it('sees whose access to a record, of those below', async () => {
    const { id } = ok<RecordData>(await app.call({ as: 'dora', method: 'POST', url: '/api/records/books', body: { values: { title: 'Whose' } } }), 201)
    const explain = async (user: string) => (await app.call({ as: 'dora', url: `/api/records/books/${id}/access?user=${ids[user]}` })).status
    expect([await explain('vera'), await explain('nick')]).toEqual([200, 403])
    // Rita holds the other profile, too, which opens the author: who does not see the field hears nothing of that.
    const line = (fields: object) =>
      app.call({
        as: 'admin',
        method: 'PUT',
        url: '/api/access/profiles/librarian/modules/books',
        body: { actions: ['read', 'create', 'update', 'delete', 'import', 'export', 'merge'], fields },
      })
    const ofAuthor = async () => (await app.call({ as: 'dora', url: `/api/records/books/${id}/access?user=${ids.rita}&field=author` })).body
    expect(await ofAuthor()).toMatchObject({ allowed: true })
    ok(await line({ author: 'hidden' }))
    expect(await ofAuthor()).toMatchObject({ allowed: false, tree: { parts: [{ rule: 'module' }, { rule: 'field', grants: false }, { rule: 'reach' }] } })
    ok(await line({}))
    await setProfile('librarian', { manage_users: false })
    expect(await explain('vera')).toBe(403)
  })
})

describe('who may change users, roles and profiles, but is no admin', () => {
  const modules = ['users', 'roles', 'profiles']
  const line = (module: string, more: object) =>
    app.call({ as: 'admin', method: 'PUT', url: `/api/access/profiles/librarian/modules/${module}`, body: { actions: ['read'], fields: {}, ...more } })

  it('makes nobody an admin, changes nobody’s sign-in, and touches no admin', async () => {
    for (const module of modules) ok(await line(module, { actions: ['read', 'create', 'update', 'delete'], modifyAll: true }))
    const change = (module: string, id: string | undefined, values: object) => patch('dora', module, id ?? '', values)
    expect(problems(await change('users', ids.nick, { email: 'dora@example.net', profiles: [ids.p_reader] }))).toEqual([
      'profiles READ_ONLY',
      'email READ_ONLY',
    ])
    expect(problems(await change('users', ids.admin, { title: 'Nobody' }))).toEqual(['is_admin READ_ONLY'])
    expect((await app.call({ as: 'dora', method: 'DELETE', url: `/api/records/users/${ids.admin}` })).status).toBe(403)
    expect((await change('users', ids.nick, { title: 'Guest' })).status).toBe(200)

    expect(problems(await change('roles', ids.desk, { profiles: [ids.p_administrator], parent: null }))).toEqual(['parent READ_ONLY', 'profiles READ_ONLY'])
    expect(problems(await change('profiles', ids.p_librarian, { admin: true, view_all: true }))).toEqual(['admin READ_ONLY', 'view_all READ_ONLY'])
    const made = await app.call({ as: 'dora', method: 'POST', url: '/api/records/profiles', body: { values: { name: 'Own', code: 'own', modify_all: true } } })
    expect(problems(made)).toEqual(['modify_all READ_ONLY'])
    expect((await app.call({ as: 'dora', url: '/api/me' })).body).toMatchObject({ isAdmin: false, profiles: ['librarian'] })
    for (const module of modules) ok(await line(module, {}))
  })
})

describe('hours and addresses of sign-in', () => {
  it('count at each request, and never for administrators', async () => {
    const me = async (as: string) => (await app.call({ as, url: '/api/me' })).status
    await setProfile('reader', { allowed_addresses: '203.0.113.0/24' })
    // rita holds a second profile, which sets no limit.
    expect([await me('rita'), await me('admin')]).toEqual([200, 200])
    ok(await patch('admin', 'users', ids.rita ?? '', { profiles: [ids.p_reader] }))
    expect([await me('rita'), await me('vera')]).toEqual([403, 200])
    await setProfile('reader', { allowed_addresses: '203.0.113.0/24\n127.0.0.0/8' })
    expect(await me('rita')).toBe(200)
  })

  it('let nobody in, but out: a session that may not come in any more keeps nobody else from the browser', async () => {
    await setProfile('reader', { allowed_addresses: '203.0.113.0/24' })
    const headers = { cookie: await app.cookieOf('rita') }
    ok(await app.call({ method: 'POST', url: '/api/session', headers, body: { name: 'admin', password: PASSWORD } }))
    expect((await app.call({ method: 'DELETE', url: '/api/session', headers })).status).toBe(204)
    await setProfile('reader', { allowed_addresses: null })
  })
})

describe('values of a picklist for some roles', () => {
  it('are in the list of nobody else, and are refused to them; what stood there may stay', async () => {
    await app.database.query(sql`insert into app.metadata_item (path, content, at) values ('modules/books/fields.json#fields/genre',
      '{"values": [{"key": "children", "roles": ["desk"]}]}', now())`)
    ok(await app.call({ as: 'admin', method: 'PUT', url: '/api/access/organisation/books', body: { organisation: 'public_read_write' } }))
    const genres = async (as: string) => {
      const { modules } = ok<ClientModel>(await app.call({ as, url: '/api/metadata' }))
      return modules.books?.fields.find(({ key }) => key === 'genre')?.values?.map(({ key }) => key)
    }
    expect([await genres('dora'), await genres('vera')]).toEqual([
      ['fiction', 'science', 'children'],
      ['fiction', 'science'],
    ])
    const create = (as: string) => app.call({ as, method: 'POST', url: '/api/records/books', body: { values: { title: 'For whom', genre: 'children' } } })
    expect(problems(await create('vera'))).toEqual(['genre NOT_IN_LIST'])
    const { id } = ok<RecordData>(await create('dora'), 201)
    expect((await patch('vera', 'books', id, { genre: 'children', title: 'Still' })).status).toBe(200)

    const [post, values] = [(url: string, body: object) => app.call({ as: 'vera', method: 'POST', url, body }), { genre: 'children' }]
    const make = async () => ok<RecordData>(await post('/api/records/books', { values: { title: 'Own' } }), 201).id
    const [own, second] = [await make(), await make()]
    const filter = { field: 'id', op: 'is', value: own }
    const refused = [
      await post('/api/records/books/batch', { mode: 'all', operations: [{ op: 'update', id: own, version: 1, values }] }),
      await post('/api/records/books/merge', { survivor: { id: own, version: 1 }, others: [{ id: second, version: 1 }], values }),
    ]
    expect(refused.map(problems)).toEqual([['genre NOT_IN_LIST'], ['genre NOT_IN_LIST']])
    const tried = await post('/api/bulk/dry-run', { module: 'books', filter, operation: { op: 'update', values } })
    expect(tried.body).toMatchObject({ changed: 0, skipped: 1, reasons: [{ field: 'genre', code: 'NOT_IN_LIST' }] })
  })
})
