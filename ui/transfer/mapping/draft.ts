import type { ImportColumn, ImportMapping } from '../../../engine/contract/import.ts'
import type { ModuleModel } from '../../../engine/contract/model.ts'

/** What a column of the file is mapped to; a second field of the same column is among {@link extraMappings}. */
export function mappingOfColumn(mapping: ImportMapping[], header: string): ImportMapping | undefined {
  return mapping.find((item) => item.column === header)
}

/** Fields that have no column to themselves: constants, templates, and what shares a column. */
export function extraMappings(mapping: ImportMapping[]): ImportMapping[] {
  return mapping.filter((item) => item.column === undefined || mappingOfColumn(mapping, item.column) !== item)
}

/** Maps a column to a field, which leaves where it was; null: the column is not imported. The order of the columns stays. */
export function assignColumn(mapping: ImportMapping[], header: string, next: ImportMapping | null): ImportMapping[] {
  const at = mapping.findIndex((item) => item.column === header)
  const kept = mapping.flatMap((item, index) => {
    if (index === at) return next ? [next] : []
    return item.field === next?.field ? [] : [item]
  })
  return at < 0 && next ? [...kept, next] : kept
}

/** Changes the mapping of one field; `undefined` in the patch takes a property away. */
export function changeField(mapping: ImportMapping[], field: string, patch: Partial<ImportMapping>): ImportMapping[] {
  return mapping.map((item) => (item.field === field ? withoutUndefined({ ...item, ...patch }) : item))
}

export function addField(mapping: ImportMapping[], next: ImportMapping): ImportMapping[] {
  return [...mapping.filter((item) => item.field !== next.field), next]
}

export function removeField(mapping: ImportMapping[], field: string): ImportMapping[] {
  return mapping.filter((item) => item.field !== field)
}

/** A mapping that was made for another file, as far as this one has its columns. */
export function mappingForColumns(mapping: ImportMapping[], columns: Pick<ImportColumn, 'header'>[]): ImportMapping[] {
  const headers = new Set(columns.map(({ header }) => header))
  const hasColumns = (template: string) => [...template.matchAll(/\{([^{}]+)\}/g)].every(([, header = '']) => headers.has(header))
  return mapping.filter((item) => (item.column === undefined || headers.has(item.column)) && (item.template === undefined || hasColumns(item.template)))
}

/** Fields that every record needs and that nothing fills: no column, no default, no value of their own. */
export function missingRequired(module: ModuleModel, mapping: ImportMapping[]): string[] {
  const filled = new Set(mapping.map(({ field }) => field.split('.')[0]))
  return module.fields
    .filter(
      (field) => field.required && field.default === undefined && !field.system && !field.readOnly && field.type !== 'auto_number' && !filled.has(field.key),
    )
    .map((field) => field.key)
}

/** A field that was added and has no value yet is not sent: a constant of nothing would empty it. */
export function readyMappings(mapping: ImportMapping[]): ImportMapping[] {
  return mapping.filter(
    (item) => item.column !== undefined || (item.constant !== undefined && item.constant !== null) || (item.template !== undefined && item.template !== ''),
  )
}

function withoutUndefined(mapping: ImportMapping): ImportMapping {
  return Object.fromEntries(Object.entries(mapping).filter(([, value]) => value !== undefined)) as unknown as ImportMapping
}
