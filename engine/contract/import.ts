import type { FieldValue, TaskInfo, TaskState } from './api.ts'
import type { Label } from './label.ts'

/** One column of the uploaded file, and what the file says about it. */
export interface ImportColumn {
  index: number
  header: string
  samples: string[]
  blank: number
  /** Formats by which all samples can be read as dates, the likeliest first, and the day that the first sample is by each. */
  dates?: { format: string; reads: string }[]
  /** The samples are numbers, written in this way. */
  numbers?: NumberFormat
}

export type NumberFormat = '1,234.56' | '1.234,56'

/** Something that a column may be mapped to: a field, or one part of it (`billing_address.city`). */
export interface ImportTargetInfo {
  path: string
  field: string
  part?: string
  label: Label
}

/** What becomes of one field of a new record. */
export interface ImportMapping {
  field: string
  /** Header of the column; absent when `template` or `constant` is used. */
  column?: string
  /** Text with `{header}` parts, for example `{product} - {account}`. */
  template?: string
  constant?: FieldValue
  /** What an empty cell becomes. */
  whenBlank?: FieldValue
  /** Formats: `DD-MM-YY` for dates, `1,234.56` or `1.234,56` for numbers. */
  format?: string
  /** Cell text -> picklist key or record id, for what could not be matched by itself. `null`: leave blank. */
  valueMap?: Record<string, string | null>
  /** References: make the record when none is found, for every text or only for these. */
  create?: boolean | string[]
  /** reference to several modules: where to look. */
  module?: string
}

export interface ImportOptions {
  duplicates: 'skip' | 'update' | 'create'
  /** Fields that say which existing record a row means; absent: the module's duplicate rules. */
  matchBy?: string[]
}

/** A cell text that could not be matched, with the near matches. */
export interface UnmatchedValue {
  field: string
  text: string
  rows: number
  suggestions: { value: string; label: string; score: number }[]
}

export interface ImportRowReport {
  /** In the file, as a spreadsheet counts: the heading is row 1. */
  row: number
  outcome: 'create' | 'update' | 'skip' | 'error'
  id?: string
  problems: { field?: string; code: string; message: string; text?: string }[]
}

/** A row of the file and what became of it in a run. */
export interface ImportRow {
  /** In the file, as a spreadsheet counts: the heading is row 1. */
  row: number
  cells: string[]
  problems: ImportRowReport['problems']
}

export interface ImportReport {
  total: number
  create: number
  update: number
  skip: number
  error: number
  /** At most 200 of a field, those that most rows have. */
  unmatched: UnmatchedValue[]
  /** What the mapping asks to be made before the rows. */
  missing: MissingRecords[]
  /** What is wrong, counted over all rows; at most 50 kinds, the most frequent first. */
  problems: ProblemCount[]
  /** The first 100 rows of each outcome but `create`. */
  rows: ImportRowReport[]
}

/** Records that a field refers to and that are made by the import, with the first names. */
export interface MissingRecords {
  field: string
  module: string
  records: number
  names: string[]
}

export interface ProblemCount {
  field?: string
  code: string
  message: string
  rows: number
}

export type ImportState = 'mapping' | 'checking' | 'checked' | TaskState | 'undone'

export interface ImportInfo {
  id: string
  module: string
  fileName: string
  state: ImportState
  format: { type: 'csv' | 'xlsx'; encoding?: string; delimiter?: string; sheet?: string; sheets?: string[]; headerRow: boolean }
  rows: number
  columns: ImportColumn[]
  /** What the actor may fill, in the order of the module's fields. */
  targets: ImportTargetInfo[]
  preview: string[][]
  mapping: ImportMapping[]
  options: ImportOptions
  progress: { done: number; total: number }
  /** The last long work of this import: its check, run or undo. */
  task?: Pick<TaskInfo, 'id' | 'kind' | 'state' | 'error' | 'result'>
  /** What became of the rows; `waiting` ones have not been written. Absent until the first run has ended, and while another goes on. */
  counts?: ImportCounts
  report?: ImportReport
  changeSet?: string
  createdAt: string
}

export type ImportCounts = Record<ImportRowReport['outcome'] | 'waiting', number>

/** A mapping kept under a name, offered again for files with the same headers. */
export interface SavedMapping {
  id: string
  module: string
  name: string
  headers: string[]
  mapping: ImportMapping[]
  options: ImportOptions
}
