import type { Problem } from '../../contract/api.ts'
import type { ImportRowReport } from '../../contract/import.ts'
import type { Locale } from '../../contract/label.ts'
import { AppError } from '../../kernel/errors.ts'
import { messageOf } from '../../kernel/messages/problem-messages.ts'

/** The problems of a row in words, each with its field and the cell that caused it. */
export function problemsOf(source: AppError | { problems: (Problem & { text?: string })[] }, locale: Locale): ImportRowReport['problems'] {
  const problems = source instanceof AppError ? (source.details.problems ?? [{ code: source.code }]) : source.problems
  return problems.map((problem) => ({
    ...(problem.field !== undefined && { field: problem.field }),
    code: problem.code,
    message: problem.message ?? messageOf(problem.code, problem.params, locale) ?? problem.code,
    ...('text' in problem && typeof problem.text === 'string' && { text: problem.text }),
  }))
}
