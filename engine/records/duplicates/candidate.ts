import type { Values } from '../../contract/api.ts'
import type { DuplicateRule } from '../../contract/model.ts'

/** Values that a rule is asked about; `except`: the record that has them. */
export interface CandidateQuestion {
  rule: DuplicateRule
  values: Values
  except?: string
}

/** A record that is alike; `worst`: how much its least similar field is. */
export interface ScoredId {
  id: string
  score: number
  worst: number
}
