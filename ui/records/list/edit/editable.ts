import type { RecordData } from '../../../../engine/contract/api.ts'
import type { ListColumn } from '../columns/list-column.ts'

const NEVER: ReadonlySet<string> = new Set(['auto_number', 'secret', 'image', 'file', 'files', 'rich_text', 'json'])

/** Whether a value can be edited where it stands in the list. Conditions that name other fields are the server's to judge. */
export function isEditable(row: RecordData, { key, field }: Pick<ListColumn, 'key' | 'field'>): boolean {
  if (row.can.update !== true || key.includes('.') || field.readOnly || NEVER.has(field.type)) return false
  if (field.system && field.key !== 'owner') return false
  const value = row.values[key]
  return !(field.writeOnce && value !== null && value !== undefined)
}

/** The next cell to the right that can be edited, on the following rows where there is none on this; backwards with -1. null at the ends. */
export function nextCell(
  rows: readonly RecordData[],
  columns: readonly Pick<ListColumn, 'key' | 'field'>[],
  from: { row: string; column: string; step: 1 | -1 },
): { row: string; column: string } | null {
  const count = columns.length
  const at = rows.findIndex((row) => row.id === from.row) * count + columns.findIndex((column) => column.key === from.column)
  for (let next = at + from.step; next >= 0 && next < rows.length * count && Math.abs(next - at) <= count * 2; next += from.step) {
    const [row, column] = [rows[Math.floor(next / count)], columns[next % count]]
    if (row && column && isEditable(row, column)) return { row: row.id, column: column.key }
  }
  return null
}
