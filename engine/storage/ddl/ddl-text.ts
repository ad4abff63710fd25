import { DATA_SCHEMA, quoteName } from '../sql-names.ts'
import { comparableText } from './comparable.ts'
import type { IndexKey, TableCheck, TableColumn, TableForeignKey, TableIndex, TableSpec } from './table-spec.ts'

/** The quoted name of a table in the schema of module tables. */
export const tableText = (table: string): string => quoteName(DATA_SCHEMA, table)

/** Columns, key and checks; foreign keys and indexes come after all tables are there. */
export function createTableText(spec: TableSpec): string {
  const parts = [
    ...spec.columns.map(columnText),
    `primary key (${spec.primaryKey.map((column) => quoteName(column)).join(', ')})`,
    ...spec.checks.map((check) => `constraint ${quoteName(check.name)} check (${check.expression})`),
  ]
  const settings = settingsText(spec.settings)
  return `create table ${tableText(spec.name)} (\n  ${parts.join(',\n  ')}\n)${settings ? ` with (${settings})` : ''}`
}

/** One statement for all new columns of a table: its lock is taken once. */
export function addColumnsText(table: string, columns: TableColumn[]): string {
  return `alter table ${tableText(table)} ${columns.map((column) => `add column ${columnText(column)}`).join(', ')}`
}

export function dropColumnsText(table: string, columns: string[]): string {
  return `alter table ${tableText(table)} ${columns.map((column) => `drop column ${quoteName(column)}`).join(', ')}`
}

export function dropDefaultText(table: string, column: string): string {
  return `alter table ${tableText(table)} alter column ${quoteName(column)} drop default`
}

export function changeTypeText(table: string, { name, type, collation }: TableColumn): string {
  const collate = collation === undefined ? '' : ` collate ${quoteName(collation)}`
  return `alter table ${tableText(table)} alter column ${quoteName(name)} type ${type}${collate}`
}

/** `instead`: the constraint of the same name that goes in the same statement. `later`: existing rows are not looked at yet. */
export function addForeignKeyText(table: string, key: TableForeignKey, { instead = false, later = false }): string {
  const [schema = '', name = ''] = key.table.split('.')
  const drop = instead ? `drop constraint ${quoteName(key.name)}, ` : ''
  return (
    `alter table ${tableText(table)} ${drop}add constraint ${quoteName(key.name)} foreign key (${quoteName(key.column)})` +
    ` references ${quoteName(schema, name)} ("id") on delete ${key.onDelete}${later ? ' not valid' : ''}`
  )
}

export function addCheckText(table: string, check: TableCheck, later: boolean): string {
  return `alter table ${tableText(table)} add constraint ${quoteName(check.name)} check (${check.expression})${later ? ' not valid' : ''}`
}

export function dropConstraintText(table: string, name: string): string {
  return `alter table ${tableText(table)} drop constraint ${quoteName(name)}`
}

export function validateText(table: string, constraint: string): string {
  return `alter table ${tableText(table)} validate constraint ${quoteName(constraint)}`
}

export function setSettingsText(table: string, settings: Record<string, string>): string {
  return `alter table ${tableText(table)} set (${settingsText(settings)})`
}

export function createIndexText(table: string, index: TableIndex, concurrently: boolean): string {
  const include = index.include.length > 0 ? ` include (${index.include.map((column) => quoteName(column)).join(', ')})` : ''
  const where = index.where.map(({ column, isNull }) => `${quoteName(column)} is ${isNull ? '' : 'not '}null`)
  return (
    `create ${index.unique ? 'unique ' : ''}index ${concurrently ? 'concurrently ' : ''}${quoteName(index.name)}` +
    ` on ${tableText(table)} using ${index.method} (${index.keys.map(keyText).join(', ')})${include}` +
    (where.length > 0 ? ` where ${where.join(' and ')}` : '')
  )
}

export function dropIndexText(name: string, concurrently: boolean): string {
  return `drop index ${concurrently ? 'concurrently ' : ''}if exists ${tableText(name)}`
}

function columnText({ name, type, collation, notNull, default: value }: TableColumn): string {
  const collate = collation === undefined ? '' : ` collate ${quoteName(collation)}`
  return `${quoteName(name)} ${type}${collate}${value === undefined ? '' : ` default ${value}`}${notNull ? ' not null' : ''}`
}

function keyText({ column, descending, form, trigrams }: IndexKey): string {
  const key = form ? comparableText(quoteName(column), form) : quoteName(column)
  return `${key}${trigrams ? ' gin_trgm_ops' : ''}${descending ? ' desc' : ''}`
}

function settingsText(settings: Record<string, string>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ')
}
