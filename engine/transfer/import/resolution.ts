import type { FieldValue } from '../../contract/api.ts'
import type { UnmatchedValue } from '../../contract/import.ts'

/** What a cell's text means for a field that refers to something: a value, a row of the same file, or a record that is made first. */
export type Resolution = { value: FieldValue } | { row: number } | { create: true }

/** The meaning of every different text of one mapped field, and the texts without one. */
export interface FieldResolutions {
  byText: Map<string, Resolution>
  /** Texts that mean several records. */
  ambiguous: Set<string>
  unmatched: UnmatchedValue[]
}
