import { rounded } from '../measure/statistics.ts'

/** One line of the result: what was measured, in which unit, and what it may be at most. */
export type UiRow = { case: string; goal: number; holds: boolean } & ({ ms: number } | { bytes: number } | { count: number })

export type Unit = 'ms' | 'bytes' | 'count'

/** A measured value against the most that it may be. */
export function uiRow(name: string, measured: { unit: Unit; value: number; goal: number }): UiRow {
  const { unit, value, goal } = measured
  return { case: name, [unit]: unit === 'ms' ? rounded(value) : value, goal, holds: value <= goal } as UiRow
}

/** The rows as lines for a terminal. */
export function renderRows(rows: UiRow[]): string {
  const width = Math.max(...rows.map((row) => row.case.length))
  return rows.map((row) => `${row.case.padEnd(width)}  ${valueOf(row).padStart(14)}  at most ${row.goal}  ${row.holds ? 'holds' : 'FALLS SHORT'}`).join('\n')
}

function valueOf(row: UiRow): string {
  if ('ms' in row) return `${row.ms} ms`
  return 'bytes' in row ? `${row.bytes} bytes` : String(row.count)
}
