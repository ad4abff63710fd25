import type { ImportColumn } from '../../contract/import.ts'
import type { Database } from '../../storage/database.ts'
import { addRows, removeRows } from '../../storage/imports.ts'
import { emptyFile } from '../errors.ts'
import { readTable } from '../read/read-table.ts'
import type { TableFormat, TableRow } from '../read/table-format.ts'
import { describeColumn } from './describe-column.ts'

const BATCH_ROWS = 2_000
const PREVIEW_ROWS = 20
const SAMPLES = 50

/** What reading a file brings to light. */
export interface StagedFile {
  columns: ImportColumn[]
  preview: string[][]
  rows: number
}

/**
 * Reads a file into app.import_row, so that later steps work on numbered rows and may go on after a crash.
 * Rows that an earlier reading left are replaced. Throws EMPTY_FILE, UNREADABLE_FILE, TOO_LARGE_FILE.
 */
export async function stageFile(database: Database, input: { id: string; path: string; format: TableFormat }): Promise<StagedFile> {
  await removeRows(database, input.id)
  const collector = collectColumns()
  let batch: TableRow[] = []
  let rows = 0
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await addRows(database, { id: input.id, rows: batch })
    batch = []
  }
  let headers: string[] | null = null
  for await (const row of readTable(input.path, input.format)) {
    if (!headers) {
      headers = row.cells
      continue
    }
    rows += 1
    batch.push(row)
    collector.add(row.cells)
    if (batch.length === BATCH_ROWS) await flush()
  }
  await flush()
  if (!headers || rows === 0) throw emptyFile()
  return { columns: collector.columns(headers), preview: collector.preview(), rows }
}

/** Samples are spread over the file: the first different texts of each column. */
function collectColumns(): { add(row: string[]): void; columns(headers: string[]): ImportColumn[]; preview(): string[][] } {
  const samples: Set<string>[] = []
  const blanks: number[] = []
  const preview: string[][] = []
  return {
    add(row) {
      if (preview.length < PREVIEW_ROWS) preview.push(row)
      row.forEach((cell, index) => {
        const seen = (samples[index] ??= new Set())
        if (cell === '') blanks[index] = (blanks[index] ?? 0) + 1
        else if (seen.size < SAMPLES) seen.add(cell.slice(0, 200))
      })
    },
    columns: (headers) => headers.map((header, index) => describeColumn({ index, header, samples: [...(samples[index] ?? [])], blank: blanks[index] ?? 0 })),
    preview: () => preview,
  }
}
