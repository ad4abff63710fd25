import type { ImportColumn } from '../../contract/import.ts'
import type { ImportTarget } from './import-targets.ts'

/** The likeliest format of a column's cells: for dates a pattern (`DD-MM-YY`), for numbers `1,234.56` or `1.234,56`; else undefined. */
export function guessFormat(target: ImportTarget, column: ImportColumn): string | undefined {
  const { family } = target.type
  if (target.part !== null) return undefined
  if (family === 'date' || family === 'datetime') return column.dates?.[0]?.format
  return family === 'number' ? (column.numbers ?? '1,234.56') : undefined
}
