import { sql } from 'kysely'
import type { Database } from './database.ts'
import { DATA_SCHEMA, tableOf } from './sql-names.ts'

/**
 * Makes a module's table ready for thousands of look-ups by search terms. Harmless at any time.
 * - The newest entries of the search index leave the list in which they wait to be merged: every look-up goes through it from end to end.
 * - Where the table has doubled since it was measured, it is measured again: of a table that was just filled, the planner
 *   believes that hardly a row is alive, and reads all of it for each look-up.
 */
export async function prepareLookUps(database: Database, moduleKey: string): Promise<void> {
  const [table] = await database.query<{ outgrown: boolean }>(sql`
    select pg_relation_size(t.oid) > 2 * t.relpages * current_setting('block_size')::bigint as outgrown,
      (select count(gin_clean_pending_list(i.indexrelid)) from pg_index i
       join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0] and a.attname = 'search_vector'
       where i.indrelid = t.oid and i.indisready and pg_has_role(t.relowner, 'usage')) as merged
    from pg_class t join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = ${DATA_SCHEMA} and t.relname = ${moduleKey}`)
  // One column is enough: it brings the number of rows, and how many are alive. Whoever measures it already does it for us.
  if (table?.outgrown) await database.query(sql`analyze (skip_locked) ${tableOf(moduleKey)} (deleted_at)`)
}
