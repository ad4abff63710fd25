import type { FieldValue } from '../contract/api.ts'
import type { ColumnSpec, FieldType, SqlValue } from './field-type.ts'

type ColumnMembers = Pick<FieldType, 'columns' | 'toColumns' | 'fromColumns'>

/** The order in which people sort text, the same for ORDER BY and for indexes: Chinese by pinyin. */
export const SORTED_TEXT: Omit<ColumnSpec, 'suffix'> = { type: 'text', collation: 'zh-x-icu' }

/** The members of a type whose API value stands as it is in one column. */
export function oneColumn(column: Omit<ColumnSpec, 'suffix'>): ColumnMembers {
  const specs: ColumnSpec[] = [{ suffix: '', ...column }]
  return {
    columns: () => specs,
    toColumns: (value) => [value as SqlValue],
    fromColumns: ([cell]) => (cell ?? null) as FieldValue,
  }
}

/** The same, for columns that pg gives as something else than the API value. */
export function convertedColumn(column: Omit<ColumnSpec, 'suffix'>, fromCell: (cell: unknown) => FieldValue): ColumnMembers {
  return { ...oneColumn(column), fromColumns: ([cell]) => (cell === null || cell === undefined ? null : fromCell(cell)) }
}
