import { describe, expect, it } from 'vitest'
import { columnsOf, compareColumnOf } from './columns.ts'
import { compileStatement } from './compile.ts'
import { createIndexText, createTableText } from './ddl/ddl-text.ts'
import { libraryModel, sampleField, sampleFieldTypes, sampleLink, sampleModel, sampleModule, sampleView } from './testing/sample-model.ts'
import { columnOf, linkTableName, linkTableOf, shortName, tableOf } from './sql-names.ts'
import { describeTables } from './tables.ts'

const fieldTypes = sampleFieldTypes()
const tables = () => describeTables(libraryModel(), fieldTypes)
const table = (name: string) => {
  const found = tables().find((candidate) => candidate.name === name)
  if (!found) throw new Error(`no table ${name}`)
  return found
}
const indexTexts = (name: string) =>
  table(name).indexes.map((index) =>
    createIndexText(name, index, false)
      .replace(/"[a-z_]+_[0-9a-f]{8}"/, '…')
      .replaceAll('"', ''),
  )
const text = (fragment: Parameters<typeof compileStatement>[0]) => compileStatement(fragment).text

describe('names', () => {
  it('quotes every identifier in one place', () => {
    expect(text(tableOf('books'))).toBe('"data"."books"')
    expect(text(columnOf('close_date', 'r'))).toBe('"r"."close_date"')
    expect(text(columnOf('a"; drop table x; --'))).toBe('"a""; drop table x; --"')
    expect(text(linkTableOf({ from: 'books', key: 'displays' }))).toBe('"data"."link_books_displays"')
  })

  it('keeps names within 63 bytes, and different ones different', () => {
    const long = { from: 'a'.repeat(40), key: 'b'.repeat(40) }
    expect(linkTableName(long)).toHaveLength(63)
    expect(linkTableName(long)).not.toBe(linkTableName({ ...long, key: `${'b'.repeat(39)}c` }))
    expect(shortName('x'.repeat(63))).toBe('x'.repeat(63))
  })
})

describe('columnsOf', () => {
  it('names the columns of a field by its key and their suffix', () => {
    expect(columnsOf(sampleField('price', 'money'), fieldTypes).map((column) => column.name)).toEqual(['price', 'price_currency', 'price_rate', 'price_base'])
    expect(compareColumnOf(sampleField('price', 'money'), fieldTypes)).toBe('price_base')
  })

  it('says which field has a type that nobody registered', () => {
    expect(() => columnsOf(sampleField('x', 'nosuch'), fieldTypes)).toThrow('The field "x" has the type "nosuch", which is not registered.')
  })
})

describe('describeTables', () => {
  it('makes one table for each module and one for each link', () => {
    expect(tables().map((spec) => spec.name)).toEqual(['shelves', 'books', 'loans', 'link_books_displays'])
  })

  it('gives every record its system columns once, and lets every field be null', () => {
    const books = table('books')
    expect(books.columns.filter((column) => column.notNull).map((column) => column.name)).toEqual(['id', 'owner', 'created_at', 'updated_at', 'version'])
    expect(books.columns.find((column) => column.name === 'name')).toEqual({ name: 'name', type: 'text', collation: 'zh-x-icu' })
    expect(new Set(books.columns.map((column) => column.name)).size).toBe(books.columns.length)
  })

  it('writes a table that a person can read', () => {
    expect(createTableText(table('shelves'))).toBe(
      [
        'create table "data"."shelves" (',
        '  "id" uuid not null,',
        '  "owner" uuid not null,',
        '  "created_at" timestamp with time zone not null,',
        '  "created_by" uuid,',
        '  "updated_at" timestamp with time zone not null,',
        '  "updated_by" uuid,',
        '  "version" integer default 1 not null,',
        '  "deleted_at" timestamp with time zone,',
        '  "search_vector" tsvector,',
        '  "name" text collate "zh-x-icu",',
        '  "floor" bigint,',
        '  primary key ("id")',
        ') with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02)',
      ].join('\n'),
    )
  })

  it('makes real foreign keys of references to one module, and keeps a reference to several whole', () => {
    expect(table('books').foreignKeys).toEqual([
      { name: 'books_owner_fkey', column: 'owner', table: 'app.principal', onDelete: 'no action' },
      { name: 'books_shelf_fkey', column: 'shelf', table: 'data.shelves', onDelete: 'set null' },
    ])
    expect(table('loans').foreignKeys).toHaveLength(1)
    expect(table('loans').checks).toEqual([{ name: 'loans_thing_pair', expression: '"thing" is null or "thing_module" is not null' }])
  })

  it('gives a link two cascading keys, its attributes and one row a pair', () => {
    const link = table('link_books_displays')
    expect(link.columns.map((column) => column.name)).toEqual(['id', 'left_id', 'right_id', 'created_at', 'created_by', 'since'])
    expect(link.foreignKeys.map((key) => `${key.column} ${key.table} ${key.onDelete}`)).toEqual(['left_id data.books cascade', 'right_id data.shelves cascade'])
    expect(indexTexts('link_books_displays')).toEqual([
      'create unique index … on data.link_books_displays using btree (left_id, right_id)',
      'create index … on data.link_books_displays using btree (right_id, id desc) include (left_id)',
    ])
  })
})

describe('derived indexes', () => {
  it('serve each sort order of the views, for those who see all and by owner', () => {
    expect(indexTexts('books')).toEqual([
      'create unique index … on data.books using btree (number) where number is not null',
      'create unique index … on data.books using btree (isbn) where deleted_at is null',
      'create index … on data.books using gin (search_vector) where deleted_at is null',
      'create index … on data.books using btree (price_base desc, id desc) include (owner) where deleted_at is null',
      'create index … on data.books using btree (name desc, id desc) include (owner) where deleted_at is null',
      'create index … on data.books using btree (owner, price_base desc, id desc) where deleted_at is null',
      'create index … on data.books using btree (owner, name desc, id desc) where deleted_at is null',
      'create index … on data.books using btree (state, price_base desc, id desc) include (owner) where deleted_at is null',
      'create index … on data.books using btree (owner, state, price_base desc, id desc) where deleted_at is null',
      'create index … on data.books using btree (shelf) where shelf is not null',
      'create index … on data.books using gin (words) where deleted_at is null',
      'create index … on data.books using btree ((lower(name::text collate zh-x-icu) collate C)) where deleted_at is null',
      'create index … on data.books using btree ((lower(number::text collate zh-x-icu) collate C)) where deleted_at is null',
      'create index … on data.books using btree ((lower(isbn::text collate zh-x-icu) collate C)) where deleted_at is null',
      'create index … on data.books using btree (deleted_at desc, id desc) where deleted_at is not null',
    ])
  })

  it('have fewer owner variants where everybody may read everything', () => {
    expect(table('shelves').indexes.map((index) => index.purpose)).toEqual(['search', 'sort', 'owner', 'lookup', 'recycle bin'])
  })

  it('stop at five sort orders, however many views there are', () => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    const module = sampleModule(
      'many',
      keys.map((key) => sampleField(key, 'date')),
      { views: keys.map((key) => sampleView(key, key)) },
    )
    const [many] = describeTables(sampleModel([module]), fieldTypes)
    expect(many?.indexes.filter((index) => index.purpose === 'sort').map((index) => index.keys[0]?.column)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(many?.indexes.filter((index) => index.purpose === 'owner')).toHaveLength(3)
  })

  it('leave out text that is too long for a B-tree, and fields sorted by the label of something else', () => {
    const module = sampleModule('wide', [
      sampleField('story', 'text', { maxLength: 5000, index: true }),
      sampleField('shelf', 'reference', { to: ['wide'], index: true }),
    ])
    const [wide] = describeTables(sampleModel([module]), fieldTypes)
    expect(wide?.indexes.map((index) => index.keys[0]?.column)).toEqual(['search_vector', 'name', 'owner', 'shelf', 'name', 'deleted_at'])
  })

  it('find what people wrote: names, numbers, e-mail and unique texts without case, and the first text of each rule for duplicates', () => {
    const module = sampleModule(
      'people',
      [sampleField('mail', 'text'), sampleField('code', 'text'), sampleField('city', 'text'), sampleField('boss', 'reference', { to: ['people'] })],
      {
        emailField: 'mail',
        duplicates: [
          {
            match: [
              { field: 'boss', by: 'exact' },
              { field: 'code', by: 'exact' },
              { field: 'mail', by: 'exact' },
            ],
          },
          { match: [{ field: 'name', by: 'normalised' }] },
          { match: [{ field: 'name', by: 'similar' }] },
        ],
        indexes: [{ fields: ['code', 'city'], unique: true }, { fields: ['code', 'nosuch'] }],
      },
    )
    const [people] = describeTables(sampleModel([module]), fieldTypes)
    const texts = (purpose: string) =>
      people?.indexes.filter((index) => index.purpose === purpose).map((index) => createIndexText('people', index, false).replace(/^.* using/, 'using'))
    expect(texts('lookup')).toEqual([
      'using btree ((lower("name"::text collate "zh-x-icu") collate "C")) where "deleted_at" is null',
      'using btree ((lower("mail"::text collate "zh-x-icu") collate "C")) where "deleted_at" is null',
      'using btree ((lower("code"::text collate "zh-x-icu") collate "C")) where "deleted_at" is null',
      `using btree ((translate(lower("name"::text collate "zh-x-icu"), ' \t\n\u00a0\u3000!"#$%&''()*+,-./:;<=>?@[\\]^_\`{|}~', '') collate "C")) where "deleted_at" is null`,
    ])
    expect(texts('near match')).toEqual(['using gin ("name" gin_trgm_ops) where "deleted_at" is null'])
    expect(texts('declared')).toEqual(['using btree ("code", "city") where "deleted_at" is null'])
  })

  it('spare a module that looks for no near matches the index of texts without space and punctuation, which nothing would ask', () => {
    const module = sampleModule('deals', [], { duplicates: [{ match: [{ field: 'name', by: 'normalised' }] }] })
    const [deals] = describeTables(sampleModel([module]), fieldTypes)
    const lookups = deals?.indexes
      .filter((index) => index.purpose === 'lookup')
      .map((index) => createIndexText('deals', index, false).replace(/^.* using/, 'using'))
    expect(lookups).toEqual(['using btree ((lower("name"::text collate "zh-x-icu") collate "C")) where "deleted_at" is null'])
  })

  it('have names that stay the same, fit into 63 bytes and differ between tables', () => {
    const long = sampleModule('m'.repeat(40), [sampleField('f'.repeat(40), 'date', { index: true })], {
      links: [sampleLink({ key: 'l'.repeat(40), from: 'm'.repeat(40), to: 'm'.repeat(40) })],
    })
    const names = describeTables(sampleModel([long, sampleModule('n', [])]), fieldTypes).flatMap((spec) => spec.indexes.map((index) => index.name))
    expect(names.every((name) => Buffer.byteLength(name) <= 63)).toBe(true)
    expect(new Set(names).size).toBe(names.length)
    expect(describeTables(sampleModel([long, sampleModule('n', [])]), fieldTypes).flatMap((spec) => spec.indexes.map((index) => index.name))).toEqual(names)
  })
})
