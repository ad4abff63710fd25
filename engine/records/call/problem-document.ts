import type { ProblemDocument } from '../../contract/api.ts'
import type { Locale } from '../../contract/label.ts'
import type { AppError } from '../../kernel/errors.ts'
import { messageOf, problemsInWords } from '../../kernel/messages/problem-messages.ts'

/** An error as an RFC 9457 document, in words of a language: the answer of a request, or of one operation of a batch. */
export function problemDocument(error: AppError, locale: Locale): ProblemDocument {
  const { problems, current, differs, candidates } = error.details
  return {
    type: 'about:blank',
    title: messageOf(error.code, {}, locale) ?? error.message,
    status: error.status,
    code: error.code,
    ...(problems && { problems: problemsInWords(problems, locale) }),
    ...(current && { current }),
    ...(differs && { differs }),
    ...(candidates && { candidates }),
  }
}
