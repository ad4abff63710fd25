import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRecord } from '../create.ts'
import { getRecord } from '../get.ts'
import { openLibrary, type Library, type TestUser } from './open-library.ts'

let library: Library
let ann: TestUser

beforeAll(async () => {
  library = await openLibrary()
  ann = await library.addUser({ name: 'Ann' })
})
afterAll(() => library.close())

it('creates a record with its number, its defaults, its owner and its labels', async () => {
  const author = await createRecord(library.asSystem(), { module: 'authors', values: { name: 'Jane Austen' } })
  const book = await createRecord(library.as(ann), { module: 'books', values: { title: 'Emma', author: author.id, price: '12.50' } })

  expect(book.version).toBe(1)
  expect(book.values).toMatchObject({
    number: 'B-0001', title: 'Emma', author: author.id, state: 'ordered', owner: ann.id, created_by: ann.id,
    price: { amount: '12.5', currency: 'EUR', rate: '1' },
  })
  expect(book.labels).toMatchObject({ author: 'Jane Austen', owner: 'Ann', state: 'ordered' })
  expect(book.can).toMatchObject({ update: true, delete: true })
  expect(await getRecord(library.as(ann), { module: 'books', id: book.id })).toEqual(book)
})
