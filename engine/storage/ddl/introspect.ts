import { sql } from 'kysely'
import type { Database } from '../database.ts'
import type { ExistingTable, OnDelete, TableColumn } from './table-spec.ts'
import { DATA_SCHEMA } from '../sql-names.ts'

interface TableRow {
  table: string
  rows: number
  columns_ever: number
  settings: string[] | null
}
interface ColumnRow {
  table: string
  name: string
  type: string
  collation: string | null
  not_null: boolean
}
interface ConstraintRow {
  table: string
  name: string
  type: 'f' | 'c'
  column: string | null
  target: string | null
  on_delete: string
  valid: boolean
}
interface IndexRow {
  table: string
  name: string
  valid: boolean
}

const ON_DELETE: Record<string, OnDelete> = { a: 'no action', r: 'restrict', c: 'cascade', n: 'set null' }

/** What the schema of module tables holds, for planTables: four statements on the catalogue, and one look into tables that may be empty. */
export async function introspectTables(database: Database): Promise<ExistingTable[]> {
  const [tables, columns, constraints, indexes] = await Promise.all([
    readTables(database),
    readColumns(database),
    readConstraints(database),
    readIndexes(database),
  ])
  const empty = await findEmpty(
    database,
    tables.filter((table) => table.rows <= 0).map((table) => table.table),
  )
  const [columnsOf, constraintsOf, indexesOf] = [byTable(columns), byTable(constraints), byTable(indexes)]

  return tables.map(({ table, rows, columns_ever, settings }) => {
    const own = constraintsOf.get(table) ?? []
    return {
      name: table,
      columns: (columnsOf.get(table) ?? []).map(toColumn),
      foreignKeys: own.flatMap(({ name, type, column, target, on_delete, valid }) =>
        type === 'f' && column !== null && target !== null ? [{ name, column, table: target, onDelete: ON_DELETE[on_delete] ?? 'no action', valid }] : [],
      ),
      checks: own.filter(({ type }) => type === 'c').map(({ name, valid }) => ({ name, valid })),
      indexes: (indexesOf.get(table) ?? []).map(({ name, valid }) => ({ name, valid })),
      settings: Object.fromEntries((settings ?? []).map((setting) => setting.split('=', 2) as [string, string])),
      rows: empty.has(table) ? 0 : Math.max(1, Math.round(rows)),
      columnsEver: columns_ever,
    }
  })
}

function readTables(database: Database): Promise<TableRow[]> {
  return database.query<TableRow>(sql`
    select c.relname as "table", c.reltuples as rows, c.relnatts::int as columns_ever, c.reloptions as settings
    from pg_class c where c.relnamespace = to_regnamespace(${DATA_SCHEMA}) and c.relkind = 'r' order by 1`)
}

function readColumns(database: Database): Promise<ColumnRow[]> {
  return database.query<ColumnRow>(sql`
    select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as not_null,
      case when a.attcollation <> t.typcollation then l.collname end as collation
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid left join pg_collation l on l.oid = a.attcollation
    where c.relnamespace = to_regnamespace(${DATA_SCHEMA}) and c.relkind = 'r' order by c.relname, a.attnum`)
}

function readConstraints(database: Database): Promise<ConstraintRow[]> {
  return database.query<ConstraintRow>(sql`
    select c.relname as "table", k.conname as name, k.contype as type, k.confdeltype as on_delete, k.convalidated as valid,
      fn.nspname || '.' || f.relname as target, a.attname as "column"
    from pg_constraint k join pg_class c on c.oid = k.conrelid
      left join pg_class f on f.oid = k.confrelid left join pg_namespace fn on fn.oid = f.relnamespace
      left join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1] and k.contype = 'f'
    where c.relnamespace = to_regnamespace(${DATA_SCHEMA}) and k.contype in ('f', 'c') order by 1, 2`)
}

function readIndexes(database: Database): Promise<IndexRow[]> {
  return database.query<IndexRow>(sql`
    select c.relname as "table", x.relname as name, i.indisvalid and i.indisready as valid
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
    where c.relnamespace = to_regnamespace(${DATA_SCHEMA}) order by 1, 2`)
}

/** The planner's estimate knows no difference between never looked at and empty; this does. */
async function findEmpty(database: Database, tables: string[]): Promise<Set<string>> {
  if (tables.length === 0) return new Set()
  const looks = tables.map((table) => sql`select ${table}::text as name where not exists (select from ${sql.id(DATA_SCHEMA, table)})`)
  const rows = await database.query<{ name: string }>(sql`${sql.join(looks, sql` union all `)}`)
  return new Set(rows.map((row) => row.name))
}

function toColumn({ name, type, collation, not_null }: ColumnRow): TableColumn {
  return { name, type, ...(collation === null ? {} : { collation }), ...(not_null ? { notNull: true } : {}) }
}

function byTable<Row extends { table: string }>(rows: Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, (row) => row.table)
}
