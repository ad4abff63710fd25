import type { FieldValue, TaskState } from './api.ts'

/** One column of the uploaded file, and what the file says about it. */
export interface ImportColumn {
  index: number
  header: string
  samples: string[]
  blank: number
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
  /** References: make the record when none is found. */
  create?: boolean
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
  row: number
  outcome: 'create' | 'update' | 'skip' | 'error'
  id?: string
  problems: { field?: string; code: string; message: string; text?: string }[]
}

export interface ImportReport {
  total: number
  create: number
  update: number
  skip: number
  error: number
  unmatched: UnmatchedValue[]
  /** The first 200 rows that are not plainly created. */
  rows: ImportRowReport[]
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
  preview: string[][]
  mapping: ImportMapping[]
  options: ImportOptions
  progress: { done: number; total: number }
  report?: ImportReport
  changeSet?: string
  createdAt: string
}

/** A mapping kept under a name, offered again for files with the same headers. */
export interface SavedMapping { id: string; module: string; name: string; headers: string[]; mapping: ImportMapping[]; options: ImportOptions }
