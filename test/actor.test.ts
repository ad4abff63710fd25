import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RecordData } from '../engine/contract/api.ts'
import { startTestApp, type TestApp } from './support/start-app.ts'
import { loadActor } from '../engine/storage/sign-in/load-actor.ts'
import { findIdentityOf } from '../engine/storage/sign-in/identity.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp('foreign')
}, 60_000)
afterAll(() => app?.stop())

const create = async (module: string, values: object): Promise<string> =>
  ((await app.call({ as: 'admin', method: 'POST', url: `/api/records/${module}`, body: { values } })).body as RecordData).id

it('gives a user the profiles of the role beside their own', async () => {
  const own = await create('profiles', { code: 'own', name: 'Own' })
  const shared = await create('profiles', { code: 'shared', name: 'Shared' })
  const role = await create('roles', { code: 'with_profile', name: 'With a profile', profiles: [shared] })
  const user = await create('users', { name: 'Somebody', username: 'somebody', role, profiles: [own] })

  const actor = await loadActor(app.database, await findIdentityOf(app.database, user))
  expect(actor.profiles.toSorted()).toEqual(['own', 'shared'])
  expect(actor.roleId).toBe(role)
})
