import { sql, type RawBuilder } from 'kysely'
import type { ChangeAction } from '../../../contract/api.ts'
import type { SqlValue } from '../../../fields/field-type.ts'
import { tableOf } from '../../../storage/sql-names.ts'
import { changesSearchTerms, searchTermsOf } from '../../search-terms/search-terms-of.ts'
import type { BatchItem } from '../../hooks-batch.ts'
import type { ModuleCall } from '../../call/module-call.ts'
import { eventValues, insertEvents, loggedKeys, pickValues, type ChangeEvent } from './event-rows.ts'
import { keptStatement, type Param } from './kept-statement.ts'
import { cellsOf, type FieldShape } from '../../call/module-shape.ts'
import { cellValues, rowsFrom, type SourceColumn } from './rows-source.ts'

/** Inserts new records and their change events in one statement. It travels with what comes next: what refuses it is told at the end of the transaction. */
export async function insertRows(call: ModuleCall, items: BatchItem[]): Promise<void> {
  if (items.length === 0) return
  const { shape, module, ctx } = call
  const columns: SourceColumn[] = [
    { name: 'id', type: 'uuid', cells: items.map((item) => item.id) },
    ...shape.fields.flatMap((field) => fieldColumns(field, items)),
    searchColumn(call, items),
  ]
  const keys = loggedKeys(shape)
  const events = items.map((item): ChangeEvent => ({ record: item.id, action: 'create', before: null, after: pickValues(item.values, keys, 'drop') }))
  const make = (param: Param) => {
    const names = sql.join(columns.map((column) => sql.id(column.name)))
    return sql`
      with saved as (insert into ${tableOf(module.key)} (${names}) select ${names} from ${rowsFrom(columns, (index) => param(`cell${index}`))} s returning id)
      ${insertEvents(param)}`
  }

  const values = { ...cellValues(columns, 'cell'), ...eventValues(ctx, module.key, events) }
  await ctx.database.send(keptStatement(shape, 'insert', { make, values }))
}

/**
 * Updates records that still have the version that was read, and writes the events of those. One statement.
 * Gives the ids that were written; who is missing was changed by somebody else in between.
 */
export async function updateRows(call: ModuleCall, items: StoredItem[]): Promise<Set<string>> {
  return writeUpdate(call, items, { action: 'update', where: sql`t.deleted_at is null` })
}

/** Takes records into the recycle bin. */
export async function binRows(call: ModuleCall, items: StoredItem[]): Promise<Set<string>> {
  return writeUpdate(call, items, { action: 'delete', deletedAt: 'now', where: sql`t.deleted_at is null` })
}

/** Brings records back out of the recycle bin, with what has changed of their values meanwhile. */
export async function reviveRows(call: ModuleCall, items: StoredItem[]): Promise<Set<string>> {
  return writeUpdate(call, items, { action: 'restore', deletedAt: null, where: sql`t.deleted_at is not null` })
}

/** What an update needs of an item: a save's, a removal's or a restore's. */
export type StoredItem = BatchItem & { version: number }

interface UpdateKind {
  action: ChangeAction
  /** What becomes of deleted_at; it stays if absent. */
  deletedAt?: 'now' | null
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
  const keys = loggedKeys(call.shape)
  const events = items.map((item): ChangeEvent => {
    const changed = [...item.changed].filter((key) => keys.has(key))
    if (changed.length === 0) return { record: item.id, action: kind.action, before: null, after: null }
    return { record: item.id, action: kind.action, before: pickValues(item.before ?? {}, changed, 'keep'), after: pickValues(item.values, changed, 'keep') }
  })

  const key = `${kind.action} ${source.map(({ name }) => name).join()}`
  const values = { ...cellValues(source, 'cell'), ...eventValues(ctx, module.key, events) }
  const rows = await ctx.database.query<{ id: string }>(
    keptStatement(call.shape, key, { make: (param) => updateStatement(call, { source, kind, param }), values }),
  )
  return new Set(rows.map((row) => row.id))
}

function updateStatement({ module }: ModuleCall, { source, kind, param }: { source: SourceColumn[]; kind: UpdateKind; param: Param }): RawBuilder<unknown> {
  const deletedAt = kind.deletedAt === undefined ? [] : [kind.deletedAt === null ? sql`deleted_at = null` : sql`deleted_at = ${param('at')}::timestamptz`]
  const sets = [...deletedAt, ...source.slice(2).map(({ name }) => sql`${sql.id(name)} = s.${sql.id(name)}`)]
  return sql`
    with saved as (
      update ${tableOf(module.key)} t set version = t.version + 1, ${sql.join(sets)} from ${rowsFrom(source, (index) => param(`cell${index}`))} s
      where t.id = s.id and t.version = s.version and ${kind.where} returning t.id),
    logged as (${insertEvents(param, 'saved')})
    select id from saved`
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
