import type { ProblemError } from '../../api/problem-error.ts'
import { problemText } from '../../i18n/problem-text.ts'

/** A new password, typed twice. */
export interface NewPassword {
  password: string
  again: string
}

/** What is wrong, by field; what belongs to none stands at `otherwise`. */
export function passwordErrors(problem: ProblemError, otherwise: string): Record<string, string> {
  const fields = problem.problems.flatMap((item) => (item.field ? [[item.field, item.message ?? item.code] as const] : []))
  return fields.length > 0 ? Object.fromEntries(fields) : { [otherwise]: problemText(problem) }
}
