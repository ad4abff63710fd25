import type { RecordData } from './api.ts'

/** Records that are one by the rules of their module. */
export interface DuplicateGroup {
  /** Those of them that the reader may see; two at least. */
  records: RecordData[]
  /** How sure it is: 1 for the same, less for what is only similar. */
  score: number
  /** The rule of the module by which they were found. */
  rule: number
}
