import type { ImportColumn, ImportMapping, ImportTargetInfo } from '../../../engine/contract/import.ts'
import type { FieldModel } from '../../../engine/contract/model.ts'

/** What matters of a field when its values come from texts. */
export type FieldKind = 'date' | 'number' | 'choice' | 'reference' | 'text'

const KINDS: Record<string, FieldKind> = {
  date: 'date',
  datetime: 'date',
  integer: 'number',
  decimal: 'number',
  percent: 'number',
  money: 'number',
  rating: 'number',
  picklist: 'choice',
  multi_picklist: 'choice',
  reference: 'reference',
  references: 'reference',
  user: 'reference',
  owner: 'reference',
}

/** Parts of a field (street, city) are texts. */
export function kindOf(field: FieldModel | undefined, target?: Pick<ImportTargetInfo, 'part'>): FieldKind {
  if (!field || target?.part !== undefined) return 'text'
  return KINDS[field.type] ?? 'text'
}

/** How a column is read for a field, as far as the column tells. */
export function firstReading(field: FieldModel | undefined, target: ImportTargetInfo, column: ImportColumn): Pick<ImportMapping, 'format'> {
  const kind = kindOf(field, target)
  const format = kind === 'date' ? column.dates?.[0]?.format : kind === 'number' ? (column.numbers ?? '1,234.56') : undefined
  return format === undefined ? {} : { format }
}
