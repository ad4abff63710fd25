import { sql } from 'kysely'
import type { FileValue } from '../contract/api.ts'
import { newId } from '../kernel/uuid.ts'
import type { Database } from './database.ts'

/** A file as it is stored. */
export interface FileRow extends FileValue {
  storageKey: string
  createdBy: string | null
  /** A record holds it, or held it. */
  attached: boolean
}

/** Writes down a file whose content is kept already. */
export async function createFile(
  database: Database,
  input: { name: string; size: number; type: string; hash: string; storageKey: string; createdBy: string | null },
): Promise<FileValue> {
  const id = newId()
  await database.query(sql`
    insert into app.file (id, name, size, type, hash, storage_key, created_at, created_by)
    values (${id}, ${input.name}, ${input.size}, ${input.type}, ${input.hash}, ${input.storageKey}, now(), ${input.createdBy})`)
  return { id, name: input.name, size: input.size, type: input.type }
}

/** A file by its id, or null. */
export async function findFile(database: Database, id: string): Promise<FileRow | null> {
  const rows = await database.query<Omit<FileRow, 'size'> & { size: string }>(sql`
    select id, name, size, type, storage_key as "storageKey", created_by as "createdBy", attached
    from app.file where id = ${id}`)
  return rows[0] ? { ...rows[0], size: Number(rows[0].size) } : null
}

/** Files by their ids, in no order; unknown ids are left out. */
export async function findFiles(database: Database, ids: string[]): Promise<FileValue[]> {
  const rows = await database.query<Omit<FileValue, 'size'> & { size: string }>(sql`select id, name, size, type from app.file where id = any(${ids}::uuid[])`)
  return rows.map((row) => ({ ...row, size: Number(row.size) }))
}
