import { i18n } from './i18n.ts'

/** A failure as the screens need to know it; ProblemError is one. */
export interface ProblemLike {
  /** HTTP status; 0 when the server could not be reached. */
  status: number
  message: string
  /** What the log of the server knows it by. */
  id?: string
  problems?: { field?: string; message?: string }[]
}

/** What went wrong, in words: the server's own where it sent some. */
export function problemText(problem: ProblemLike): string {
  const { t } = i18n.global
  if (problem.status === 0) return t('kit.error.unreachable')
  if (problem.status === 404) return t('kit.error.notFound')
  const fields = (problem.problems ?? []).flatMap((item) => item.message ?? [])
  return fields.length > 0 ? fields.join(' ') : problem.message || t('kit.error.text')
}

/** For a form that knows some fields: what is wrong at each, and in one text what belongs to none of them. */
export function problemByField(problem: ProblemLike, knows: (field: string) => boolean): { errors: Record<string, string>; failure: string } {
  const errors: Record<string, string> = {}
  const others: string[] = []
  for (const { field, message } of problem.problems ?? []) {
    if (message === undefined) continue
    if (field !== undefined && knows(field)) errors[field] = message
    else others.push(message)
  }
  const isSaid = Object.keys(errors).length + others.length > 0
  return { errors, failure: isSaid ? others.join(' ') : problemText(problem) }
}

/** Anything that was thrown as a problem; null for a request that was given up on purpose. */
export function asProblem(error: unknown): ProblemLike | null {
  if (error instanceof DOMException && error.name === 'AbortError') return null
  if (typeof error === 'object' && error !== null && 'status' in error && 'message' in error) return error as ProblemLike
  return { status: -1, message: error instanceof Error ? error.message : String(error) }
}
