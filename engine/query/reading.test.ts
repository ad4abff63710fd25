import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Condition } from '../contract/condition.ts'
import { AppError } from '../kernel/errors.ts'
import { newId } from '../kernel/uuid.ts'
import { countRecords } from './count-statement.ts'
import { findRecords, type ListInput } from './find-records.ts'
import { getRecords } from './get-records.ts'
import { lookupRecords } from './lookup-records.ts'
import { queryScopeOf } from './query-scope.ts'
import { ANNE, BERT, CARL, createTestWorld, NOW, rightsOf, type TestWorld } from './testing/test-world.ts'

let world: TestWorld
const ids: Record<'lu' | 'amy' | 'one' | 'two' | 'three' | 'four' | 'gone', string> = { lu: '', amy: '', one: '', two: '', three: '', four: '', gone: '' }
const list = (input: Partial<ListInput>, rights = rightsOf()) => findRecords(world.ctx, rights, { module: 'books', fields: ['name'], ...input })
const names = async (input: Partial<ListInput>, rights = rightsOf()) => (await list(input, rights)).records.map((record) => record.values.name)
const problem = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => (error instanceof AppError ? error.details.problems?.[0] : error),
  )

beforeAll(async () => {
  world = await createTestWorld()
  ids.lu = await world.insert('authors', { name: '鲁迅', country: 'China', born: '1881-09-25' })
  ids.amy = await world.insert('authors', { name: 'Amy', country: 'Kenya', mentor: ids.lu }, { owner: BERT })
  ids.one = await world.insert('books', {
    name: 'One',
    author: ids.lu,
    pages: 100,
    genre: 'novel',
    published: '2026-01-01',
    price: { amount: '10', currency: 'EUR', rate: '8' },
    phone: '(010) 6552-9988',
    about: { module: 'authors', id: ids.amy },
    readers: [ids.amy, ids.lu],
    editor: BERT,
    formats: ['paper', 'film'],
  })
  ids.two = await world.insert(
    'books',
    {
      name: 'Two 张三丰',
      author: ids.amy,
      pages: 300,
      genre: 'poem',
      published: '2026-02-01',
      lent: true,
      price: { amount: '50', currency: 'CNY', rate: '1' },
    },
    { owner: BERT },
  )
  ids.three = await world.insert(
    'books',
    { name: 'Three', pages: 200, published: '2026-03-01', printed_at: { city: 'Bonn' }, secret_note: 'hidden words', notes: "O'Brien\\x 100% ＡＢＣ" },
    { owner: CARL },
  )
  ids.four = await world.insert('books', { name: 'Four', about: { module: 'books', id: ids.two } })
  ids.gone = await world.insert('books', { name: 'Gone', author: ids.lu }, { deletedAt: NOW })
})
afterAll(() => world.close())

describe('a list', () => {
  it('gives values and labels of every kind of field, and of fields of what is referred to', async () => {
    const fields = [
      'name',
      'author',
      'genre',
      'formats',
      'price',
      'about',
      'readers',
      'editor',
      'owner',
      'author.country',
      'author.mentor',
      'printed_at.city',
      'pages',
      'created_at',
    ]
    const { records } = await list({ fields, filter: { field: 'id', op: 'is', value: ids.one }, can: ({ ownerId }) => ({ update: ownerId === ANNE }) })
    expect(records).toEqual([
      {
        id: ids.one,
        module: 'books',
        version: 1,
        can: { update: true },
        values: {
          name: 'One',
          author: ids.lu,
          genre: 'novel',
          formats: ['paper', 'film'],
          price: { amount: '10', currency: 'EUR', rate: '8' },
          about: { module: 'authors', id: ids.amy },
          readers: [ids.amy, ids.lu],
          editor: BERT,
          owner: ANNE,
          'author.country': 'China',
          'author.mentor': null,
          'printed_at.city': null,
          pages: 100,
          created_at: NOW.toISOString(),
        },
        labels: { author: '鲁迅', genre: 'NOVEL', formats: 'PAPER, FILM', about: 'Amy', readers: 'Amy, 鲁迅', editor: 'Bert', owner: 'Anne' },
      },
    ])
  })

  it('shows picklist labels in the language of the actor, also when the same list was asked in another one', async () => {
    const input = { module: 'books', fields: ['genre'], filter: { field: 'id', op: 'is' as const, value: ids.one } }
    const chinese = { ...world.ctx, actor: { ...world.ctx.actor, locale: 'zh-CN' as const } }
    expect((await findRecords(world.ctx, rightsOf(), input)).records[0]?.labels).toEqual({ genre: 'NOVEL' })
    expect((await findRecords(chinese, rightsOf(), input)).records[0]?.labels).toEqual({ genre: '中novel' })
  })

  it('sorts with blanks last in both directions, references by label, Chinese by pinyin', async () => {
    expect(await names({ sort: [{ field: 'pages' }] })).toEqual(['One', 'Three', 'Two 张三丰', 'Four'])
    expect(await names({ sort: [{ field: 'pages', order: 'desc' }] })).toEqual(['Two 张三丰', 'Three', 'One', 'Four'])
    expect((await names({ sort: [{ field: 'author' }] })).slice(0, 2)).toEqual(['One', 'Two 张三丰'])
    expect(await names({ sort: [{ field: 'price', order: 'desc' }] })).toMatchObject(['One', 'Two 张三丰', expect.anything(), expect.anything()])
  })

  it('lists the recycle bin only when it is asked for, and then says since when', async () => {
    expect(await names({ deleted: true })).toEqual(['Gone'])
    expect((await list({ deleted: true })).records[0]).toMatchObject({ deletedAt: NOW.toISOString() })
    expect((await list({})).records.every((record) => record.deletedAt === undefined)).toBe(true)
  })

  it('lists what is linked, with the attributes of the link', async () => {
    const link = world.model.modules.books?.links[0]
    if (!link) throw new Error('no link')
    await world.database.query(
      sql`insert into data.link_books_shelves (id, left_id, right_id, created_at, part) values (${newId()}, ${ids.one}, ${ids.amy}, now(), 'cover')`,
    )
    const authors = await findRecords(world.ctx, rightsOf(), { module: 'authors', fields: ['name'], linkedWith: { link, side: 'right', id: ids.one } })
    expect(authors.records).toMatchObject([{ values: { name: 'Amy' }, link: { part: 'cover' } }])
    expect(await names({ linkedWith: { link, side: 'left', id: ids.amy } })).toEqual(['One'])
    expect(await names({ linkedWith: { link, side: 'left', id: ids.lu } })).toEqual([])
  })

  it('works inside a transaction, count and totals included', async () => {
    const result = await world.database.transaction((database) =>
      findRecords({ ...world.ctx, database }, rightsOf(), { module: 'books', fields: [], count: 'capped', totals: ['pages'] }),
    )
    expect(result).toMatchObject({ count: { value: 4, exact: true }, totals: { pages: '600' } })
  })

  it('answers the same when its plan is kept by the connection', async () => {
    for (let round = 0; round < 8; round += 1) {
      expect(await names({ sort: [{ field: 'name' }] })).toEqual(['Four', 'One', 'Three', 'Two 张三丰'])
      expect(await names({ sort: [{ field: 'name' }] }, rightsOf({ owners: round % 2 ? [BERT] : [ANNE, CARL] }))).toEqual(
        round % 2 ? ['Two 张三丰'] : ['Four', 'One', 'Three'],
      )
    }
  })
})

describe('what an actor may not see', () => {
  it('is not in a list, whatever its order', async () => {
    const few = rightsOf({ owners: [BERT] })
    for (const field of ['name', 'published', 'weight', 'author', 'owner', 'created_at', 'id'])
      expect(await names({ sort: [{ field }] }, few)).toEqual(['Two 张三丰'])
    expect(await names({ q: 'one' }, few)).toEqual([])
    expect(await names({ filter: { field: 'id', op: 'is', value: ids.one } }, few)).toEqual([])
  })

  it('does not show through a reference: neither label nor field, neither filter nor order', async () => {
    const ofAnne = rightsOf({ scopes: { authors: { kind: 'owners', owners: [ANNE] } } })
    const { records } = await list(
      {
        fields: ['author', 'author.country', 'about', 'readers', 'author.mentor'],
        filter: { field: 'pages', op: 'is_not_blank' },
        sort: [{ field: 'author' }, { field: 'pages' }],
      },
      ofAnne,
    )
    expect(records.map(({ id }) => id)).toEqual([ids.one, ids.three, ids.two])
    expect(records[2]?.values).toMatchObject({ author: ids.amy, 'author.country': null, 'author.mentor': null })
    expect(records.map(({ labels }) => labels)).toEqual([{ author: '鲁迅', readers: '鲁迅' }, {}, {}])
    expect(await names({ filter: { field: 'author.country', op: 'is', value: 'Kenya' } }, ofAnne)).toEqual([])
    expect(await names({ filter: { field: 'author.country', op: 'is_blank' } }, ofAnne)).toHaveLength(3)
  })

  it('shows neither the label nor the fields of what lies in the recycle bin', async () => {
    await world.insert('books', { name: 'Five', about: { module: 'books', id: ids.gone } })
    const { records } = await list({ fields: ['about'], filter: { field: 'name', op: 'is', value: 'Five' } })
    expect(records).toMatchObject([{ values: { about: { module: 'books', id: ids.gone } }, labels: {} }])
    await world.database.query(sql`delete from data.books where name = 'Five'`)
  })

  it('answers hidden and unknown alike in every place that takes a field', async () => {
    const rights = rightsOf({ hidden: ['books.pages', 'authors'] })
    const unknown = (field: string) => ({ field, code: 'UNKNOWN_FIELD' })
    for (const field of ['pages', 'nope', 'author.name', 'author.nope']) {
      expect(await problem(list({ fields: [field] }, rights))).toEqual(unknown(field))
      expect(await problem(list({ sort: [{ field }] }, rights))).toEqual(unknown(field))
      expect(await problem(list({ filter: { field, op: 'is', value: 'x' } }, rights))).toEqual(unknown(field))
      expect(await problem(list({ totals: [field] }, rights))).toEqual(unknown(field))
    }
    expect(
      (await list({ fields: ['author', 'about', 'readers'], sort: [{ field: 'author' }] }, rights)).records.every(
        ({ labels }) => labels.author === undefined && labels.readers === undefined,
      ),
    ).toBe(true)
  })
})

describe('a search', () => {
  const cases: [q: string, found: string[]][] = [
    ['three', ['Three']],
    ['THREE', ['Three']],
    ['re', ['Three']],
    ['张三', ['Two 张三丰']],
    ['丰', ['Two 张三丰']],
    ['三', ['Two 张三丰']],
    ['张丰', []],
    ['zsf', ['Two 张三丰']],
    ['sanfeng', ['Two 张三丰']],
    ['zf', []],
    ['6552', ['One']],
    ['65529988', ['One']],
    ['01065529988', ['One']],
    ['(010) 6552', ['One']],
    ['9988 one', ['One']],
    ['one three', []],
    ['hidden words', ['Three']],
    ['word hid', ['Three']],
    ["o'brien", ['Three']],
    ['brien\\x', ['Three']],
    ['100%', ['Three']],
    ['1%', []],
    ['_', []],
    ['abc', ['Three']],
    ['ＡＢＣ', ['Three']],
    ["' & '", []],
    ['a:*', []],
    ['\u0000', ['Four', 'One', 'Three', 'Two 张三丰']],
    ['!', []],
    ['xyz', []],
    ['gone', []],
  ]
  it.each(cases)('for %j finds %j', async (q, found) => {
    expect((await names({ q, sort: [{ field: 'name' }] })).sort()).toEqual([...found].sort())
  })

  it('never looks into a field that the actor may not read', async () => {
    const rights = rightsOf({ hidden: ['books.secret_note', 'books.name'] })
    expect((await list({ q: 'hidden', fields: [] }, rights)).records).toEqual([])
    expect((await list({ q: 'zsf', fields: [] }, rights)).records).toEqual([])
    expect((await list({ q: '6552', fields: [] }, rights)).records).toHaveLength(1)
  })

  it('pages, counts and sums what it found', async () => {
    const first = await list({ q: 'o', sort: [{ field: 'pages' }], limit: 1, count: 'exact', totals: ['pages'] })
    expect(first).toMatchObject({ count: { value: 4, exact: true }, totals: { pages: '600' } })
    const second = await list({ q: 'o', sort: [{ field: 'pages' }], limit: 3, cursor: first.next ?? '' })
    expect([...first.records, ...second.records].map(({ values }) => values.name)).toEqual(['One', 'Three', 'Two 张三丰', 'Four'])
    expect(second.next).toBeNull()
  })
})

describe('a count', () => {
  it('is exact up to 10,000, and an estimate that says so above', async () => {
    await world.database.query(
      sql`insert into data.authors (id, owner, created_at, updated_at, name, country) select gen_random_uuid(), ${CARL}, now(), now(), 'A' || n, 'Peru' from generate_series(1, 10050) n`,
    )
    await world.database.query(sql`analyze data.authors`)
    const count = (mode: 'capped' | 'exact', rights = rightsOf()) =>
      countRecords(world.ctx, queryScopeOf(world.ctx, rights), { rows: { module: 'authors' }, mode })
    expect(await count('exact')).toEqual({ value: 10_052, exact: true })
    const capped = await count('capped')
    expect(capped.exact).toBe(false)
    expect(capped.value).toBeGreaterThan(10_000)
    expect(await count('capped', rightsOf({ owners: [ANNE, BERT] }))).toEqual({ value: 2, exact: true })

    // What is granted beside the owners is counted on top, and once.
    const granting = (owners: string[], filters: Condition[]) =>
      rightsOf({ scopes: { authors: { kind: 'owners', owners, also: filters.map((filter, at) => ({ kind: 'condition', rule: `r${at}`, filter })) } } })
    const [peru, one, same] = [
      { field: 'country', op: 'is', value: 'Peru' },
      { field: 'name', op: 'is', value: 'A7' },
      { field: 'owner', op: 'is', value: ANNE },
    ] as const
    expect(await count('capped', granting([ANNE, BERT], [one, same]))).toEqual({ value: 3, exact: true })
    expect(await count('capped', granting([], [one, one]))).toEqual({ value: 1, exact: true })
    expect(await count('capped', granting([ANNE, BERT], [peru]))).toMatchObject({ exact: false })
    expect(await count('capped', granting([CARL], [one]))).toMatchObject({ exact: false })
    expect(await count('exact', granting([ANNE, BERT], [peru, one]))).toEqual({ value: 10_052, exact: true })
  })
})

describe('a look-up', () => {
  it('offers names that begin with the text first', async () => {
    const options = await lookupRecords(world.ctx, rightsOf(), { module: 'books', q: 't' })
    expect(options.map(({ label }) => label)).toEqual(['Three', 'Two 张三丰'])
    expect(options[0]).toEqual({ id: ids.three, module: 'books', label: 'Three' })
  })

  it('offers the newest without text, within filter and rights', async () => {
    expect((await lookupRecords(world.ctx, rightsOf(), { module: 'books', limit: 2 })).map(({ label }) => label)).toEqual(['Four', 'Three'])
    expect((await lookupRecords(world.ctx, rightsOf({ owners: [BERT] }), { module: 'books' })).map(({ label }) => label)).toEqual(['Two 张三丰'])
    expect(
      (await lookupRecords(world.ctx, rightsOf(), { module: 'books', q: 'o', filter: { field: 'pages', op: 'gt', value: 250 } })).map(({ label }) => label),
    ).toEqual(['Two 张三丰'])
  })

  it('offers nothing where names are hidden', async () => {
    expect(await lookupRecords(world.ctx, rightsOf({ hidden: ['books.name'] }), { module: 'books', q: 'o' })).toEqual([])
  })
})

describe('records by id', () => {
  it('come in the order of ids, without those that are gone or not visible', async () => {
    const all = await getRecords(world.ctx, rightsOf(), { module: 'books', ids: [ids.two, ids.one, ids.gone, newId()], fields: ['name'] })
    expect(all.map(({ values }) => values.name)).toEqual(['One', 'Two 张三丰'])
    expect(all[0]).toMatchObject({ ownerId: ANNE, version: 1 })
    expect(await getRecords(world.ctx, rightsOf({ owners: [BERT] }), { module: 'books', ids: [ids.one], fields: [] })).toEqual([])
    expect(await getRecords(world.ctx, rightsOf({ scopes: { books: { kind: 'none' } } }), { module: 'books', ids: [ids.one], fields: [] })).toEqual([])
    expect(await getRecords(world.ctx, rightsOf(), { module: 'books', ids: [], fields: [] })).toEqual([])
  })

  it('come from the recycle bin when it is asked for', async () => {
    const of = (where: 'deleted' | 'both') => getRecords(world.ctx, rightsOf(), { module: 'books', ids: [ids.one, ids.gone], fields: ['author'], in: where })
    expect(await of('deleted')).toMatchObject([{ id: ids.gone, deletedAt: NOW.toISOString(), labels: { author: '鲁迅' } }])
    expect(await of('both')).toHaveLength(2)
  })

  it('can be locked together with their labels', async () => {
    const rows = await world.database.transaction((database) =>
      getRecords({ ...world.ctx, database }, rightsOf(), { module: 'books', ids: [ids.one], fields: ['author', 'owner'], lock: true }),
    )
    expect(rows).toMatchObject([{ labels: { author: '鲁迅', owner: 'Anne' } }])
  })
})
