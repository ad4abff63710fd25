import { oneColumn } from '../columns.ts'
import type { FieldType } from '../field-type.ts'
import { operandFrom } from '../operand.ts'
import type { SharedMembers } from '../shared-members.ts'
import { parseId, parseIdText } from './id-value.ts'

/** The members of every type that names one record by its id. What people see of it, its label, is joined by who reads records. */
export const referenceMembers: SharedMembers = {
  ...oneColumn({ type: 'uuid' }),
  parse: parseId,
  parseText: parseIdText,
  text: (value) => (typeof value === 'string' ? value : ''),
  operators: ['is', 'is_not', 'is_any', 'is_none', 'is_blank', 'is_not_blank'],
  operand: operandFrom(parseId),
  sortable: true,
  groupable: true,
  summable: false,
  family: 'reference',
  safeChanges: [],
}

export const PERSON_OPERATORS: FieldType['operators'] = [...referenceMembers.operators, 'is_me', 'is_my_team']
