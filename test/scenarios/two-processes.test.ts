import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ListResult, RecordData } from '../../engine/contract/api.ts'
import { connectDatabase } from '../../engine/storage/pool.ts'
import { createSession } from '../../engine/storage/sign-in/sessions.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { newDataDir, runCli, type ServerProcess, startServerProcess } from '../support/server-process.ts'

const dataDir = newDataDir()
let database: TestDatabase
let left: ServerProcess
let right: ServerProcess

beforeAll(async () => {
  database = await createTestDatabase()
  const [one, two] = await Promise.all([startServerProcess({ dataDir, databaseUrl: database.url }), startServerProcess({ dataDir, databaseUrl: database.url })])
  left = one
  right = two
}, 120_000)
afterAll(async () => {
  await Promise.all([left?.kill('SIGTERM'), right?.kill('SIGTERM')])
  await database?.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

it('starts two processes at once on an empty database: one makes it, both serve it', async () => {
  const made = await left.api<RecordData>('POST', '/api/records/tags', { values: { name: 'from the left' } })
  expect((await right.api<RecordData>('GET', `/api/records/tags/${made.id}`)).values.name).toBe('from the left')
})

it('answers from new metadata in every process with the next request', async () => {
  const folder = join(dataDir, 'metadata', 'modules', 'tags')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'fields.json'), JSON.stringify({ fields: [{ key: 'c_note', type: 'text', label: { en: 'Note', 'zh-CN': '备注' } }] }))
  const applied = await runCli(['metadata', 'apply'], { dataDir, databaseUrl: database.url })
  expect(applied.output).toContain('c_note')

  const made = await right.api<RecordData>('POST', '/api/records/tags', { values: { name: 'with a note', c_note: 'hello' } })
  expect((await left.api<RecordData>('GET', `/api/records/tags/${made.id}`)).values.c_note).toBe('hello')
})

it('loses no word of eight who write into one record at once, four in each process', async () => {
  const made = await left.api<RecordData>('POST', '/api/records/vendors', { values: { name: 'Eight writers', description: '' } })
  const address = `/api/records/vendors/${made.id}`
  let refused = 0
  const write = async ({ api }: ServerProcess, words: string[]): Promise<void> => {
    for (const word of words) {
      for (;;) {
        const { version, values } = await api<RecordData>('GET', address)
        const answer = await api<RecordData>('PATCH', address, { version, values: { description: `${values.description ?? ''} ${word}`.trim() } }).catch(
          (error: Error) => error,
        )
        if (!(answer instanceof Error)) break
        expect(answer.message).toMatch(/: 409 /)
        refused += 1
      }
    }
  }
  const wordsOf = (writer: number): string[] => Array.from({ length: 5 }, (_, index) => `w${writer}.${index}`)
  await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer % 2 === 0 ? left : right, wordsOf(writer))))

  const { version, values } = await right.api<RecordData>('GET', address)
  const written = String(values.description).split(' ')
  expect(written.toSorted()).toEqual(
    Array.from({ length: 8 }, (_, writer) => wordsOf(writer))
      .flat()
      .toSorted(),
  )
  for (let writer = 0; writer < 8; writer += 1) expect(written.filter((word) => word.startsWith(`w${writer}.`))).toEqual(wordsOf(writer))
  expect(version).toBe(made.version + 40)
  expect(refused).toBeGreaterThan(0)
}, 60_000)

it('lets rules, lines of profiles and defaults that one process makes hold in the other before the answer is sent', async () => {
  const admin = await left.api<RecordData>('POST', '/api/records/vendors', { values: { name: 'Not for all' } })
  const [role] = (await left.api<ListResult>('GET', `/api/records/roles?filter=${encodeURIComponent('{"field":"code","op":"is","value":"sales_rep"}')}`))
    .records
  const seer = await left.api<RecordData>('POST', '/api/records/users', { values: { name: 'Seer', username: 'seer', role: role?.id } })
  const cookies = await cookiesOf(seer.id)
  const statuses = async () =>
    Promise.all([left, right].map(async ({ url }) => (await fetch(`${url}/api/records/vendors/${admin.id}`, { headers: cookies })).status))
  expect(await statuses()).toEqual([200, 200])

  await left.api('PUT', '/api/access/organisation/vendors', { organisation: 'private' })
  expect(await statuses()).toEqual([404, 404])
  const condition = { field: 'name', op: 'is', value: 'Not for all' }
  const rule = { module: 'vendors', label: 'One', from: { kind: 'condition', condition }, to: { kind: 'role', id: role?.id }, access: 'read', related: [] }
  const { id } = await right.api<{ id: string }>('POST', '/api/access/rules', rule)
  expect(await statuses()).toEqual([200, 200])
  await left.api('PUT', '/api/access/profiles/sales/modules/vendors', { actions: [], fields: {} })
  expect(await statuses()).toEqual([404, 404])
  await right.api('PUT', '/api/access/profiles/sales/modules/vendors', { actions: ['read'], fields: {} })
  expect(await statuses()).toEqual([200, 200])
  await left.api('DELETE', `/api/access/rules/${id}`)
  expect(await statuses()).toEqual([404, 404])
  await right.api('PUT', `/api/records/vendors/${admin.id}/shares/${seer.id}`, { access: 'read' })
  expect(await statuses()).toEqual([200, 200])
}, 60_000)

async function cookiesOf(userId: string): Promise<{ cookie: string }> {
  const connected = await connectDatabase(database.url, { max: 1, applicationName: 'test' })
  try {
    const { token } = await createSession(connected, { userId, address: '127.0.0.1', agent: 'test', now: new Date() })
    return { cookie: `mortise_session=${token}` }
  } finally {
    await connected.close()
  }
}

it('takes a right away in both processes before the answer is sent', async () => {
  const { records } = await left.api<ListResult>(
    'GET',
    '/api/records/users?filter=%7B%22field%22%3A%22username%22%2C%22op%22%3A%22is%22%2C%22value%22%3A%22admin%22%7D',
  )
  const admin = records[0]
  const second = await left.api<RecordData>('POST', '/api/records/users', { values: { name: 'Second', username: 'second', is_admin: true } })
  expect(second.values.is_admin).toBe(true)
  await left.api('PATCH', `/api/records/users/${admin?.id}`, { version: admin?.version, values: { is_admin: false, profiles: [] } })
  await expect(right.api('GET', '/metrics')).rejects.toThrow('403')
})
