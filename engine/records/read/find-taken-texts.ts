import { sql } from 'kysely'
import type { Context } from '../../storage/context.ts'
import { tableOf } from '../../storage/sql-names.ts'

/**
 * Values of a text field that begin with one of these, in lower case, of all records and of those in the recycle bin: what is
 * to be unique must not clash with any of them. For rules of the platform, not for showing: it asks for no right.
 */
export async function findTakenTexts(
  ctx: Context,
  { module, field, beginnings }: { module: string; field: string; beginnings: string[] },
): Promise<Set<string>> {
  const patterns = beginnings.map((text) => `${text.replace(/[\\%_]/g, '\\$&')}%`)
  const column = sql.id('t', field)
  const rows = await ctx.database.query<{ text: string }>(sql<{ text: string }>`
    select distinct lower(${column}) as text from ${tableOf(module)} t where ${column} ilike any(${patterns}::text[])`)
  return new Set(rows.map((row) => row.text))
}
