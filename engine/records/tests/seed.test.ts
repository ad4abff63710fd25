import { afterEach, beforeEach, expect, it } from 'vitest'
import { findRecords } from '../find.ts'
import { purgeRecord } from '../purge.ts'
import { removeRecord } from '../remove.ts'
import { seedFirstRecords } from '../first-records/seed.ts'
import { updateRecord } from '../update.ts'
import { findAccount, isPasswordOf } from '../../storage/sign-in/credentials.ts'
import { openLibrary, type Library } from './open-library.ts'

let library: Library
beforeEach(async () => {
  library = await openLibrary()
})
afterEach(() => library.close())

const PROFILES = ['Administrator', 'Librarian', 'Reader', 'Merger', 'Shelver', 'Cashier']

const all = async (module: string) => (await findRecords(library.asSystem(), { module, sort: [{ field: 'created_at' }] })).records
const names = async (module: string) => (await all(module)).map((record) => record.values.name)

it('makes the records that the metadata names, and the administrator, on the first start', async () => {
  const password = await seedFirstRecords(library.asSystem())
  expect(password).toMatch(/^[a-z0-9-]{20,}$/)
  expect(await names('profiles')).toEqual(PROFILES)
  const [head, desk] = await all('roles')
  expect(desk).toMatchObject({ values: { name: 'Desk', code: 'desk', parent: head?.id }, labels: { parent: 'Head', profiles: 'Librarian' } })

  const [admin] = await all('users')
  expect(admin).toMatchObject({ values: { username: 'admin', is_admin: true }, labels: { profiles: 'Administrator' } })
  const account = await findAccount(library.database, 'admin')
  expect(account).toMatchObject({ userId: admin?.id, mustChange: false })
  expect(await isPasswordOf(account, password ?? '')).toBe(true)
})

it('takes a password that was given', async () => {
  expect(await seedFirstRecords(library.asSystem(), { adminPassword: 'correct horse' })).toBeNull()
  expect(await isPasswordOf(await findAccount(library.database, 'ADMIN'), 'correct horse')).toBe(true)
})

it('does nothing twice, and overwrites nothing that people changed', async () => {
  await seedFirstRecords(library.asSystem())
  const [head] = await all('roles')
  await updateRecord(library.asSystem(), { module: 'roles', id: head?.id ?? '', values: { name: 'Director' } })
  const [evening] = await all('groups')
  await removeRecord(library.asSystem(), { module: 'groups', id: evening?.id ?? '' })
  await purgeRecord(library.asSystem(), { module: 'groups', id: evening?.id ?? '' })

  expect(await seedFirstRecords(library.asSystem())).toBeNull()
  expect(await names('roles')).toEqual(['Director', 'Desk'])
  expect(await names('groups')).toEqual([])
  expect(await names('users')).toEqual(['Administrator'])
})

it('lets two processes start at once', async () => {
  const passwords = await Promise.all([seedFirstRecords(library.asSystem()), seedFirstRecords(library.asSystem())])
  expect(passwords.filter((password) => password !== null)).toHaveLength(1)
  expect((await names('profiles')).sort()).toEqual(PROFILES.toSorted())
})
