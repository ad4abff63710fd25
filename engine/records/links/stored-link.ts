import { sql } from 'kysely'
import type { Values } from '../../contract/api.ts'
import { linkTableOf } from '../../storage/sql-names.ts'
import type { RecordContext } from '../record-context.ts'
import { valuesFromRow } from '../call/module-shape.ts'
import type { OpenLink } from './open-link.ts'

/** The attributes of a link that is there, its row locked; null where the records are not linked. */
export async function findStoredLink(ctx: RecordContext, { link, fields, left, right }: OpenLink): Promise<Values | null> {
  const columns = [sql.id('l', 'id'), ...fields.flatMap((field) => field.columns.map((column) => sql.id('l', column.name)))]
  const [row] = await ctx.database.query<Record<string, unknown>>(sql<Record<string, unknown>>`
    select ${sql.join(columns)} from ${linkTableOf(link)} l
    where l.left_id = ${left}::uuid and l.right_id = ${right}::uuid for update`)
  return row ? valuesFromRow(fields, row) : null
}
