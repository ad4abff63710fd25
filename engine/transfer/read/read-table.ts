import { tooLargeFile } from '../errors.ts'
import { readCsv } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'
import { MAX_COLUMNS, MAX_ROWS, type TableFormat, type TableRow } from './table-format.ts'

/** The rows of a file under its heading, and the heading itself first. Without a heading the columns are named 1, 2, 3. */
export async function* readTable(path: string, format: TableFormat): AsyncGenerator<TableRow> {
  const rows = format.type === 'csv' ? readCsv(path, format) : readXlsx(path, format)
  let count = 0
  let width = 0
  for await (const { number, cells } of rows) {
    if (count === 0) {
      width = cells.length
      yield { number, cells: format.headerRow ? uniqueHeaders(cells) : cells.map((_cell, index) => String(index + 1)) }
    }
    if (count > 0 || !format.headerRow) yield { number, cells: Array.from({ length: width }, (_unused, index) => cells[index] ?? '') }
    count += 1
    if (width > MAX_COLUMNS || count > MAX_ROWS + 1) throw tooLargeFile({ params: { columns: MAX_COLUMNS, rows: MAX_ROWS } })
  }
}

/** Columns are spoken of by their headers: empty ones get a number, equal ones are told apart. */
function uniqueHeaders(row: string[]): string[] {
  const seen = new Map<string, number>()
  return row.map((cell, index) => {
    const name = cell === '' ? String(index + 1) : cell.slice(0, 200)
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}
