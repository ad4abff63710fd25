import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findRecords, type ListInput } from './find-records.ts'
import { ANNE, BERT, CARL, createTestWorld, rightsOf, type TestWorld } from './testing/test-world.ts'

let world: TestWorld
const ids: Record<string, string> = {}
const list = (input: Partial<ListInput>, rights = rightsOf()) => findRecords(world.ctx, rights, { module: 'books', fields: ['name'], ...input })
const names = async (input: Partial<ListInput>, rights = rightsOf()) => (await list(input, rights)).records.map((record) => record.values.name)

beforeAll(async () => {
  world = await createTestWorld()
  ids.bei = await world.insert('authors', { name: '鲁迅', country: 'China', born: '1881-09-25' })
  ids.amy = await world.insert('authors', { name: 'Amy', country: 'Kenya', mentor: ids.bei }, { owner: BERT })
  ids.one = await world.insert('books', { name: 'One', author: ids.bei, pages: 100, genre: 'novel', published: '2026-01-01', price: { amount: '10', currency: 'EUR', rate: '8' }, phone: '(010) 6552-9988', about: { module: 'authors', id: ids.amy }, readers: [ids.amy, ids.bei], editor: BERT, formats: ['paper', 'film'] })
  ids.two = await world.insert('books', { name: 'Two 张三丰', author: ids.amy, pages: 300, genre: 'poem', published: '2026-02-01', lent: true, price: { amount: '50', currency: 'CNY', rate: '1' } }, { owner: BERT })
  ids.three = await world.insert('books', { name: 'Three', pages: 200, published: '2026-03-01', printed_at: { city: 'Bonn' }, secret_note: 'hidden words' }, { owner: CARL })
  ids.four = await world.insert('books', { name: 'Four' })
  ids.gone = await world.insert('books', { name: 'Gone' }, { deletedAt: new Date() })
})
afterAll(() => world.close())

describe('a list', () => {
  it('gives values, labels and what the database holds of each field', async () => {
    const fields = ['name', 'author', 'genre', 'formats', 'price', 'about', 'readers', 'editor', 'owner', 'author.country', 'author.mentor', 'printed_at.city', 'pages']
    const { records } = await list({ fields, filter: { field: 'id', op: 'is', value: ids.one } })
    expect(records[0]).toMatchObject({
      id: ids.one, module: 'books', version: 1,
      values: {
        name: 'One', author: ids.bei, genre: 'novel', formats: ['paper', 'film'], price: { amount: '10', currency: 'EUR', rate: '8' },
        about: { module: 'authors', id: ids.amy }, readers: [ids.amy, ids.bei], editor: BERT, owner: ANNE, 'author.country': 'China', 'author.mentor': null, 'printed_at.city': null, pages: 100,
      },
      labels: { author: '鲁迅', genre: 'NOVEL', formats: 'PAPER, FILM', about: 'Amy', readers: 'Amy, 鲁迅', editor: 'Bert', owner: 'Anne' },
    })
  })

  it('sorts with blanks last in both directions', async () => {
    expect(await names({ sort: [{ field: 'pages' }] })).toEqual(['One', 'Three', 'Two 张三丰', 'Four'])
    expect(await names({ sort: [{ field: 'pages', order: 'desc' }] })).toEqual(['Two 张三丰', 'Three', 'One', 'Four'])
  })

  it('shows a user only the records of the owners that it sees', async () => {
    expect(await names({ sort: [{ field: 'pages' }] }, rightsOf({ owners: [BERT] }))).toEqual(['Two 张三丰'])
    expect(await names({ sort: [{ field: 'author' }] }, rightsOf({ owners: [ANNE, CARL] }))).toHaveLength(3)
  })

  it('finds by search', async () => {
    expect(await names({ q: 'three' })).toEqual(['Three'])
    expect(await names({ q: '张三' })).toEqual(['Two 张三丰'])
    expect(await names({ q: 'zsf' })).toEqual(['Two 张三丰'])
    expect(await names({ q: '65529988' })).toEqual(['One'])
    expect(await names({ q: '丰' })).toEqual(['Two 张三丰'])
    expect(await names({ q: 'hidden' })).toEqual(['Three'])
    expect(await names({ q: 'hidden' }, rightsOf({ hidden: ['books.secret_note'] }))).toEqual([])
  })
})
