import { describe, expect, it } from 'vitest'
import type { ExistingTable } from './ddl/table-spec.ts'
import { libraryModel, sampleField, sampleFieldTypes, sampleModel, sampleModule } from './testing/sample-model.ts'
import { normalType, typeChange } from './ddl/type-change.ts'
import { isEmptyPlan, planTables, type TablePlan } from './plan.ts'
import { describeTables } from './tables.ts'
import type { FieldModel, ModuleModel } from '../contract/model.ts'

const fieldTypes = sampleFieldTypes()
const specs = (...modules: ModuleModel[]) => describeTables(sampleModel(modules), fieldTypes)
const books = (...fields: FieldModel[]) => specs(sampleModule('books', fields), sampleModule('shelves', []))
const withRows = (tables: ExistingTable[], rows: number) => tables.map((table) => ({ ...table, rows }))
const ddl = (steps: TablePlan['steps']) => steps.map((step) => step.ddl.replace(/_[0-9a-f]{8}"/, '_…"'))

describe('planTables', () => {
  it('makes new tables without touching any that exist', () => {
    const plan = planTables([], describeTables(libraryModel(), fieldTypes))
    expect(plan.problems).toEqual([])
    expect(plan.later).toEqual([])
    expect(plan.steps.filter((step) => step.kind === 'table').map((step) => step.name)).toEqual(['shelves', 'books', 'loans', 'link_books_displays'])
    expect(new Set(plan.steps.flatMap((step) => step.locks))).toEqual(new Set(['app.principal']))
  })

  it('has nothing to do where before is after', () => {
    const tables = describeTables(libraryModel(), fieldTypes)
    expect(isEmptyPlan(planTables(tables, tables))).toBe(true)
  })

  it('adds columns at once and their indexes later, while reading and writing go on', () => {
    const plan = planTables(
      withRows(books(), 200_000),
      books(sampleField('bought', 'date', { index: true }), sampleField('shelf', 'reference', { to: ['shelves'] })),
    )
    expect(ddl(plan.steps)).toEqual([
      'alter table "data"."books" add column "bought" date, add column "shelf" uuid',
      'alter table "data"."books" add constraint "books_shelf_fkey" foreign key ("shelf") references "data"."shelves" ("id") on delete set null not valid',
    ])
    expect(plan.steps.map((step) => [step.lock, step.locks])).toEqual([
      ['access exclusive', ['data.books']],
      ['share row exclusive', ['data.books', 'data.shelves']],
    ])
    expect(ddl(plan.later)).toEqual([
      'create index concurrently "books_bought_id_…" on "data"."books" using btree ("bought" desc, "id" desc) include ("owner") where "deleted_at" is null',
      'create index concurrently "books_owner_bought_id_…" on "data"."books" using btree ("owner", "bought" desc, "id" desc) where "deleted_at" is null',
      'create index concurrently "books_shelf_…" on "data"."books" using btree ("shelf") where "shelf" is not null',
      'alter table "data"."books" validate constraint "books_shelf_fkey"',
    ])
    expect(plan.steps[0]?.inverse).toBe('alter table "data"."books" drop column "bought", drop column "shelf"')
  })

  it('builds indexes within the transaction where the table is certainly empty', () => {
    const plan = planTables(withRows(books(), 0), books(sampleField('bought', 'date', { index: true })))
    expect(plan.steps.map((step) => step.kind)).toEqual(['column', 'index', 'index'])
    expect(plan.later).toEqual([])
  })

  it('never drops: columns are parked, tables and indexes left', () => {
    const before = books(sampleField('bought', 'date', { index: true }))
    const plan = planTables(before, specs(sampleModule('books', [])))
    expect(isEmptyPlan(plan)).toBe(true)
    expect(plan.parked).toEqual([{ table: 'books', column: 'bought' }])
    expect(plan.spare.tables).toEqual(['shelves'])
    expect(plan.spare.indexes.map((spare) => spare.index.replace(/[0-9a-f]{8}$/, '…'))).toEqual(['books_bought_id_…', 'books_owner_bought_id_…'])
  })

  it('takes a parked column into use again, with its values', () => {
    const withField = books(sampleField('bought', 'date'))
    expect(isEmptyPlan(planTables(withField, withField))).toBe(true)
    expect(planTables(withField, books()).parked).toHaveLength(1)
  })

  it('widens types, and refuses what could lose a value', () => {
    const before = withRows(books(sampleField('pages', 'integer'), sampleField('weight', 'decimal', { scale: 3 }), sampleField('story', 'text')), 100)
    const plan = planTables(before, books(sampleField('pages', 'text'), sampleField('weight', 'decimal', { scale: 1 }), sampleField('story', 'date')))
    expect(ddl(plan.steps)).toEqual(['alter table "data"."books" alter column "pages" type text collate "zh-x-icu"'])
    expect(plan.steps[0]?.rewrites).toBe(true)
    expect(plan.problems.map((problem) => problem.message)).toEqual([
      'Changing books.weight from numeric(23,3) to numeric(21,1) could lose values.',
      'Changing books.story from text to date could lose values.',
    ])
  })

  it('refuses to rewrite a large table while everybody waits', () => {
    const plan = planTables(withRows(books(sampleField('pages', 'integer')), 1_000_000), books(sampleField('pages', 'text')))
    expect(plan.problems).toMatchObject([{ code: 'REWRITE_TOO_LARGE', table: 'books', column: 'pages', params: { rows: 1_000_000 } }])
  })

  it('replaces a foreign key whose rule changed, in one statement', () => {
    const before = withRows(books(sampleField('shelf', 'reference', { to: ['shelves'] })), 10)
    const plan = planTables(before, books(sampleField('shelf', 'reference', { to: ['shelves'], onDelete: 'restrict' })))
    expect(ddl(plan.steps)).toEqual([
      'alter table "data"."books" drop constraint "books_shelf_fkey", add constraint "books_shelf_fkey" foreign key ("shelf") references "data"."shelves" ("id") on delete restrict not valid',
    ])
    expect(ddl(plan.later)).toEqual(['alter table "data"."books" validate constraint "books_shelf_fkey"'])
  })

  it('lets the key of a parked column forbid and delete nothing, and puts it back with the field', () => {
    const strict = withRows(books(sampleField('shelf', 'reference', { to: ['shelves'], onDelete: 'cascade' })), 10)
    const parking = planTables(strict, books())
    expect(ddl(parking.steps)).toEqual([
      'alter table "data"."books" drop constraint "books_shelf_fkey", add constraint "books_shelf_fkey" foreign key ("shelf") references "data"."shelves" ("id") on delete set null not valid',
    ])
    const parked = strict.map((table) => ({
      ...table,
      foreignKeys: table.foreignKeys.map((key) => (key.column === 'shelf' ? { ...key, onDelete: 'set null' as const, valid: false } : key)),
    }))
    expect(isEmptyPlan(planTables(parked, books()))).toBe(true)
    const back = planTables(parked, books(sampleField('shelf', 'reference', { to: ['shelves'], onDelete: 'cascade' })))
    expect([...back.steps, ...back.later].map((step) => step.kind)).toEqual(['foreign key', 'validate'])
  })

  it('lets a reference lead to several modules, and old rows know theirs without being written', () => {
    const plan = planTables(
      withRows(books(sampleField('shelf', 'reference', { to: ['shelves'] })), 10),
      books(sampleField('shelf', 'reference', { to: ['shelves', 'books'] })),
    )
    expect(ddl(plan.steps)).toEqual([
      `alter table "data"."books" add column "shelf_module" text default 'shelves'`,
      'alter table "data"."books" alter column "shelf_module" drop default',
      'alter table "data"."books" add constraint "books_shelf_pair" check ("shelf" is null or "shelf_module" is not null) not valid',
      'alter table "data"."books" drop constraint "books_shelf_fkey"',
    ])
    expect(ddl(plan.later)).toEqual(['alter table "data"."books" validate constraint "books_shelf_pair"'])
  })

  it('finds what a kill left half done: invalid indexes and constraints that were not validated', () => {
    const after = books(sampleField('shelf', 'reference', { to: ['shelves'] }))
    const before = withRows(after, 10).map((table) => ({
      ...table,
      indexes: table.indexes.map((index) => ({ ...index, valid: !index.name.startsWith('books_shelf') })),
      foreignKeys: table.foreignKeys.map((key) => ({ ...key, valid: key.name !== 'books_shelf_fkey' })),
    }))
    const plan = planTables(before, after)
    expect(plan.steps).toEqual([])
    expect(plan.later.map((step) => step.kind)).toEqual(['index', 'validate'])
  })

  it('builds a broken index outside of the transaction even where the table is empty', () => {
    const after = books()
    const before = withRows(after, 0).map((table) => ({ ...table, indexes: table.indexes.map((index, at) => ({ ...index, valid: at > 0 })) }))
    const plan = planTables(before, after)
    expect(plan.steps).toEqual([])
    expect(plan.later.map((step) => step.kind)).toEqual(['index', 'index'])
  })

  it('refuses more columns than a module or PostgreSQL can have, and columns that meet', () => {
    const many = Array.from({ length: 250 }, (_, at) => sampleField(`f${at}`, 'date'))
    expect(planTables([], books(...many)).problems.map((problem) => problem.code)).toEqual(['TOO_MANY_COLUMNS'])

    const worn = books().map((table) => ({ ...table, columnsEver: 1_600 }))
    expect(planTables(worn, books(sampleField('one', 'date'))).problems.map((problem) => problem.code)).toEqual(['TOO_MANY_COLUMNS_EVER'])

    const meeting = books(sampleField('price', 'money'), sampleField('price_currency', 'text'))
    expect(planTables([], meeting).problems.map((problem) => problem.message)).toEqual(['Two fields of books would share the column price_currency.'])
  })

  it('puts the settings right that somebody changed', () => {
    const plan = planTables(
      books().map((table) => ({ ...table, settings: { fillfactor: '90' } })),
      books(),
    )
    expect(plan.steps.map((step) => step.kind)).toEqual(['settings', 'settings'])
  })
})

describe('typeChange', () => {
  const change = (from: string, to: string) => typeChange({ name: 'x', type: from }, { name: 'x', type: to })

  it('knows types by all their names', () => {
    expect(normalType('timestamptz')).toBe('timestamp with time zone')
    expect(normalType('varchar(20)')).toBe('character varying(20)')
    expect(normalType('numeric(20, 4)')).toBe('numeric(20,4)')
    expect(normalType('int4[]')).toBe('integer[]')
    expect(change('int', 'integer')).toBe('same')
  })

  it('widens in place where PostgreSQL need not write the rows anew', () => {
    expect(change('numeric(20,4)', 'numeric(24,4)')).toBe('instant')
    expect(change('numeric(20,4)', 'numeric')).toBe('instant')
    expect(change('character varying(20)', 'text')).toBe('instant')
  })

  it('rewrites where values change their form but not their worth', () => {
    for (const [from, to] of [
      ['integer', 'bigint'],
      ['bigint', 'numeric(30,2)'],
      ['numeric(20,2)', 'numeric(24,4)'],
      ['date', 'timestamptz'],
      ['uuid', 'text'],
    ] as const) {
      expect(change(from, to), `${from} to ${to}`).toBe('rewrite')
    }
  })

  it('is unsafe wherever a value could be lost', () => {
    for (const [from, to] of [
      ['bigint', 'integer'],
      ['bigint', 'numeric(10,2)'],
      ['numeric(20,4)', 'numeric(22,2)'],
      ['numeric(20,2)', 'numeric(20,4)'],
      ['numeric', 'numeric(20,4)'],
      ['text', 'uuid'],
      ['text[]', 'text'],
      ['timestamp with time zone', 'date'],
    ] as const) {
      expect(change(from, to), `${from} to ${to}`).toBe('unsafe')
    }
  })

  it('gives text an order of its own by a rewrite, and never takes one away', () => {
    const plain = { name: 'x', type: 'text' }
    expect(typeChange(plain, { ...plain, collation: 'zh-x-icu' })).toBe('rewrite')
    expect(typeChange({ ...plain, collation: 'zh-x-icu' }, plain)).toBe('same')
  })
})
