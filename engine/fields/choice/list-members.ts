import type { FieldValue } from '../../contract/api.ts'
import { convertedColumn } from '../columns.ts'
import type { FieldType } from '../field-type.ts'

type ListMembers = Pick<FieldType, 'columns' | 'toColumns' | 'fromColumns' | 'operators' | 'sortable' | 'groupable' | 'summable' | 'family' | 'safeChanges'>

/** The members of every type that is a list of texts in one array column. An empty list is blank: null. */
export function listMembers(type: 'text[]' | 'uuid[]'): ListMembers {
  return {
    ...convertedColumn({ type }, (cell) => listOrNull(cell)),
    operators: ['has_any', 'has_all', 'has_none', 'is_blank', 'is_not_blank'],
    sortable: false,
    groupable: false,
    summable: false,
    family: 'choices',
    safeChanges: [],
  }
}

/** The texts of a list value. */
export function listOf(value: FieldValue): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function listOrNull(cell: unknown): FieldValue {
  return Array.isArray(cell) && cell.length > 0 ? cell.map(String) : null
}
