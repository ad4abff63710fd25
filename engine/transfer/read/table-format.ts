/** How a file is read as a table. Found out by {@link detectFormat}; the user may correct it. */
export interface TableFormat {
  type: 'csv' | 'xlsx'
  /** csv: a name that iconv-lite knows. */
  encoding?: string
  /** csv: one character. */
  delimiter?: string
  /** xlsx: the sheet that is read, and all there are. */
  sheet?: string
  sheets?: string[]
  headerRow: boolean
}

export const MAX_COLUMNS = 500
export const MAX_ROWS = 1_000_000

/** One row of a file. */
export interface TableRow {
  /** As a spreadsheet counts: the heading is usually row 1, and empty rows count though they are left out. */
  number: number
  cells: string[]
}
