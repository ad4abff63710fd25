import { sql } from 'kysely'
import { tableOf } from '../../storage/sql-names.ts'
import type { ModuleCall } from '../call/module-call.ts'
import type { InverseReference } from './inverse-references.ts'

/** Ids of records whose reference field points to one of these records; live ones, or those in the recycle bin. */
export async function findReferring(call: ModuleCall, { module, field }: InverseReference, wanted: { ids: string[]; in: 'live' | 'bin' }): Promise<string[]> {
  const column = sql.id('t', field.key)
  const pointing = field.type === 'references' ? sql`${column} && ${wanted.ids}::uuid[]` : sql`${column} = any(${wanted.ids}::uuid[])`
  const place = wanted.in === 'live' ? sql`t.deleted_at is null` : sql`t.deleted_at is not null`
  const rows = await call.ctx.database.query<{ id: string }>(sql<{ id: string }>`
    select t.id from ${tableOf(module.key)} t where ${pointing} and ${place} order by t.id`)
  return rows.map((row) => row.id)
}
