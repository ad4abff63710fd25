import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Statement } from '../../storage/database.ts'
import { createRecord } from '../create.ts'
import { normaliseText } from '../duplicates/normalise-text.ts'
import { findDuplicates } from '../find-duplicates.ts'
import { matchExisting } from '../duplicates/match-existing.ts'
import { updateRecord } from '../update.ts'
import { openLibrary, type Library, type TestUser } from './open-library.ts'

let library: Library
let ann: TestUser

beforeAll(async () => {
  library = await openLibrary()
  ann = await library.addUser({ name: 'Ann' })
})
afterAll(() => library.close())

const authorsLike = async (values: object) =>
  (await findDuplicates(library.as(ann), { module: 'authors', values: { ...values } })).map(({ record, rule }) => `${record.values.name} ${rule}`)

it('does not see case, width, space, punctuation and what companies add to their names', () => {
  const same = [
    ['ACME, Inc.', 'acme'],
    ['ＡＣＭＥ　Co., Ltd', 'Acme'],
    ['A.C.M.E.', 'acme'],
    ['北京科技有限公司', '北京 科技'],
    ['Müller & Söhne GmbH', 'müller söhne'],
    ["O'Neill", 'ONeill'],
  ]
  for (const [one = '', other = ''] of same) expect(normaliseText(one)).toBe(normaliseText(other))
  expect(normaliseText('Limited')).toBe('limited')
  expect(normaliseText('有限公司')).toBe('有限公司')
  expect(normaliseText('Acme East')).not.toBe(normaliseText('Acme West'))
})

it('finds a record that is written in another way', async () => {
  await createRecord(library.asSystem(), { module: 'authors', values: { name: 'Globex Corporation' } })
  await createRecord(library.asSystem(), { module: 'authors', values: { name: '上海出版股份有限公司' } })
  expect(await authorsLike({ name: 'GLOBEX corp.' })).toEqual(['Globex Corporation 0'])
  expect(await authorsLike({ name: '上海 出版' })).toEqual(['上海出版股份有限公司 0'])
  expect(await authorsLike({ name: 'Globe' })).toEqual([])
})

it('follows the record when it changes', async () => {
  const author = await createRecord(library.asSystem(), { module: 'authors', values: { name: 'Initech', email: 'Info@initech.example' } })
  expect(await authorsLike({ email: 'info@INITECH.example' })).toEqual(['Initech 1'])
  await updateRecord(library.asSystem(), { module: 'authors', id: author.id, values: { name: 'Vandelay' } })
  expect(await authorsLike({ name: 'initech' })).toEqual([])
  expect(await authorsLike({ name: 'vandelay inc' })).toEqual(['Vandelay 0'])
})

it('does not find the record itself', async () => {
  const author = await createRecord(library.asSystem(), { module: 'authors', values: { name: 'Alone' } })
  expect(await findDuplicates(library.as(ann), { module: 'authors', values: { name: 'alone' }, except: author.id })).toEqual([])
})

it('finds what is only similar, best first, and only where the exact part agrees', async () => {
  const [one, two] = await Promise.all(['One', 'Two'].map((name) => createRecord(library.asSystem(), { module: 'authors', values: { name } })))
  const book = (title: string, author: string | undefined) => createRecord(library.as(ann), { module: 'books', values: { title, author: author ?? null } })
  await book('Pride and Prejudice', one?.id)
  await book('Pride and Prejudices', one?.id)
  await book('Pride and Prejudice', two?.id)
  const found = await findDuplicates(library.as(ann), { module: 'books', values: { title: 'Pride and Prejudice', author: one?.id ?? null } })
  expect(found.map(({ record, score }) => [record.values.title, score])).toEqual([
    ['Pride and Prejudice', 1],
    ['Pride and Prejudices', expect.any(Number)],
  ])
  expect(found[1]?.score).toBeLessThan(1)
})

it('finds names in Chinese that are only similar, whatever the locale of the database', async () => {
  const author = await createRecord(library.asSystem(), { module: 'authors', values: { name: 'Chinese' } })
  const titles = ['北京远景科技有限公司', '北京远景科技园有限公司', '上海远景贸易有限公司', '广州日报']
  for (const title of titles) await createRecord(library.as(ann), { module: 'books', values: { title, author: author.id } })
  const found = await findDuplicates(library.as(ann), { module: 'books', values: { title: '北京远景科技有限公司', author: author.id } })
  expect(found.map(({ record, score }) => [record.values.title, score])).toEqual([
    [titles[0], 1],
    [titles[1], 0.64],
  ])
})

it('shows no record that the actor may not see', async () => {
  const bob = await library.addUser({ name: 'Bob' })
  const author = await createRecord(library.asSystem(), { module: 'authors', values: { name: 'Third' } })
  await createRecord(library.as(bob), { module: 'books', values: { title: 'Private', author: author.id } })
  expect(await findDuplicates(library.as(ann), { module: 'books', values: { title: 'Private', author: author.id } })).toEqual([])
})

it('matches many rows at once, by the rules of the module or by chosen fields', async () => {
  const author = await createRecord(library.asSystem(), { module: 'authors', values: { name: 'Umbrella Ltd', email: 'u@umbrella.example' } })
  const rows = [
    { number: 1, values: { name: 'umbrella', email: null } },
    { number: 2, values: { name: 'Nobody', email: null } },
    { number: 3, values: { name: 'Other', email: 'U@umbrella.example' } },
  ]
  const rules = library.asSystem().model.modules.authors?.duplicates ?? []
  const byRules = await matchExisting(library.as(ann), { module: 'authors', rules, rows })
  expect([...byRules]).toEqual([
    [1, { id: author.id, version: 1 }],
    [3, { id: author.id, version: 1 }],
  ])
  const byName = await matchExisting(library.as(ann), {
    module: 'authors',
    rules: [{ match: [{ field: 'name', by: 'exact' }] }],
    rows: [{ number: 7, values: { name: 'UMBRELLA LTD' } }],
  })
  expect([...byName.keys()]).toEqual([7])
})

it('looks thousands of rows up in the search index, also right after the table was filled', async () => {
  // As in the middle of an import: nobody has measured the table yet.
  await library.rows('alter table data.authors set (autovacuum_enabled = off)')
  await library.rows(`
    insert into data.authors (id, owner, created_at, updated_at, version, name, search_vector)
    select gen_random_uuid(), owner, now(), now(), 1, 'Author ' || number, array_to_tsvector(array['=term' || number, 'au', 'ut', 'th'])
    from generate_series(1, 5000) number, (select owner from data.authors limit 1) any_author`)

  const statements: Statement[] = []
  const database: Library['database'] = {
    ...library.database,
    query: (statement) => {
      if ('text' in statement) statements.push(statement)
      return library.database.query(statement)
    },
  }
  const rules = library.asSystem().model.modules.authors?.duplicates.slice(0, 1) ?? []
  const rows = Array.from({ length: 4_000 }, (_, index) => ({ number: index, values: { name: `Nobody ${index}` } }))
  expect(await matchExisting(library.as(ann, { database }), { module: 'authors', rules, rows })).toEqual(new Map())

  const lookUp = statements.find(({ text }) => text.includes('tsquery'))
  const plan = await library.database.query<{ 'QUERY PLAN': string }>({ text: `explain ${lookUp?.text}`, values: lookUp?.values ?? [] })
  expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/Bitmap Index Scan on authors_search_vector.*\n *Index Cond: \(search_vector @@/)
}, 60_000)
