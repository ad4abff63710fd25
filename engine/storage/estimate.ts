import { sql, type RawBuilder } from 'kysely'
import type { Database } from './database.ts'
import { DATA_SCHEMA } from './sql-names.ts'

/** How many rows the planner believes a module's table to have, the recycle bin included; 0 for a table that does not exist. */
export async function estimateRows(database: Database, moduleKey: string): Promise<number> {
  const [row] = await database.query<{ rows: number; known: boolean }>(sql`
    select c.reltuples as rows, c.reltuples >= 0 and c.relpages > 0 as known
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${DATA_SCHEMA} and c.relname = ${moduleKey}`)
  if (!row) return 0
  return row.known ? Math.round(row.rows) : estimateQuery(database, sql`select from ${sql.id(DATA_SCHEMA, moduleKey)}`)
}

/** How many rows the planner believes a query to give, in about a millisecond, whatever its size. */
export async function estimateQuery(database: Database, query: RawBuilder<unknown>): Promise<number> {
  const [row] = await database.query<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(sql`explain (format json) ${query}`)
  return row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0
}
