import { sql, type RawBuilder } from 'kysely'
import type { Values } from '../../contract/api.ts'
import type { RecordAction } from '../../contract/model.ts'
import { isId } from '../../kernel/uuid.ts'
import { tableOf } from '../../storage/sql-names.ts'
import type { ModuleCall } from '../call/module-call.ts'
import { slot } from '../../query/slots.ts'
import { rowPredicate, runKept } from '../call/row-predicate.ts'
import { valuesFromRow, type ModuleShape } from '../call/module-shape.ts'

/** A record as it lies in its table, and what the actor may do with it. */
export interface StoredRecord {
  id: string
  version: number
  deleted: boolean
  values: Values
  mayRead: boolean
  /** Whether the action that was asked for is allowed on this row. */
  mayAct: boolean
}

interface Wanted {
  ids: string[]
  action: RecordAction
  /** Hold the rows until the transaction ends. */
  lock: boolean
}

interface Row extends Record<string, unknown> {
  id: string
  version: number
  deleted: boolean
  may_read: boolean
  may_act: boolean
}

/** Loads records for writing, in the bin or not; those that are not there are absent from the map. Rows are locked in the order of their ids. */
export async function loadStored(call: ModuleCall, wanted: Wanted): Promise<Map<string, StoredRecord>> {
  const ids = wanted.ids.filter(isId)
  if (ids.length === 0) return new Map()
  const module = call.shape.module.key
  const rows = await runKept(call, {
    kind: ['stored', module, wanted.lock],
    reach: [
      [module, 'read'],
      [module, wanted.action],
    ],
    make: () => storedStatement(call, wanted),
    values: { ids },
  })
  return new Map(rows.map((row) => [row.id, toStored(call.shape, row)]))
}

const IDS = sql`${slot((run) => run.ids)}::uuid[]`

function storedStatement(call: ModuleCall, { action, lock }: Pick<Wanted, 'action' | 'lock'>): RawBuilder<Row> {
  const { shape } = call
  const columns = shape.fields.flatMap((field) => field.columns.map((column) => sql.id('t', column.name)))
  return sql<Row>`
    select t.id, t.version, t.deleted_at is not null as deleted,
      ${rowPredicate(call, shape.module.key, { action: 'read', alias: 't' })} as may_read,
      ${rowPredicate(call, shape.module.key, { action, alias: 't' })} as may_act,
      ${sql.join(columns)}
    from ${tableOf(shape.module.key)} t
    where t.id = any(${IDS})
    order by t.id ${lock ? sql`for no key update of t` : sql``}`
}

function toStored(shape: ModuleShape, row: Row): StoredRecord {
  return {
    id: row.id,
    version: row.version,
    deleted: row.deleted,
    values: valuesFromRow(shape.fields, row),
    mayRead: row.may_read,
    mayAct: row.may_act,
  }
}
