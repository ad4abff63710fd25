import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Values } from '../../engine/contract/api.ts'
import { setSecretKey } from '../../engine/fields/other/secret-key.ts'
import { createRecord } from '../../engine/records/create.ts'
import { findRecords } from '../../engine/records/find.ts'
import { getRecord } from '../../engine/records/get.ts'
import { linkRecords } from '../../engine/records/link.ts'
import { listRelated } from '../../engine/records/list-related.ts'
import { openForeignLibrary, type ForeignLibrary } from './open-foreign-library.ts'

let library: ForeignLibrary
let shelf: string
let member: string

beforeAll(async () => {
  setSecretKey(Buffer.alloc(32, 7))
  library = await openForeignLibrary()
  shelf = await make('shelves', { name: 'A', floor: 2, paint: '#aabbcc', place: { lat: 52.5, lng: 13.4 }, width: '80.5' })
  member = await make('members', { name: '张三丰', email: 'zhang@example.com', home: { city: '武当' }, visits_at: '09:30:00', pin: '1234' })
})
afterAll(async () => {
  await library.close()
  setSecretKey(null)
})

async function make(module: string, values: Values): Promise<string> {
  return (await createRecord(library.open(), { module, values })).id
}
const read = async (module: string, id: string) => (await getRecord(library.open(), { module, id })).values

const BOOK: Values = {
  title: 'Northern lights',
  author: 'P. P.',
  isbn: '978-7-5327-1234-5',
  genre: 'fiction',
  subgenre: 'fantasy',
  topics: ['nature', 'travel'],
  price: { amount: '12.50', currency: 'CNY' },
  pages: 300,
  weight: '0.452',
  wear: '10',
  liked: 8,
  published_on: '1995-07-09',
  reading_time: 36_000,
  homepage: 'https://example.com/lights',
  blurb: '<p>Bears</p>',
  summary: 'Bears\nand dust',
  catalogue_record: { marc: [1, 2] },
  keywords: ['polar'],
}

describe('the foreign library in a database', () => {
  it('numbers books, gives them their defaults and reads back what was written', async () => {
    const values = await read('books', await make('books', { ...BOOK, shelf }))
    expect(values).toMatchObject({ ...BOOK, price: { amount: expect.stringMatching(/^12\.50?$/), currency: 'CNY' }, shelf, language: 'zh', status: 'ordered' })
    expect(values['number']).toBe('B-00100')
  })

  it('lends a book to a member, seen from both sides', async () => {
    const book = await make('books', { title: 'Wanderer' })
    const loan = await make('loans', { subject: 'Wanderer', book, member, instead_of: { module: 'members', id: member } })
    expect(await read('loans', loan)).toMatchObject({
      book,
      member,
      instead_of: { module: 'members', id: member },
      status: 'open',
      number: expect.stringMatching(/^L-/),
    })
    const found = await findRecords(library.open(), { module: 'loans', filter: { field: 'book.title', op: 'is', value: 'Wanderer' } })
    expect(found.records.map(({ id }) => id)).toEqual([loan])
  })

  it('links books and readers with attributes', async () => {
    const book = await make('books', { title: 'Linked' })
    await linkRecords(library.open(), { module: 'books', id: book, link: 'readers', other: member, values: { stars: 4, note: 'twice' } })
    const related = async (module: string, id: string, relation: string) => (await listRelated(library.open(), { module, id, relation })).records
    expect(await related('books', book, 'readers')).toMatchObject([{ id: member, link: { stars: 4, note: 'twice' } }])
    expect(await related('members', member, 'favourites')).toMatchObject([{ id: book, link: { stars: 4 } }])
  })

  it('takes comments and files on every module that is capable of them', async () => {
    for (const [module, id] of [
      ['shelves', shelf],
      ['members', member],
    ] as const) {
      const comment = await make('comments', { text: `On ${module}`, related_to: { module, id } })
      expect(await read('comments', comment)).toMatchObject({ related_to: { module, id } })
    }
  })

  it('has the records that the metadata names', async () => {
    const codes = async (module: string) => (await findRecords(library.open(), { module, limit: 50 })).records.map(({ values }) => values['code']).toSorted()
    expect(await codes('profiles')).toEqual(['administrator', 'librarian', 'reader'])
    expect(await codes('roles')).toEqual(['desk', 'head', 'volunteer'])
    expect(await codes('currencies')).toEqual(['CNY', 'EUR', 'JPY'])
    expect(await codes('groups')).toEqual(['evening_shift'])
    expect(await codes('taxes')).toEqual(['reduced'])
  })
})
