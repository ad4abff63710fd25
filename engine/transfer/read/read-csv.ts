import { createReadStream } from 'node:fs'
import { CsvError, parse } from 'csv-parse'
import iconv from 'iconv-lite'
import type { Problem } from '../../contract/api.ts'
import { unreadableFile } from '../errors.ts'
import { cleanText } from './clean-text.ts'
import type { TableFormat, TableRow } from './table-format.ts'

/** The rows of a CSV file as texts, its heading included. Throws UNREADABLE_FILE, with the line, where quotes are broken. */
export async function* readCsv(path: string, format: TableFormat): AsyncGenerator<TableRow> {
  const parser = parse({
    delimiter: format.delimiter ?? ',',
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: 4_000_000,
  })
  const source = createReadStream(path)
  const text = source.pipe(iconv.decodeStream(format.encoding ?? 'utf-8'))
  source.on('error', (error) => parser.destroy(error))
  text.on('error', (error: Error) => parser.destroy(error))
  text.pipe(parser)
  try {
    let number = 0
    for await (const row of parser) {
      number += 1
      if (!isEmpty(row as string[])) yield { number, cells: (row as string[]).map((cell) => cleanText(cell)) }
    }
  } catch (error) {
    throw unreadableFile({ cause: error, problems: [problemOf(error)] })
  } finally {
    source.destroy()
  }
}

function isEmpty(row: string[]): boolean {
  return row.length === 0 || (row.length === 1 && row[0] === '')
}

/** The parser's own errors know their line. */
function problemOf(error: unknown): Problem {
  const isLine = error instanceof CsvError && typeof error.lines === 'number'
  return isLine ? { field: 'file', code: 'BROKEN_LINE', params: { line: Number(error.lines) } } : { field: 'file', code: 'UNREADABLE_FILE' }
}
