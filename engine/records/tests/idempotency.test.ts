import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRecord } from '../create.ts'
import { countRecords } from '../count.ts'
import { answerIdempotently } from '../idempotency.ts'
import { openLibrary, type Library, type TestUser } from './open-library.ts'
import { errorOf } from './problems-of.ts'

let library: Library
let ann: TestUser

beforeAll(async () => {
  library = await openLibrary()
  ann = await library.addUser({ name: 'Ann' })
})
afterAll(() => library.close())

const send = (key: string, title: string | null, user = ann) =>
  answerIdempotently(library.as(user), {
    key,
    hash: Buffer.from(String(title)),
    status: 201,
    work: (ctx) => createRecord(ctx, { module: 'members', values: { name: title } }),
  })
const count = async (q: string) => (await countRecords(library.as(ann), { module: 'members', q }, 'exact')).value

it('gives the same request the same answer and does it once', async () => {
  const [first, second] = [await send('a', 'Once'), await send('a', 'Once')]
  expect(second).toEqual(first)
  expect(first).toMatchObject({ status: 201, response: { values: { name: 'Once' } } })
  expect(await count('Once')).toBe(1)
})

it('does it once also when both come at the same time', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => send('b', 'Together')))
  expect(new Set(answers.map((answer) => JSON.stringify(answer.response))).size).toBe(1)
  expect(await count('Together')).toBe(1)
})

it('refuses another request with the same key', async () => {
  await send('c', 'First')
  expect(await errorOf(send('c', 'Second'))).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH', status: 409 })
})

it('keeps the keys of users apart', async () => {
  const bob = await library.addUser({ name: 'Bob' })
  await send('d', 'Of Ann')
  expect(await send('d', 'Of Bob', bob)).toMatchObject({ response: { values: { name: 'Of Bob' } } })
})

it('does not remember what failed', async () => {
  expect((await errorOf(send('e', null))).code).toBe('INVALID')
  expect(await send('e', 'Mended')).toMatchObject({ status: 201 })
})
