import { sql, type RawBuilder } from 'kysely'
import type { FieldValue, RecordData, Values } from '../../contract/api.ts'
import type { FieldModel } from '../../contract/model.ts'
import { columnsOf } from '../../storage/columns.ts'
import { columnOf } from '../../storage/sql-names.ts'
import type { Joins } from '../joins.ts'
import { labelColumn } from './label-column.ts'
import { typeOf, type QueryScope } from '../query-scope.ts'
import { resolvePath, type ResolvedField } from '../resolve-path.ts'
import { BASE, LINK, type LinkedWith } from '../row-source.ts'

type Row = Record<string, unknown>

/** What a row of a list holds; `can` is filled by records/, which knows the access. */
export interface DecodedRow extends Omit<RecordData, 'can'> {
  ownerId: string
}

export type Decoder = (row: Row) => DecodedRow

export interface Selection {
  columns: RawBuilder<unknown>[]
  decode: Decoder
}

/** The columns of the wanted fields and of their labels, and how a row becomes a record. Throws INVALID/UNKNOWN_FIELD. */
export function selectFields(scope: QueryScope, wanted: { module: string; paths: readonly string[]; joins: Joins }): Selection {
  const { module, joins } = wanted
  const columns: RawBuilder<unknown>[] = ['id', 'version', 'owner', 'deleted_at'].map((name) => columnOf(name, BASE))
  const readers = [...new Set(wanted.paths)].filter((path) => path !== 'id').map((path) => reader(scope, resolvePath(scope, module, path), { joins, columns }))

  return {
    columns,
    decode(row) {
      const values: Values = {}
      const labels: Record<string, string> = {}
      for (const { path, value, label } of readers) {
        const read = value(row)
        values[path] = read
        const text = read === null ? undefined : label?.(row, read)
        if (text) labels[path] = text
      }
      const deletedAt = row.deleted_at instanceof Date ? { deletedAt: row.deleted_at.toISOString() } : {}
      return { id: row.id as string, module, version: row.version as number, values, labels, ownerId: row.owner as string, ...deletedAt }
    },
  }
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
    decode: (row) => Object.fromEntries(fields.map(({ field, type, cells }) => [field.key, type.fromColumns(cells.map(({ as }) => row[as]), field)])),
  }
}

interface Reader {
  path: string
  value: (row: Row) => FieldValue
  label?: (row: Row, value: FieldValue) => string | undefined
}

/** Adds the columns of one field, and of its label, to the select. */
function reader(scope: QueryScope, resolved: ResolvedField, { joins, columns }: { joins: Joins; columns: RawBuilder<unknown>[] }): Reader {
  const alias = joins.aliasOf(resolved.hops)
  const names = resolved.columns.map((spec) => {
    const name = `c${columns.length}`
    columns.push(sql`${columnOf(resolved.field.key + spec.suffix, alias)} as ${sql.id(name)}`)
    return name
  })
  const { path, field, type } = resolved
  const value = (row: Row) => type.fromColumns(names.map((name) => row[name]), field)

  const referenceLabel = labelColumn(scope, resolved)
  if (referenceLabel) {
    const name = `c${columns.length}`
    columns.push(sql`${referenceLabel(joins)} as ${sql.id(name)}`)
    return { path, value, label: (row) => (row[name] as string | null) ?? undefined }
  }
  return { path, value, label: picklistLabel(scope, resolved) }
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
