import { sql } from 'kysely'
import type { Database } from './database.ts'
import { DATA_SCHEMA } from './sql-names.ts'

/**
 * Takes the newest entries of a module's search index out of the list in which they wait to be merged. Every look-up goes
 * through that list from end to end: before thousands of look-ups it should be empty. Harmless at any time.
 */
export async function mergeSearchIndex(database: Database, moduleKey: string): Promise<void> {
  await database.query(sql`
    select gin_clean_pending_list(i.indexrelid) from pg_index i
    join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
    join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0] and a.attname = 'search_vector'
    where n.nspname = ${DATA_SCHEMA} and t.relname = ${moduleKey} and i.indisready and pg_has_role(t.relowner, 'usage')`)
}
