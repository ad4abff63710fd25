import { type RawBuilder, sql } from 'kysely'
import type { FieldValue } from '../contract/api.ts'
import type { ImportColumn, ImportInfo, ImportMapping, ImportOptions, ImportReport, ImportRowReport, ImportState, SavedMapping } from '../contract/import.ts'
import { newId } from '../kernel/uuid.ts'
import type { Database } from './database.ts'

/** An import as it is stored. */
export interface StoredImport extends Omit<ImportInfo, 'targets' | 'progress' | 'task' | 'counts' | 'report' | 'changeSet'> {
  actor: string
  storageKey: string
  report: ImportReport | null
  task: string | null
  changeSet: string | null
}

/** One row of the file and what became of it. */
export interface StoredRow {
  /** Of the row in its file, as a spreadsheet counts. */
  number: number
  cells: string[]
  state: RowState
  record: string | null
  problems: ImportRowReport['problems'] | null
}

export type RowState = 'waiting' | 'create' | 'update' | 'skip' | 'error'

const COLUMNS = sql`id, module, actor, file_name as "fileName", storage_key as "storageKey", state, format, columns, row_count as rows, preview, mapping, options, report, task, change_set as "changeSet", created_at`

/** Writes down a new import. */
export async function createImport(database: Database, input: Omit<StoredImport, 'report' | 'task' | 'changeSet' | 'createdAt' | 'state'>): Promise<void> {
  await database.query(sql`
    insert into app.import (id, module, actor, file_name, storage_key, state, format, columns, row_count, preview, mapping, options, created_at)
    values (${input.id}, ${input.module}, ${input.actor}, ${input.fileName}, ${input.storageKey}, 'mapping', ${json(input.format)}, ${json(input.columns)}, ${input.rows}, ${json(input.preview)}, ${json(input.mapping)}, ${json(input.options)}, now())`)
}

/** An import of a user, or null. */
export async function findImport(database: Database, input: { id: string; actor: string }): Promise<StoredImport | null> {
  const rows = await database.query<StoredImport & { created_at: Date }>(
    sql`select ${COLUMNS} from app.import where id = ${input.id} and actor = ${input.actor}`,
  )
  const row = rows[0]
  return row ? { ...row, createdAt: row.created_at.toISOString() } : null
}

/** The imports of a user, newest first. */
export async function listImports(database: Database, actor: string): Promise<StoredImport[]> {
  const rows = await database.query<StoredImport & { created_at: Date }>(
    sql`select ${COLUMNS} from app.import where actor = ${actor} order by created_at desc limit 100`,
  )
  return rows.map((row) => ({ ...row, createdAt: row.created_at.toISOString() }))
}

/** What may change of an import; what is absent stays. */
export interface ImportPatch {
  state?: ImportState
  format?: ImportInfo['format']
  columns?: ImportColumn[]
  rows?: number
  preview?: string[][]
  mapping?: ImportMapping[]
  options?: ImportOptions
  report?: ImportReport | null
  task?: string | null
  changeSet?: string | null
}

/** How each part of an import is written. */
const WRITERS: { [K in keyof Required<ImportPatch>]: (value: ImportPatch[K]) => RawBuilder<unknown> } = {
  state: (value) => sql`state = ${value}`,
  format: (value) => sql`format = ${json(value ?? null)}`,
  columns: (value) => sql`columns = ${json(value ?? null)}`,
  rows: (value) => sql`row_count = ${value}`,
  preview: (value) => sql`preview = ${json(value ?? null)}`,
  mapping: (value) => sql`mapping = ${json(value ?? null)}`,
  options: (value) => sql`options = ${json(value ?? null)}`,
  report: (value) => sql`report = ${json(value ?? null)}`,
  task: (value) => sql`task = ${value}`,
  changeSet: (value) => sql`change_set = ${value}`,
}

/** Changes an import. With `from`, only while it is in one of these states; says whether it was. */
export async function updateImport(database: Database, id: string, { from, ...patch }: ImportPatch & { from?: ImportState[] }): Promise<boolean> {
  const sets = writtenParts(patch)
  if (sets.length === 0) return true
  const rows = await database.query<{ id: string }>(sql`
    update app.import set ${sql.join(sets)} where id = ${id} and (${from ?? null}::text[] is null or state = any(${from ?? null}::text[])) returning id`)
  return rows.length > 0
}

function writtenParts(patch: ImportPatch): RawBuilder<unknown>[] {
  const write = <K extends keyof ImportPatch>(key: K): RawBuilder<unknown>[] => (patch[key] === undefined ? [] : [WRITERS[key](patch[key])])
  return (Object.keys(WRITERS) as (keyof ImportPatch)[]).flatMap((key) => write(key))
}

/** Adds rows of the file, each with its number there. */
export async function addRows(database: Database, input: { id: string; rows: { number: number; cells: string[] }[] }): Promise<void> {
  const numbers = input.rows.map(({ number }) => number)
  const cells = input.rows.map((row) => JSON.stringify(row.cells))
  await database.query(sql`
    insert into app.import_row (import, number, cells)
    select ${input.id}::uuid, number, cells::jsonb from unnest(${numbers}::int[], ${cells}::text[]) as t(number, cells)`)
}

/** Forgets the rows of an import, as before its file is read in another way. */
export async function removeRows(database: Database, id: string): Promise<void> {
  await database.query(sql`delete from app.import_row where import = ${id}`)
}

/** Rows after a number, in the order of the file; with `state`, only those in it. */
export async function loadRows(database: Database, input: { id: string; after: number; limit: number; state?: RowState }): Promise<StoredRow[]> {
  return database.query<StoredRow>(sql`
    select number, cells, state, record, problems from app.import_row
    where import = ${input.id} and number > ${input.after} and (${input.state ?? null}::text is null or state = ${input.state ?? null})
    order by number limit ${input.limit}`)
}

/** The different texts of a column and how many rows have each; blank ones are left out. */
export async function distinctTexts(database: Database, input: { id: string; column: number; limit: number }): Promise<{ text: string; rows: number }[]> {
  return database.query(sql`
    select text, rows::int from (
      select cells->>${sql.lit(input.column)} as text, count(*) as rows from app.import_row where import = ${input.id} group by 1
    ) t where text <> '' order by rows desc, text limit ${input.limit}`)
}

/** Writes what became of rows, and the records they belong to. */
export async function markRows(
  database: Database,
  id: string,
  marks: { number: number; state: RowState; record: string | null; problems: ImportRowReport['problems'] | null }[],
): Promise<void> {
  await database.query(sql`
    update app.import_row r set state = t.state, record = t.record, problems = t.problems::jsonb
    from unnest(${marks.map((mark) => mark.number)}::int[], ${marks.map((mark) => mark.state)}::text[], ${marks.map((mark) => mark.record)}::uuid[], ${marks.map((mark) => (mark.problems ? JSON.stringify(mark.problems) : null))}::text[]) as t(number, state, record, problems)
    where r.import = ${id} and r.number = t.number`)
}

/** How many rows came to what. */
export async function countRows(database: Database, id: string): Promise<Record<RowState, number>> {
  const rows = await database.query<{ state: RowState; count: string }>(sql`select state, count(*) from app.import_row where import = ${id} group by state`)
  const counts: Record<RowState, number> = { waiting: 0, create: 0, update: 0, skip: 0, error: 0 }
  for (const { state, count } of rows) counts[state] = Number(count)
  return counts
}

/** The mappings that a user kept for a module. */
export async function listSavedMappings(database: Database, input: { actor: string; module: string }): Promise<SavedMapping[]> {
  return database.query<SavedMapping>(
    sql`select id, module, name, headers, mapping, options from app.saved_mapping where actor = ${input.actor} and module = ${input.module} order by name`,
  )
}

/** Keeps a mapping under a name; one of the same name is replaced. */
export async function saveMapping(database: Database, input: Omit<SavedMapping, 'id'> & { actor: string }): Promise<void> {
  await database.query(sql`
    insert into app.saved_mapping (id, module, name, actor, headers, mapping, options)
    values (${newId()}, ${input.module}, ${input.name}, ${input.actor}, ${json(input.headers)}, ${json(input.mapping)}, ${json(input.options)})
    on conflict (actor, module, name) do update set headers = excluded.headers, mapping = excluded.mapping, options = excluded.options`)
}

/** Forgets a mapping of a user; says whether there was one. */
export async function removeMapping(database: Database, input: { id: string; actor: string }): Promise<boolean> {
  const rows = await database.query<{ id: string }>(sql`delete from app.saved_mapping where id = ${input.id} and actor = ${input.actor} returning id`)
  return rows.length > 0
}

function json(value: FieldValue | object) {
  return sql`${JSON.stringify(value)}::jsonb`
}
