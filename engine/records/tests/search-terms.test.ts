import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Model } from '../../contract/model.ts'
import { createRecord } from '../create.ts'
import { findDuplicates } from '../find-duplicates.ts'
import { findRecords } from '../find.ts'
import { refreshStaleSearch } from '../search-terms/refresh-stale-search.ts'
import { openLibrary, type Library } from './open-library.ts'

let library: Library
beforeAll(async () => {
  library = await openLibrary()
})
afterAll(() => library.close())

it('finds old records by what a change of the metadata makes searchable and comparable', async () => {
  const ctx = library.asSystem()
  expect(await refreshStaleSearch(ctx)).toEqual([])
  const book = await createRecord(ctx, { module: 'books', values: { title: 'Emma', shelf: 'Upstairs', isbn: '978-1' } })
  const { books } = ctx.model.modules
  if (!books) throw new Error('no books')
  const fields = books.fields.map((field) => (field.key === 'shelf' ? { ...field, searchable: true } : field))
  const model: Model = {
    ...ctx.model,
    modules: { ...ctx.model.modules, books: { ...books, fields, duplicates: [{ match: [{ field: 'isbn', by: 'normalised' }] }] } },
  }
  const changed = { ...ctx, model }
  const found = async () => (await findRecords(changed, { module: 'books', q: 'upstairs' })).records.length
  const twins = async () => (await findDuplicates(changed, { module: 'books', values: { isbn: '9781' } })).length

  expect([await found(), await twins()]).toEqual([0, 0])
  expect(await refreshStaleSearch(changed)).toEqual(['books'])
  expect([await found(), await twins()]).toEqual([1, 1])
  expect(await refreshStaleSearch(changed)).toEqual([])
  expect(await library.rows(`select version from data.books where id = '${book.id}'`)).toEqual([{ version: 1 }])
})
