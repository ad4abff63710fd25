import { rounded } from './measure/statistics.ts'

/** One line of the result. `ours` and `floor` are requests a second, or what the name of the case says in brackets. */
export interface BenchRow {
  case: string
  /** Opportunities in the database. */
  rows: number
  connections: number
  ours: number
  floor: number | null
  /** `ours` as a part of `floor`. */
  ratio: number | null
  /** What the ratio, or without a floor the value itself, is to reach; null where nothing was promised. */
  goal: number | null
  holds: boolean | null
}

/** A measured value against a goal of its own. `atMost`: smaller is better. */
export function rowOfValue(row: Pick<BenchRow, 'case' | 'rows' | 'connections' | 'ours'>, goal: { atLeast: number } | { atMost: number } | null): BenchRow {
  const bound = goal === null ? null : 'atMost' in goal ? goal.atMost : goal.atLeast
  const holds = goal === null ? null : 'atMost' in goal ? row.ours <= goal.atMost : row.ours >= goal.atLeast
  return { ...row, ours: rounded(row.ours), floor: null, ratio: null, goal: bound, holds }
}

/** The rows as a table for a terminal, what falls short named below, and how each case grows with the number of records. */
export function renderReport(rows: BenchRow[]): string {
  const cells = rows.map((row) => [row.case, row.rows, row.connections, row.ours, row.floor, row.ratio, row.goal, wordFor(row.holds)].map(text))
  const short = rows
    .filter(({ holds }) => holds === false)
    .map((row) => `  ${row.case}, ${row.rows} rows: ${text(row.ratio ?? row.ours)} instead of ${text(row.goal)}`)
  return [
    table(['case', 'rows', 'connections', 'ours', 'floor', 'ratio', 'goal', 'holds'], cells),
    short.length > 0 ? `Falls short:\n${short.join('\n')}` : 'Every goal holds.',
    growth(rows),
  ].join('\n\n')
}

/** Throughput at the largest size as a part of that at the smallest: 1 means that the size does not matter. */
function growth(rows: BenchRow[]): string {
  const compared = rows.filter((row) => row.floor !== null && row.connections > 1)
  const sizes = [...new Set(compared.map((row) => row.rows))].sort((a, b) => a - b)
  const cells = [...new Set(compared.map((row) => row.case))].map((name) => [
    name,
    ...sizes.map((size) => {
      const row = compared.find((each) => each.case === name && each.rows === size)
      return row ? `${text(row.ours)} : ${text(row.floor)}` : ''
    }),
  ])
  return sizes.length < 2 ? '' : `How it grows (ours : floor, requests a second)\n${table(['case', ...sizes.map(text)], cells)}`
}

function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, index) => Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)))
  return [head, ...rows]
    .map((row) => row.map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0))).join('  '))
    .join('\n')
}

function wordFor(holds: boolean | null): string {
  return holds === null ? '' : holds ? 'yes' : 'NO'
}

function text(value: string | number | null): string {
  return value === null ? '' : String(value)
}
