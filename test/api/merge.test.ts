import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../engine/kernel/uuid.ts'
import { testApi } from '../support/api-table.ts'
import { startTestApp, type TestApp } from '../support/start-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp('foreign')
})
afterAll(() => app.stop())

const members = '/api/records/members'
const merge = `${members}/merge`
const kept: Record<string, string> = { absent: newId() }

describe('merging', () => {
  const pair = { survivor: { id: '{mei}', version: 1 }, others: [{ id: '{meii}', version: 1 }], values: { phone: '+86 10 2' } }
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'one of them is there', as: 'admin', method: 'POST', url: members, body: { values: { name: 'Mei Lin' } }, status: 201, keep: { mei: 'id' } },
    { name: 'and the other', as: 'admin', method: 'POST', url: members, body: { values: { name: 'Mei Linn', phone: '+86 10 2' } }, status: 201, keep: { meii: 'id' } },
    { name: 'with a child', as: 'admin', method: 'POST', url: members, body: { values: { name: 'Ward', guardian: '{meii}' } }, status: 201, keep: { ward: 'id' } },
    { name: 'needs the right to merge', as: 'rita', method: 'POST', url: merge, body: pair, status: 403, has: { code: 'FORBIDDEN' } },
    { name: 'does not know a module that may not be read', as: 'nick', method: 'POST', url: merge, body: pair, status: 404 },
    { name: 'does not know records that are not there', as: 'admin', method: 'POST', url: merge, body: { ...pair, others: [{ id: '{absent}', version: 1 }] }, status: 404 },
    { name: 'takes no more than five', as: 'admin', method: 'POST', url: merge, body: { ...pair, others: Array(5).fill({ id: '{absent}', version: 1 }) }, status: 400 },
    { name: 'wants the versions that were seen', as: 'admin', method: 'POST', url: merge, body: { ...pair, survivor: { id: '{mei}' } }, status: 400 },
    { name: 'says which record is newer', as: 'admin', method: 'POST', url: merge, body: { ...pair, others: [{ id: '{meii}', version: 7 }] }, status: 409, has: { code: 'CONFLICT', current: { id: '{meii}', version: 1 } } },
    { name: 'names the field of a value that is not right', as: 'admin', method: 'POST', url: merge, body: { ...pair, values: { born_on: '2031-01-01' } }, status: 422, has: { problems: [{ field: 'born_on' }] } },
    { name: 'answers the survivor and the change set', as: 'admin', method: 'POST', url: merge, body: pair, status: 200, has: { record: { id: '{mei}', values: { name: 'Mei Lin' } } }, keep: { merged: 'changeSet' } },
    { name: 'moves the child', as: 'admin', url: `${members}/{ward}`, status: 200, has: { values: { guardian: '{mei}' }, labels: { guardian: 'Mei Lin' } } },
    { name: 'tells the trace by name', as: 'admin', url: `${members}/{mei}/history`, status: 200, has: { events: [{ action: 'merge', changes: [{ afterLabel: 'Mei Linn' }] }, {}, {}] } },
    { name: 'is undone as one', as: 'admin', method: 'POST', url: '/api/change-sets/{merged}/undo', status: 200, has: { skipped: [] } },
    { name: 'the other is back', as: 'admin', url: `${members}/{meii}`, status: 200, has: { values: { name: 'Mei Linn' } } },
    { name: 'with its child', as: 'admin', url: `${members}/{ward}`, status: 200, has: { values: { guardian: '{meii}' } } },
  ], kept)
})

describe('looking for duplicates', () => {
  const duplicates = '/api/duplicates/members'
  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'there are two', as: 'admin', method: 'POST', url: members, body: { values: { name: 'Twin One', email: 'twin@library.example' } }, status: 201, keep: { one: 'id' } },
    { name: 'with one address', as: 'admin', method: 'POST', url: members, body: { values: { name: 'Twin Two', email: 'Twin@Library.example' } }, status: 201, keep: { two: 'id' } },
    { name: 'nobody has searched yet', as: 'admin', url: duplicates, status: 200, has: { task: null, found: 0, groups: [], next: null } },
    { name: 'needs the right to merge', as: 'rita', method: 'POST', url: `${duplicates}/search`, status: 403 },
    { name: 'needs it to read what was found', as: 'rita', url: duplicates, status: 403 },
    { name: 'does not know a module that may not be read', as: 'nick', url: duplicates, status: 404 },
    { name: 'is done in the background', as: 'admin', method: 'POST', url: `${duplicates}/search`, status: 202, keep: { task: 'task' } },
  ], kept)

  it('ends with groups', async () => {
    const list = async () => (await app.call({ as: 'admin', url: duplicates })).body as { task: { state: string } | null }
    await expect.poll(async () => (await list()).task?.state, { timeout: 10_000 }).toBe('done')
    expect(await list()).toMatchObject({ found: 1, groups: [{ rule: 0, score: 1, records: [{ id: kept.one }, { id: kept.two }] }], next: null })
  })

  // biome-ignore format: a row reads as one line
  testApi(() => app, [
    { name: 'one alone is not dismissed', as: 'admin', method: 'POST', url: `${duplicates}/dismiss`, body: { ids: ['{one}'] }, status: 400 },
    { name: 'records that are not there are not dismissed', as: 'admin', method: 'POST', url: `${duplicates}/dismiss`, body: { ids: ['{one}', '{absent}'] }, status: 404 },
    { name: 'people say that they are none', as: 'admin', method: 'POST', url: `${duplicates}/dismiss`, body: { ids: ['{one}', '{two}'] }, status: 204 },
    { name: 'and the group is gone', as: 'admin', url: duplicates, status: 200, has: { found: 0, groups: [] } },
  ], kept)
})
