import { sql } from 'kysely'
import type { Database } from '../../storage/database.ts'

/** Whether the database has pg_trgm: a given database may come without the right to add it, and then nothing is "similar". */
export async function hasTrigrams(database: Database): Promise<boolean> {
  const rows = await database.query(sql`select 1 as found from pg_extension where extname = 'pg_trgm'`)
  return rows.length > 0
}
