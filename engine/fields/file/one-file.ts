import { oneColumn } from '../columns.ts'
import { operandFrom } from '../operand.ts'
import type { SharedMembers } from '../shared-members.ts'
import { parseFile } from './file-value.ts'

/** The members of every type that is one stored file. */
export const oneFile: SharedMembers = {
  ...oneColumn({ type: 'uuid', references: { table: 'app.file' } }),
  parse: parseFile,
  text: (value) => (typeof value === 'string' ? value : ''),
  operators: ['is_blank', 'is_not_blank'],
  operand: operandFrom(parseFile),
  sortable: false,
  groupable: false,
  summable: false,
  family: 'none',
  safeChanges: [],
}
