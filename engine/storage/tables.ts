import type { LinkModel, Model, ModuleModel } from '../contract/model.ts'
import type { FieldType } from '../fields/field-type.ts'
import type { Registry } from '../kernel/registry.ts'
import { columnsOf, isModulePair, type Column } from './columns.ts'
import { deriveIndexes } from './ddl/derive-indexes.ts'
import { descending, makeIndex } from './ddl/make-index.ts'
import type { OnDelete, TableCheck, TableColumn, TableForeignKey, TableSpec } from './ddl/table-spec.ts'
import { DATA_SCHEMA, linkTableName, quoteName, shortName } from './sql-names.ts'

export type { TableSpec } from './ddl/table-spec.ts'

/** Index-only plans live from the visibility map: vacuum must come early on tables of records. */
const SETTINGS: Record<string, string> = {
  autovacuum_vacuum_scale_factor: '0.02',
  autovacuum_vacuum_insert_scale_factor: '0.05',
  autovacuum_analyze_scale_factor: '0.02',
}

const SYSTEM_COLUMNS: TableColumn[] = [
  { name: 'id', type: 'uuid', notNull: true },
  { name: 'owner', type: 'uuid', notNull: true },
  { name: 'created_at', type: 'timestamp with time zone', notNull: true },
  { name: 'created_by', type: 'uuid' },
  { name: 'updated_at', type: 'timestamp with time zone', notNull: true },
  { name: 'updated_by', type: 'uuid' },
  { name: 'version', type: 'integer', notNull: true, default: '1' },
  { name: 'deleted_at', type: 'timestamp with time zone' },
  { name: 'search_vector', type: 'tsvector' },
]

const LINK_COLUMNS: TableColumn[] = [
  { name: 'id', type: 'uuid', notNull: true },
  { name: 'left_id', type: 'uuid', notNull: true },
  { name: 'right_id', type: 'uuid', notNull: true },
  { name: 'created_at', type: 'timestamp with time zone', notNull: true },
  { name: 'created_by', type: 'uuid' },
]

const ON_DELETE: Record<'clear' | 'restrict' | 'cascade', OnDelete> = { clear: 'set null', restrict: 'restrict', cascade: 'cascade' }

/** The tables that a model asks for: one for each module, one for each link. Pure; the same model gives the same tables. */
export function describeTables(model: Model, fieldTypes: Registry<FieldType>): TableSpec[] {
  const modules = Object.values(model.modules)
  return [
    ...modules.map((module) => describeModule(module, model, fieldTypes)),
    ...modules.flatMap((module) => module.links).map((link) => describeLink(link, model, fieldTypes)),
  ]
}

function describeModule(module: ModuleModel, model: Model, fieldTypes: Registry<FieldType>): TableSpec {
  const declared = module.fields.filter((field) => !field.system)
  const columns = declared.flatMap((field) => columnsOf(field, fieldTypes))
  const pairs = declared.filter((field) => isModulePair(columnsOf(field, fieldTypes)))
  return {
    name: module.key,
    columns: [...SYSTEM_COLUMNS, ...columns.map(fieldColumn)],
    primaryKey: ['id'],
    foreignKeys: [
      { name: keyName(module.key, 'owner'), column: 'owner', table: 'app.principal', onDelete: 'no action' },
      ...foreignKeys(module.key, columns, model),
    ],
    checks: pairs.map((field) => pairCheck(module.key, field.key)),
    indexes: deriveIndexes(module, model, fieldTypes),
    settings: SETTINGS,
  }
}

function describeLink(link: LinkModel, model: Model, fieldTypes: Registry<FieldType>): TableSpec {
  const name = linkTableName(link)
  const columns = link.fields.flatMap((field) => columnsOf(field, fieldTypes))
  return {
    name,
    columns: [...LINK_COLUMNS, ...columns.map(fieldColumn)],
    primaryKey: ['id'],
    foreignKeys: [
      { name: keyName(name, 'left_id'), column: 'left_id', table: `${DATA_SCHEMA}.${link.from}`, onDelete: 'cascade' },
      { name: keyName(name, 'right_id'), column: 'right_id', table: `${DATA_SCHEMA}.${link.to}`, onDelete: 'cascade' },
      ...foreignKeys(name, columns, model),
    ],
    checks: [],
    indexes: [
      makeIndex(name, { purpose: 'link', keys: ['left_id', 'right_id'], unique: true, where: [] }),
      makeIndex(name, { purpose: 'link', keys: ['right_id', descending('id')], include: ['left_id'], where: [] }),
    ],
    settings: SETTINGS,
  }
}

/** Every column of a field may be null in SQL: required is the application's rule, and adding a column stays instant. */
function fieldColumn({ name, type, collation }: Column): TableColumn {
  return collation === undefined ? { name, type } : { name, type, collation }
}

function foreignKeys(table: string, columns: Column[], model: Model): TableForeignKey[] {
  return columns.flatMap(({ name, references }): TableForeignKey[] => {
    if (!references) return []
    const key = { name: keyName(table, name), column: name }
    if ('table' in references) return [{ ...key, table: references.table, onDelete: 'no action' }]
    return model.modules[references.module] ? [{ ...key, table: `${DATA_SCHEMA}.${references.module}`, onDelete: ON_DELETE[references.onDelete] }] : []
  })
}

/** Who refers to one of several modules says which. Not the other way round: see modulesOfOldRows in plan.ts. */
function pairCheck(table: string, key: string): TableCheck {
  return { name: shortName(`${table}_${key}_pair`), expression: `${quoteName(key)} is null or ${quoteName(`${key}_module`)} is not null` }
}

function keyName(table: string, column: string): string {
  return shortName(`${table}_${column}_fkey`)
}
