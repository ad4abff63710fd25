import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FOREIGN_METADATA } from './foreign/foreign-model.ts'
import { fileOfTask } from './support/end-of-task.ts'
import { type Action, type Person, readRights } from './support/rights-model.ts'
import { type Answer, startTestApp, type TestApp } from './support/start-app.ts'

const rights = readRights(FOREIGN_METADATA)
const MODULES = ['books', 'members', 'loans', 'shelves'] as const
type Module = (typeof MODULES)[number]

const ADMIN: Person = { name: 'admin', admin: true, role: null, profiles: [] }
const PEOPLE: Person[] = [
  ADMIN,
  { name: 'dora', role: 'desk', profiles: ['librarian'] },
  { name: 'vera', role: 'volunteer', profiles: ['librarian'] },
  { name: 'rita', role: 'volunteer', profiles: ['reader'] },
  { name: 'nick', role: null, profiles: [] },
]
/** Under which relation of which record all records of a module stand. */
const RELATION: Record<Module, { of: Module; key: string }> = {
  books: { of: 'shelves', key: 'books' },
  members: { of: 'members', key: 'wards' },
  loans: { of: 'books', key: 'loans' },
  shelves: { of: 'shelves', key: 'parts' },
}
const NAME: Record<Module, string> = { books: 'title', members: 'name', loans: 'subject', shelves: 'name' }
const SOME_FIELDS: Record<Module, string[]> = {
  books: ['title', 'price', 'catalogue_record'],
  members: ['name', 'home', 'born_on'],
  loans: ['subject'],
  shelves: ['name', 'floor'],
}

interface Made {
  id: string
  owner: Person
  /** Stands in the name of this record alone. */
  token: string
}

let app: TestApp
const parents = {} as Record<Module, string>
const records = {} as Record<Module, Made[]>
/** For each person, one of each owner to delete. */
const doomed = {} as Record<Module, Record<string, Made[]>>

beforeAll(async () => {
  app = await startTestApp('foreign')
  for (const module of ['shelves', 'books', 'members', 'loans'] as const) {
    parents[module] = (await make(module, [{ owner: ADMIN, token: 'root' }]))[0]?.id ?? ''
    records[module] = await make(module, ownedByEach(`canary${module}`))
    doomed[module] = {}
    for (const { name } of PEOPLE) doomed[module][name] = await make(module, ownedByEach(`doomed${module}${name}`))
  }
}, 120_000)
afterAll(() => app?.stop())

const ownedByEach = (word: string) => PEOPLE.map((owner) => ({ owner, token: `${word}${owner.name}` }))

async function make(module: Module, wanted: Omit<Made, 'id'>[]): Promise<Made[]> {
  const operations = await Promise.all(
    wanted.map(async ({ owner, token }) => ({ op: 'create', values: { ...placeOf(module, token), [NAME[module]]: token, owner: await app.idOf(owner.name) } })),
  )
  const { body, text } = await app.call({ as: 'admin', method: 'POST', url: `/api/records/${module}/batch`, body: { mode: 'all', operations } })
  const { results } = body as { results?: { record: { id: string } }[] }
  if (!results) throw new Error(text)
  return wanted.map((entry, index) => ({ ...entry, id: results[index]?.record.id ?? '' }))
}

let days = 0
/** What puts a record under the parent of its module; a book is lent once a day only. */
function placeOf(module: Module, token: string): object {
  if (module === 'loans') return { book: parents.books, lent_on: new Date(Date.UTC(2021, 0, (days += 1))).toISOString().slice(0, 10) }
  if (token === 'root') return {}
  if (module === 'books') return { shelf: parents.shelves, price: '7777' }
  return module === 'members' ? { guardian: parents.members, born_on: '1977-07-07' } : { part_of: parents.shelves }
}

const idsIn = ({ body }: Answer): string[] => (body as { records: { id: string }[] }).records.map(({ id }) => id)
const sorted = (ids: string[]) => [...ids].sort()

describe.each(PEOPLE.map((person) => [person.name, person] as const))('%s', (name, person) => {
  describe.each(MODULES)('in %s', (module) => {
    const base = `/api/records/${module}`
    const canary = { field: NAME[module], op: 'starts_with', value: 'canary' }
    const mayRead = rights.allows(person, module, 'read')
    const reaches = (action: Action, owner: Person) => rights.reaches(person, module, { action, owner })
    const reached = (action: Action) => records[module].filter(({ owner }) => reaches(action, owner)).map(({ id }) => id)
    const ours = (ids: string[]) => sorted(ids.filter((id) => records[module].some((made) => made.id === id)))
    const call = (url: string, body?: object) => app.call({ as: name, url, ...(body && { method: 'POST', body }) })
    /** The status of an action on the module as a whole. */
    const statusOf = (action: Action, done: number) => (rights.allows(person, module, action) ? done : mayRead ? 403 : 404)
    /** The status of an action on a record. Who may do it with none is told so at once, whatever the record. */
    const statusFor = (action: Action, owner: Person) => {
      if (reaches(action, owner)) return 200
      return mayRead && (!rights.allows(person, module, action) || reaches('read', owner)) ? 403 : 404
    }

    it('list: exactly the records that may be read', async () => {
      const answer = await call(`${base}/query`, { filter: canary, limit: 200, count: 'exact' })
      expect(answer.status).toBe(mayRead ? 200 : 404)
      if (!mayRead) return
      expect(sorted(idsIn(answer))).toEqual(sorted(reached('read')))
      expect(answer.body).toMatchObject({ count: { value: reached('read').length, exact: true } })
    })

    it('list: says of each record what may be done with it', async () => {
      if (!mayRead) return
      const { body } = await call(`${base}/query`, { filter: canary, limit: 200 })
      const listed = (body as { records: { id: string; can: Record<string, boolean> }[] }).records
      const wanted = listed.map(({ id }) => [id, reached('update').includes(id), reached('delete').includes(id)])
      expect(listed.map(({ id, can }) => [id, can['update'], can['delete']])).toEqual(wanted)
    })

    it('get and history: each record that may be read, and no other', async () => {
      for (const { id } of records[module]) {
        const wanted = reached('read').includes(id) ? 200 : 404
        expect([(await call(`${base}/${id}`)).status, (await call(`${base}/${id}/history`)).status]).toEqual([wanted, wanted])
      }
    })

    it('aggregate: counts the records that may be read', async () => {
      const answer = await call(`${base}/aggregate`, { measures: [{ fn: 'count' }], filter: canary })
      expect(answer.status).toBe(mayRead ? 200 : 404)
      if (mayRead) expect(answer.body).toMatchObject({ rows: [{ measures: [String(reached('read').length)] }] })
    })

    it('search and look-up: find the records that may be read', async () => {
      const { groups } = (await call(`/api/search?q=canary${module}&limit=50`)).body as { groups: { module: string; records: { id: string }[] }[] }
      const found = groups.filter((group) => group.module === module).flatMap((group) => group.records.map(({ id }) => id))
      expect(sorted(found)).toEqual(sorted(reached('read')))

      const lookup = await call(`/api/lookup/${module}?q=canary${module}&limit=50`)
      expect(lookup.status).toBe(mayRead ? 200 : 404)
      if (mayRead) expect(ours((lookup.body as { options: { id: string }[] }).options.map(({ id }) => id))).toEqual(sorted(reached('read')))
    })

    it('related: lists the records that may be read, below a record that may be read', async () => {
      const { of, key } = RELATION[module]
      const seesParent = rights.reaches(person, of, { action: 'read', owner: ADMIN })
      const answer = await call(`/api/records/${of}/${parents[of]}/related/${key}?limit=200`)
      expect(answer.status).toBe(seesParent && mayRead ? 200 : 404)
      if (answer.status === 200) expect(ours(idsIn(answer))).toEqual(sorted(reached('read')))
    })

    it('export: needs its right, and holds exactly the records that may be exported', async () => {
      const answer = await call('/api/exports', { module, fields: [NAME[module]], format: 'csv', filter: canary })
      expect(answer.status).toBe(statusOf('export', 202))
      if (answer.status !== 202) return
      const text = await exported(name, (answer.body as { task: string }).task)
      const wanted = records[module].filter(({ owner }) => reaches('export', owner)).map(({ token }) => token)
      expect(sorted(text.match(/canary\w+/g) ?? [])).toEqual(sorted(wanted))
    })

    it('import: needs its right', async () => {
      const file = { name: 'a.csv', type: 'text/csv', content: `${NAME[module]}\nx\n` }
      expect((await app.call({ as: name, method: 'POST', url: `/api/imports?module=${module}`, file })).status).toBe(statusOf('import', 201))
    })

    it('fields: hidden ones are in no answer and can be asked for in none', async () => {
      if (!mayRead) return
      const keys = SOME_FIELDS[module]
      const hidden = keys.filter((key) => rights.isHidden(person, module, key))
      const [first] = reached('read')
      if (first) {
        const shown = Object.keys(((await call(`${base}/${first}`)).body as { values: object }).values)
        expect(keys.filter((key) => !shown.includes(key))).toEqual(hidden)
      }
      for (const key of keys) expect([key, (await call(`${base}?fields=${key}`)).status]).toEqual([key, hidden.includes(key) ? 422 : 200])
      for (const key of hidden) expect([key, (await call(`${base}/query`, { filter: { field: key, op: 'is_not_blank' } })).status]).toEqual([key, 422])
    })

    it('update: of records that may be changed, alone and in a batch', async () => {
      const wanted = records[module].map(({ owner }) => statusFor('update', owner))
      const alone = await Promise.all(
        records[module].map(({ id }) => app.call({ as: name, method: 'PATCH', url: `${base}/${id}`, body: { version: 1, values: {} } })),
      )
      expect(alone.map(({ status }) => status)).toEqual(wanted)

      const operations = records[module].map(({ id }) => ({ op: 'update', id, version: 1, values: {} }))
      const batch = await call(`${base}/batch`, { mode: 'each', operations })
      expect(batch.status).toBe(mayRead ? 200 : 404)
      if (mayRead) expect(statuses(batch)).toEqual(wanted)
    })

    it('delete: of records that may be deleted, which then are in the bin of those who may read them', async () => {
      const victims = doomed[module][name] ?? []
      const answers = await Promise.all(victims.map(({ id }) => app.call({ as: name, method: 'DELETE', url: `${base}/${id}` })))
      expect(answers.map(({ status }) => status)).toEqual(victims.map(({ owner }) => statusFor('delete', owner)))

      const gone = victims.filter(({ owner }) => reaches('delete', owner))
      if (gone.length === 0) return
      const inBin = idsIn(await call(`/api/bin/${module}?limit=200`)).filter((id) => gone.some((made) => made.id === id))
      expect(sorted(inBin)).toEqual(sorted(gone.filter(({ owner }) => reaches('read', owner)).map(({ id }) => id)))
    })

    it('create: needs its right', async () => {
      const needed = module === 'loans' ? placeOf(module, 'new') : {}
      expect((await call(base, { values: { ...needed, [NAME[module]]: `new ${name}` } })).status).toBe(statusOf('create', 201))
    })

    it('openapi and metadata: name what may be done, and nothing else', async () => {
      const { paths } = (await call('/api/openapi.json')).body as { paths: Record<string, object> }
      const has = (path: string, method: string) => Object.hasOwn(paths[path] ?? {}, method)
      const may = (action: Action) => mayRead && rights.allows(person, module, action)
      const described = [has(base, 'get'), has(base, 'post'), has(`${base}/{id}`, 'patch'), has(`${base}/{id}`, 'delete')]
      expect(described).toEqual([mayRead, may('create'), may('update'), may('delete')])

      const { modules, can } = (await call('/api/metadata')).body as { modules: Record<string, object>; can: Record<string, string[]> }
      const actions = ['create', 'update', 'delete', 'import', 'export'] as const
      expect(Object.hasOwn(modules, module)).toBe(mayRead)
      expect(actions.filter((action) => can[module]?.includes(action))).toEqual(actions.filter(may))
    })
  })
})

it('the people of the matrix differ: every answer occurs', () => {
  const cases = PEOPLE.flatMap((person) =>
    MODULES.map((module) =>
      [rights.allows(person, module, 'read'), rights.allows(person, module, 'update'), rights.reaches(person, module, { action: 'read', owner: ADMIN })].join(),
    ),
  )
  expect(new Set(cases)).toEqual(new Set(['true,true,true', 'true,true,false', 'true,false,true', 'true,false,false', 'false,false,false']))
})

function statuses({ body }: Answer): number[] {
  const { results } = body as { results: ({ ok: true } | { ok: false; error: { status: number } })[] }
  return results.map((result) => (result.ok ? 200 : result.error.status))
}

async function exported(as: string, task: string): Promise<string> {
  return (await app.call({ as, url: `/api/files/${await fileOfTask(app, { as, task })}` })).text
}
