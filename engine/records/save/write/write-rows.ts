import { sql, type RawBuilder } from 'kysely'
import type { ChangeAction } from '../../../contract/api.ts'
import type { SqlValue } from '../../../fields/field-type.ts'
import { tableOf } from '../../../storage/sql-names.ts'
import { changesSearchTerms, searchTermsOf } from '../../search-terms/search-terms-of.ts'
import type { BatchItem } from '../../hooks-batch.ts'
import type { ModuleCall } from '../../call/module-call.ts'
import { insertEvents, loggedKeys, pickValues, type ChangeEvent } from './event-rows.ts'
import { cellsOf, type FieldShape } from '../../call/module-shape.ts'
import { rowsSource, type SourceColumn } from './rows-source.ts'

/** Inserts new records and their change events in one statement. */
export async function insertRows(call: ModuleCall, items: BatchItem[]): Promise<void> {
  if (items.length === 0) return
  const { shape, module, ctx } = call
  const columns: SourceColumn[] = [
    { name: 'id', type: 'uuid', cells: items.map((item) => item.id) },
    ...shape.fields.flatMap((field) => fieldColumns(field, items)),
    searchColumn(call, items),
  ]
  const names = sql.join(columns.map((column) => sql.id(column.name)))
  const keys = loggedKeys(shape)
  const events = items.map((item): ChangeEvent => ({ record: item.id, action: 'create', before: null, after: pickValues(item.values, keys, 'drop') }))

  await ctx.database.query(sql`
    with saved as (insert into ${tableOf(module.key)} (${names}) select ${names} from ${rowsSource(columns)} s returning id)
    ${insertEvents(ctx, module.key, { events })}`)
}

/**
 * Updates records that still have the version that was read, and writes the events of those. One statement.
 * Gives the ids that were written; who is missing was changed by somebody else in between.
 */
export async function updateRows(call: ModuleCall, items: StoredItem[]): Promise<Set<string>> {
  return writeUpdate(call, items, { action: 'update', set: [], where: sql`t.deleted_at is null` })
}

/** Takes records into the recycle bin. */
export async function binRows(call: ModuleCall, items: StoredItem[]): Promise<Set<string>> {
  return writeUpdate(call, items, { action: 'delete', set: [sql`deleted_at = ${call.ctx.clock.now()}::timestamptz`], where: sql`t.deleted_at is null` })
}

/** Brings records back out of the recycle bin, with what has changed of their values meanwhile. */
export async function reviveRows(call: ModuleCall, items: StoredItem[]): Promise<Set<string>> {
  return writeUpdate(call, items, { action: 'restore', set: [sql`deleted_at = null`], where: sql`t.deleted_at is not null` })
}

/** What an update needs of an item: a save's, a removal's or a restore's. */
export type StoredItem = BatchItem & { version: number }

interface UpdateKind {
  action: ChangeAction
  set: RawBuilder<unknown>[]
  where: RawBuilder<unknown>
}

async function writeUpdate(call: ModuleCall, items: StoredItem[], kind: UpdateKind): Promise<Set<string>> {
  const written = new Set<string>()
  for (const group of bySecrets(call, items)) {
    for (const id of await writeGroup(call, group, kind)) written.add(id)
  }
  return written
}

/** A column that changes in one record of a statement is written in all; a secret cannot be read back, so it must not be written where it stays. */
function bySecrets({ shape }: ModuleCall, items: StoredItem[]): StoredItem[][] {
  const secrets = shape.fields.filter(({ field }) => field.type === 'secret').map(({ field }) => field.key)
  if (secrets.length === 0) return [items]
  return [...Map.groupBy(items, (item) => secrets.filter((key) => item.changed.has(key)).join()).values()]
}

async function writeGroup(call: ModuleCall, items: StoredItem[], kind: UpdateKind): Promise<Set<string>> {
  if (items.length === 0) return new Set()
  const { module, ctx } = call
  const source = updateSource(call, items)
  const sets = [...kind.set, ...source.slice(2).map(({ name }) => sql`${sql.id(name)} = s.${sql.id(name)}`)]
  const keys = loggedKeys(call.shape)
  const events = items.map((item): ChangeEvent => {
    const changed = [...item.changed].filter((key) => keys.has(key))
    if (changed.length === 0) return { record: item.id, action: kind.action, before: null, after: null }
    return { record: item.id, action: kind.action, before: pickValues(item.before ?? {}, changed, 'keep'), after: pickValues(item.values, changed, 'keep') }
  })

  const rows = await ctx.database.query<{ id: string }>(sql<{ id: string }>`
    with saved as (
      update ${tableOf(module.key)} t set version = t.version + 1, ${sql.join(sets)} from ${rowsSource(source)} s
      where t.id = s.id and t.version = s.version and ${kind.where} returning t.id),
    logged as (${insertEvents(ctx, module.key, { events, onlyIn: 'saved' })})
    select id from saved`)
  return new Set(rows.map((row) => row.id))
}

/** id, version, then a column for everything that changed in any of the records: the others get back what they had. */
function updateSource(call: ModuleCall, items: StoredItem[]): SourceColumn[] {
  const changed = new Set(items.flatMap((item) => [...item.changed]))
  for (const key of ['updated_at', 'updated_by']) changed.add(key)
  const fields = call.shape.fields.filter(({ field }) => changed.has(field.key))
  const isSearched = changesSearchTerms(call, changed)
  return [
    { name: 'id', type: 'uuid', cells: items.map((item) => item.id) },
    { name: 'version', type: 'integer', cells: items.map((item) => item.version) },
    ...fields.flatMap((field) => fieldColumns(field, items)),
    ...(isSearched ? [searchColumn(call, items)] : []),
  ]
}

function fieldColumns(shape: FieldShape, items: BatchItem[]): SourceColumn[] {
  const rows: SqlValue[][] = items.map((item) => cellsOf(shape, item.values))
  return shape.columns.map((column, index) => ({ ...column, cells: rows.map((cells) => cells[index] ?? null) }))
}

function searchColumn(call: ModuleCall, items: BatchItem[]): SourceColumn {
  return { name: 'search_vector', type: 'tsvector', cells: items.map((item) => searchTermsOf(call, item.values)) }
}
