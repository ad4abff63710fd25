import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFile } from '../../storage/files.ts'
import { createRecord } from '../create.ts'
import { updateRecord } from '../update.ts'
import { openLibrary, type Library, type TestUser } from './open-library.ts'
import { problemsOf } from './problems-of.ts'

let library: Library
let ann: TestUser
let bob: TestUser

beforeAll(async () => {
  library = await openLibrary()
  ann = await library.addUser({ name: 'Ann' })
  bob = await library.addUser({ name: 'Bob' })
})
afterAll(() => library.close())

const upload = (user: TestUser, type = 'image/png', size = 10) =>
  createFile(library.database, { name: `x.${type.split('/')[1]}`, size, type, hash: 'h', storageKey: 'k', createdBy: user.id })
const book = (values: object) => createRecord(library.as(ann), { module: 'books', values: { title: 'Emma', ...values } })
const isAttached = async (id: string) => (await library.rows<{ attached: boolean }>(`select attached from app.file where id = '${id}'`))[0]?.attached

it('puts a file into a record and shows it with its name', async () => {
  const file = await upload(ann)
  const created = await book({ cover: file.id, scans: [(await upload(ann)).id] })
  expect(created.values.cover).toEqual(file)
  expect(created.labels).toMatchObject({ cover: 'x.png', scans: 'x.png' })
  expect(await isAttached(file.id)).toBe(true)
})

it('takes a file back as it was shown, and more beside it', async () => {
  const [one, two] = [await upload(ann), await upload(ann)]
  const created = await book({ scans: [one.id] })
  const updated = await updateRecord(library.as(ann), { module: 'books', id: created.id, values: { scans: [{ ...one }, two.id] } })
  expect(updated.values.scans).toEqual([one, two])
  expect((await updateRecord(library.as(ann), { module: 'books', id: created.id, values: { scans: [{ ...one }, { ...two }] } })).version).toBe(2)
})

it("opens nothing with the id of somebody else's file, nor with one that is used already", async () => {
  const [foreign, used] = [await upload(bob), await upload(ann)]
  await book({ cover: used.id })
  expect(await problemsOf(book({ cover: foreign.id, scans: [used.id] }))).toEqual(['cover NOT_FOUND', 'scans NOT_FOUND'])
})

it('checks the kind and the size', async () => {
  const [large, text] = [await upload(ann, 'image/png', 2_000), await upload(ann, 'text/html')]
  expect(await problemsOf(book({ cover: large.id, scans: [text.id] }))).toEqual(['cover FILE_TOO_LARGE', 'scans FILE_TYPE'])
})
