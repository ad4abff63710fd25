import { sql } from 'kysely'
import { tableOf } from '../../storage/sql-names.ts'
import type { RecordContext } from '../record-context.ts'

/** The field by which metadata names a record. */
export const CODE = 'code'

/** Ids of live records by their code. */
export async function idsByCode({ database }: RecordContext, module: string): Promise<Map<string, string>> {
  const rows = await database.query<{ id: string; code: string }>(sql<{ id: string; code: string }>`
    select t.id, t.${sql.id(CODE)} as code from ${tableOf(module)} t where t.deleted_at is null and t.${sql.id(CODE)} is not null`)
  return new Map(rows.map((row) => [row.code, row.id]))
}

/** Codes of all records that there ever were: what somebody removed, even for ever, is not made again. */
export async function knownCodes({ database }: RecordContext, module: string): Promise<Set<string>> {
  const rows = await database.query<{ code: string }>(sql<{ code: string }>`
    select t.${sql.id(CODE)} as code from ${tableOf(module)} t where t.${sql.id(CODE)} is not null
    union
    select e.after ->> ${CODE} from app.change_event e where e.module = ${module} and e.action = 'create' and e.after ? ${CODE}`)
  return new Set(rows.map((row) => row.code))
}
