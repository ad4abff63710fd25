import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SharingRuleInput } from '../engine/contract/access.ts'
import type { RecordData } from '../engine/contract/api.ts'
import { type Answer, startTestApp, type TestApp } from './support/start-app.ts'

/** vera and rita stand side by side as volunteers; loans are private, books may be read by all. */
let app: TestApp
let book: string
const roles: Record<string, string> = {}
const groups: Record<string, string> = {}
let days = 0

beforeAll(async () => {
  app = await startTestApp('foreign')
  for (const { id, code } of await app.database.query<{ id: string; code: string }>(sql`select id, code from data.roles`)) roles[code] = id
  const inner = await make('groups', { name: 'Inner circle' })
  const outer = await make('groups', { name: 'Outer circle' })
  Object.assign(groups, { inner, outer })
  await link('groups', outer, 'subgroups', inner)
  // A group that holds itself over a detour must not hang anybody.
  await link('groups', inner, 'subgroups', outer)
  book = await make('books', { title: 'Sharing', owner: await app.idOf('vera') })
}, 120_000)
afterAll(() => app?.stop())

const ok = (answer: Answer, status: number): Answer => {
  if (answer.status !== status) throw new Error(`${answer.status}: ${answer.text}`)
  return answer
}
const make = async (module: string, values: object): Promise<string> =>
  (ok(await app.call({ as: 'admin', method: 'POST', url: `/api/records/${module}`, body: { values } }), 201).body as RecordData).id
const link = async (module: string, id: string, key: string, other: string) =>
  ok(await app.call({ as: 'admin', method: 'PUT', url: `/api/records/${module}/${id}/links/${key}/${other}` }), 200)
const unlink = async (module: string, id: string, key: string, other: string) =>
  ok(await app.call({ as: 'admin', method: 'DELETE', url: `/api/records/${module}/${id}/links/${key}/${other}` }), 200)

async function loan(owner: string, more: object = {}): Promise<string> {
  days += 1
  const lentOn = new Date(Date.UTC(2020, 0, days)).toISOString().slice(0, 10)
  return make('loans', { subject: `loan ${days}`, book, lent_on: lentOn, owner: await app.idOf(owner), ...more })
}

/** In which channels somebody meets a record: they must agree. */
async function sees(as: string, id: string, module = 'loans'): Promise<boolean> {
  const get = (url: string) => app.call({ as, url })
  const ids = (answer: Answer) => (answer.body as { records: RecordData[] }).records.map((record) => record.id)
  const filter = { field: 'id', op: 'is', value: id }
  const post = (url: string, body: object) => app.call({ as, method: 'POST', url, body })
  const listed = await post(`/api/records/${module}/query`, { filter, count: 'exact' })
  const sortedByOther = await post(`/api/records/${module}/query`, { filter, sort: [{ field: 'created_at' }] })
  const counted = await post(`/api/records/${module}/aggregate`, { measures: [{ fn: 'count' }], filter })
  const found = [
    (await get(`/api/records/${module}/${id}`)).status === 200,
    (await get(`/api/records/${module}/${id}/history`)).status === 200,
    (await get(`/api/records/${module}/${id}/shares`)).status === 200,
    ids(listed).includes(id),
    (listed.body as { count: { value: number } }).count.value === 1,
    ids(await post(`/api/records/${module}/query`, { filter, count: 'capped' })).includes(id),
    ids(sortedByOther).includes(id),
    (counted.body as { rows: { measures: string[] }[] }).rows[0]?.measures[0] === '1',
    ids(await get(`/api/records/${module}?limit=200`)).includes(id),
  ]
  expect({ as, found: new Set(found).size }).toEqual({ as, found: 1 })
  return found[0] ?? false
}
const cappedCount = async (as: string) =>
  (await app.call({ as, url: '/api/records/loans?count=capped&limit=200' })).body as { count: { value: number }; records: unknown[] }
const update = (as: string, id: string, module = 'loans') =>
  app.call({ as, method: 'PATCH', url: `/api/records/${module}/${id}`, headers: {}, body: { version: 1, values: {} } })

async function withRule(rule: Partial<SharingRuleInput> & Pick<SharingRuleInput, 'from' | 'to'>, work: () => Promise<void>): Promise<void> {
  const body = { module: 'loans', label: 'A rule', access: 'read', related: [], ...rule }
  const { id } = ok(await app.call({ as: 'admin', method: 'POST', url: '/api/access/rules', body }), 201).body as { id: string }
  try {
    await work()
  } finally {
    ok(await app.call({ as: 'admin', method: 'DELETE', url: `/api/access/rules/${id}` }), 204)
  }
}

describe('a sharing rule', () => {
  it('shares what users of a role own with users of a role, and ends when it is removed', async () => {
    const id = await loan('dora')
    expect(await sees('vera', id)).toBe(false)
    await withRule({ from: { kind: 'role', id: roles.desk ?? '' }, to: { kind: 'role', id: roles.volunteer ?? '' } }, async () => {
      expect([await sees('vera', id), await sees('rita', id)]).toEqual([true, true])
      expect((await update('vera', id)).status).toBe(403)
    })
    expect(await sees('vera', id)).toBe(false)
  })

  it('shares with a role and all below it', async () => {
    const id = await loan('admin')
    await withRule(
      { from: { kind: 'condition', condition: { field: 'id', op: 'is', value: id } }, to: { kind: 'role_and_below', id: roles.desk ?? '' } },
      async () => {
        expect([await sees('dora', id), await sees('vera', id), await sees('rita', id), (await update('nick', id)).status]).toEqual([true, true, true, 404])
      },
    )
  })

  it('that gives writing lets those change who may change at all', async () => {
    const id = await loan('dora')
    const rule = {
      from: { kind: 'role_and_below' as const, id: roles.desk ?? '' },
      to: { kind: 'role' as const, id: roles.volunteer ?? '' },
      access: 'write' as const,
    }
    await withRule(rule, async () => {
      expect([(await update('vera', id)).status, (await update('rita', id)).status]).toEqual([200, 403])
      const { body } = await app.call({ as: 'vera', url: `/api/records/loans/${id}` })
      expect((body as RecordData).can).toMatchObject({ read: true, update: true, delete: false })
      expect((await app.call({ as: 'vera', method: 'DELETE', url: `/api/records/loans/${id}` })).status).toBe(403)
    })
  })

  it('by a condition shares exactly what meets it, and says of each record what may be done', async () => {
    const [shared, other] = [await loan('dora', { status: 'returned' }), await loan('dora')]
    const condition = { field: 'status', op: 'is' as const, value: 'returned' }
    await withRule({ from: { kind: 'condition', condition }, to: { kind: 'role', id: roles.volunteer ?? '' }, access: 'write' }, async () => {
      expect([await sees('vera', shared), await sees('vera', other)]).toEqual([true, false])
      const { records, count } = await cappedCount('vera')
      expect(count.value).toBe(records.length)
      expect((await update('vera', shared)).status).toBe(200)
      const listed = (records as RecordData[]).find((record) => record.id === shared)
      expect(listed?.can).toMatchObject({ read: true, update: true, delete: false })
    })
  })

  it('by a condition over a reference holds whatever the others may read of it', async () => {
    const secret = await make('books', { title: 'Rare', price: '77' })
    const id = await loan('dora', { book: secret })
    const condition = { field: 'book.price', op: 'gte' as const, value: '70' }
    await withRule({ from: { kind: 'condition', condition }, to: { kind: 'role', id: roles.volunteer ?? '' } }, async () => {
      expect(await sees('rita', id)).toBe(true)
      expect((await app.call({ as: 'rita', method: 'POST', url: '/api/records/loans/query', body: { filter: condition } })).status).toBe(422)
    })
  })

  it('with a group reaches its members, those of groups in it, and those by role', async () => {
    const id = await loan('admin')
    const from = { kind: 'condition' as const, condition: { field: 'id', op: 'is' as const, value: id } }
    await withRule({ from, to: { kind: 'group', id: groups.outer ?? '' } }, async () => {
      expect(await sees('rita', id)).toBe(false)
      const rita = await app.idOf('rita')
      await link('groups', groups.inner ?? '', 'members', rita)
      expect(await sees('rita', id)).toBe(true)
      await unlink('groups', groups.inner ?? '', 'members', rita)
      await link('groups', groups.inner ?? '', 'roles_below', roles.desk ?? '')
      expect([await sees('rita', id), await sees('dora', id)]).toEqual([true, true])
      await unlink('groups', groups.inner ?? '', 'roles_below', roles.desk ?? '')
      expect(await sees('rita', id)).toBe(false)
    })
  })

  it('takes the records along that refer to what it shares', async () => {
    const rare = await make('books', { title: 'Along', owner: await app.idOf('dora') })
    const [with_, without] = [await loan('dora', { book: rare }), await loan('dora')]
    const from = { kind: 'condition' as const, condition: { field: 'title', op: 'is' as const, value: 'Along' } }
    await withRule({ module: 'books', from, to: { kind: 'role', id: roles.volunteer ?? '' }, related: ['loans'] }, async () => {
      expect([await sees('vera', with_), await sees('vera', without)]).toEqual([true, false])
    })
  })

  it('that names a field which is gone shares nothing and breaks nothing', async () => {
    const id = await loan('dora')
    await withRule(
      { from: { kind: 'condition', condition: { field: 'status', op: 'is', value: 'open' } }, to: { kind: 'role', id: roles.volunteer ?? '' } },
      async () => {
        await app.database.query(sql`update app.sharing_rule set condition = '{"field": "nothing", "op": "is", "value": 1}'`)
        await app.database.query(sql`update app.state set rights_version = rights_version + 1`)
        expect(await sees('vera', id)).toBe(false)
      },
    )
  })

  it('is refused with all its problems, and is for admins alone', async () => {
    const body = {
      module: 'loans',
      label: 'x',
      access: 'read',
      related: ['books'],
      from: { kind: 'condition', condition: { field: 'nope', op: 'is', value: 1 } },
      to: { kind: 'role', id: book },
    }
    const { status, body: answer } = await app.call({ as: 'admin', method: 'POST', url: '/api/access/rules', body })
    expect(status).toBe(422)
    expect((answer as { problems: { field: string }[] }).problems.map(({ field }) => field).sort()).toEqual(['from.condition.nope', 'related', 'to'])
    expect((await app.call({ as: 'dora', url: '/api/access/rules' })).status).toBe(403)
  })
})

describe('a record shared by hand', () => {
  const share = async (as: string, id: string, principal: string, access: 'read' | 'write') =>
    app.call({ as, method: 'PUT', url: `/api/records/loans/${id}/shares/${principal}`, body: { access } })
  const unshare = (as: string, id: string, principal: string) => app.call({ as, method: 'DELETE', url: `/api/records/loans/${id}/shares/${principal}` })

  it('is seen by the user, can be changed only when that was shared, and not any more when it ends', async () => {
    const [id, vera] = [await loan('dora'), await app.idOf('vera')]
    ok(await share('dora', id, vera, 'read'), 204)
    expect([await sees('vera', id), (await update('vera', id)).status]).toEqual([true, 403])
    ok(await share('dora', id, vera, 'write'), 204)
    expect((await update('vera', id)).status).toBe(200)
    const { shares } = (await app.call({ as: 'vera', url: `/api/records/loans/${id}/shares` })).body as { shares: object[] }
    expect(shares).toMatchObject([{ principal: { kind: 'user', id: vera, name: 'vera' }, access: 'write', by: 'dora' }])
    ok(await unshare('dora', id, vera), 204)
    expect(await sees('vera', id)).toBe(false)
  })

  it('with a group is seen by its members, by index or row by row alike', async () => {
    const id = await loan('dora')
    await link('groups', groups.inner ?? '', 'members', await app.idOf('rita'))
    ok(await share('dora', id, groups.outer ?? '', 'read'), 204)
    expect([await sees('rita', id), await sees('vera', id)]).toEqual([true, false])
    await unlink('groups', groups.inner ?? '', 'members', await app.idOf('rita'))
    expect(await sees('rita', id)).toBe(false)
  })

  it('needs the right to change it, and a user or group that is there', async () => {
    const [id, rita] = [await loan('dora'), await app.idOf('rita')]
    expect((await share('vera', id, rita, 'read')).status).toBe(404)
    ok(await share('dora', id, await app.idOf('vera'), 'read'), 204)
    expect((await share('vera', id, rita, 'read')).status).toBe(403)
    expect((await share('dora', id, book, 'read')).status).toBe(422)
    expect((await unshare('dora', id, rita)).status).toBe(404)
  })
})

describe('the owner of a record', () => {
  it('is changed by who may do what the owner may: who was given writing alone does not take the record', async () => {
    const [id, vera] = [await loan('dora'), await app.idOf('vera')]
    ok(await app.call({ as: 'dora', method: 'PUT', url: `/api/records/loans/${id}/shares/${vera}`, body: { access: 'write' } }), 204)
    const give = (as: string, owner: string, version: number) =>
      app.call({ as, method: 'PATCH', url: `/api/records/loans/${id}`, body: { version, values: { owner } } })
    const refused = await give('vera', vera, 1)
    expect([refused.status, refused.body]).toMatchObject([422, { problems: [{ field: 'owner', code: 'NOT_YOURS_TO_GIVE' }] }])
    const explained = async (as: string) => (await app.call({ as, url: `/api/records/loans/${id}/access?action=update&field=owner` })).body
    expect([await explained('vera'), await explained('dora')]).toMatchObject([{ allowed: false }, { allowed: true }])
    // A superior gives away what those below own, and takes it back.
    ok(await give('dora', vera, 1), 200)
    ok(await give('dora', await app.idOf('dora'), 2), 200)
  })
})

describe('through the parent', () => {
  it('a comment is as visible as its record, and is changed by its author alone', async () => {
    const on = { module: 'books', id: book }
    const comment = (
      ok(await app.call({ as: 'vera', method: 'POST', url: '/api/records/comments', body: { values: { text: 'Fine', related_to: on } } }), 201)
        .body as RecordData
    ).id
    expect([await sees('rita', comment, 'comments'), await sees('vera', comment, 'comments')]).toEqual([true, true])
    expect([(await update('rita', comment, 'comments')).status, (await update('vera', comment, 'comments')).status]).toEqual([403, 200])
    // nick may read no book, and so none of what is said about one.
    expect((await app.call({ as: 'nick', url: `/api/records/comments/${comment}` })).status).toBe(404)
  })

  it('a record that a group owns is its members’ own', async () => {
    const id = await make('loans', { subject: 'group', book, lent_on: '2019-01-01', owner: groups.inner })
    expect((await app.call({ as: 'vera', url: `/api/records/loans/${id}` })).status).toBe(404)
    await link('groups', groups.inner ?? '', 'members', await app.idOf('vera'))
    expect([await sees('vera', id), (await update('vera', id)).status]).toEqual([true, 200])
    await unlink('groups', groups.inner ?? '', 'members', await app.idOf('vera'))
    expect(await sees('vera', id)).toBe(false)
  })
})
