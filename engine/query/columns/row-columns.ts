import { sql, type RawBuilder } from 'kysely'
import type { FieldValue, RecordData, Values } from '../../contract/api.ts'
import type { FieldModel, RecordAction } from '../../contract/model.ts'
import type { RowScope } from '../../contract/row-scope.ts'
import { columnsOf } from '../../storage/columns.ts'
import { columnOf } from '../../storage/sql-names.ts'
import type { Joins } from '../joins.ts'
import { labelColumn } from './label-column.ts'
import { typeOf, type QueryScope } from '../query-scope.ts'
import { resolvePath, type ResolvedField } from '../resolve-path.ts'
import { BASE, LINK, type LinkedWith } from '../row-source.ts'
import { andScope } from '../scope/row-predicate.ts'
import { grantsOf } from '../scope/scope-shape.ts'

type Row = Record<string, unknown>

/** What a row of a list holds; `can` is filled by records/, which knows the access. */
export interface DecodedRow extends Omit<RecordData, 'can'> {
  ownerId: string
  /** What the actor may do with the record, where its owner does not decide alone. */
  reached?: Partial<Record<RecordAction, boolean>>
}

/** The record as it is answered. Named one by one: to copy "the rest" of a row costs more than all else of it. */
export function asRecord({ id, module, version, values, labels, deletedAt, link }: DecodedRow, can: RecordData['can']): RecordData {
  const record: RecordData = { id, module, version, values, labels, can }
  if (deletedAt !== undefined) record.deletedAt = deletedAt
  if (link !== undefined) record.link = link
  return record
}

export type Decoder = (row: Row) => DecodedRow

export interface Selection {
  columns: RawBuilder<unknown>[]
  decode: Decoder
}

/** Which fields of a module's records are read; `deleted`: also when they were put into the recycle bin. */
export interface WantedFields {
  module: string
  paths: readonly string[]
  joins: Joins
  deleted?: boolean
}

/** The columns of the wanted fields and of their labels, and how a row becomes a record. Throws INVALID/UNKNOWN_FIELD. */
export function selectFields(scope: QueryScope, { module, paths, joins, deleted }: WantedFields): Selection {
  const columns = createColumns()
  const [id, version, owner] = ['id', 'version', 'owner'].map((name) => columns.of(BASE, name)) as [string, string, string]
  const reached = reachColumns(scope, module, columns)
  const deletedAt = deleted ? columns.of(BASE, 'deleted_at') : undefined
  const readers = [...new Set(paths)].filter((path) => path !== 'id').map((path) => reader(scope, resolvePath(scope, module, path), { joins, columns }))

  return {
    columns: columns.all,
    decode(row) {
      const values: Values = {}
      const labels: Record<string, string> = {}
      for (const { path, value, label } of readers) {
        const read = value(row)
        values[path] = read
        const text = read === null ? undefined : label?.(row, read)
        if (text) labels[path] = text
      }
      const record = { id: row[id] as string, module, version: row[version] as number, values, labels, ownerId: row[owner] as string, ...reached?.(row) }
      const at = deletedAt === undefined ? null : row[deletedAt]
      return at instanceof Date ? { ...record, deletedAt: at.toISOString() } : record
    },
  }
}

/** The columns of a select under names of their own; what is read twice is selected once. */
interface Columns {
  all: RawBuilder<unknown>[]
  /** The name of a table's column. */
  of(alias: string, column: string): string
  add(column: RawBuilder<unknown>): string
}

function createColumns(): Columns {
  const all: RawBuilder<unknown>[] = []
  const known = new Map<string, string>()
  const add = (column: RawBuilder<unknown>) => {
    const name = `c${all.length}`
    all.push(sql`${column} as ${sql.id(name)}`)
    return name
  }
  return {
    all,
    add,
    of(alias, column) {
      const key = `${alias}.${column}`
      const name = known.get(key) ?? add(columnOf(column, alias))
      known.set(key, name)
      return name
    },
  }
}

/** Actions on a record that is in sight. */
const ACTIONS: readonly RecordAction[] = ['update', 'delete', 'merge', 'convert']

/** Where not the owner alone decides, the statement says what the actor may do with each row: no second one has to ask. */
function reachColumns(scope: QueryScope, module: string, columns: Columns): ((row: Row) => Pick<DecodedRow, 'reached'>) | undefined {
  const names = new Map<RowScope, string>()
  const asked = ACTIONS.flatMap((action) => {
    const rows = scope.rights.rowScope(module, action)
    if (rows.kind !== 'parent' && grantsOf(rows).length === 0) return []
    // The same scope for two actions is one column.
    const name = names.get(rows) ?? columns.add(sql`(true${andScope(scope, { module, alias: BASE, action })})`)
    names.set(rows, name)
    return [[action, name] as const]
  })
  return asked.length === 0 ? undefined : (row) => ({ reached: Object.fromEntries(asked.map(([action, name]) => [action, row[name] === true])) })
}

/** The attributes of a link: its own columns, each a plain field without a label. */
export function selectLink(scope: QueryScope, { link }: LinkedWith): { columns: RawBuilder<unknown>[]; decode: (row: Row) => Values } {
  const fields = link.fields.map((field, index) => ({
    field,
    type: typeOf(scope, field),
    cells: columnsOf(field, scope.fieldTypes).map((column, at) => ({ name: column.name, as: `l${index}_${at}` })),
  }))
  return {
    columns: fields.flatMap(({ cells }) => cells.map(({ name, as }) => sql`${columnOf(name, LINK)} as ${sql.id(as)}`)),
    decode: (row) =>
      Object.fromEntries(
        fields.map(({ field, type, cells }) => [
          field.key,
          type.fromColumns(
            cells.map(({ as }) => row[as]),
            field,
          ),
        ]),
      ),
  }
}

interface Reader {
  path: string
  value: (row: Row) => FieldValue
  label?: (row: Row, value: FieldValue) => string | undefined
}

/** Adds the columns of one field, and of its label, to the select. */
function reader(scope: QueryScope, resolved: ResolvedField, { joins, columns }: { joins: Joins; columns: Columns }): Reader {
  const { path, field, type } = resolved
  const alias = joins.aliasOf(resolved.hops)
  const names = resolved.columns.map((spec) => (spec.derived ? '' : columns.of(alias, field.key + spec.suffix)))
  const value = (row: Row) =>
    type.fromColumns(
      names.map((name) => row[name]),
      field,
    )

  const referenceLabel = labelColumn(scope, resolved)
  if (!referenceLabel) return { path, value, label: picklistLabel(scope, resolved) }
  const name = columns.add(referenceLabel(joins))
  return { path, value, label: (row) => (row[name] as string | null) ?? undefined }
}

/** The texts of picklist values in the actor's language; a list of them joined by ', '. */
function picklistLabel(scope: QueryScope, { family, field }: ResolvedField): Reader['label'] {
  if ((family !== 'choice' && family !== 'choices') || !hasValues(field)) return undefined
  const texts = new Map(scope.fields.picklistValues(field).map((value) => [value.key, value.label[scope.fields.locale]]))
  return (_, value) => (Array.isArray(value) ? value.map((key) => texts.get(String(key)) ?? String(key)).join(', ') : (texts.get(String(value)) ?? undefined))
}

function hasValues(field: FieldModel): boolean {
  return field.values !== undefined || field.picklist !== undefined
}
