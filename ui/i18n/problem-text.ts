import { i18n } from './i18n.ts'

/** A failure as the screens need to know it; ProblemError is one. */
export interface ProblemLike {
  /** HTTP status; 0 when the server could not be reached. */
  status: number
  message: string
  /** What the log of the server knows it by. */
  id?: string
  problems?: { message?: string }[]
}

/** What went wrong, in words: the server's own where it sent some. */
export function problemText(problem: ProblemLike): string {
  const { t } = i18n.global
  if (problem.status === 0) return t('kit.error.unreachable')
  if (problem.status === 404) return t('kit.error.notFound')
  const fields = (problem.problems ?? []).flatMap((item) => item.message ?? [])
  return fields.length > 0 ? fields.join(' ') : problem.message || t('kit.error.text')
}

/** Anything that was thrown as a problem; null for a request that was given up on purpose. */
export function asProblem(error: unknown): ProblemLike | null {
  if (error instanceof DOMException && error.name === 'AbortError') return null
  if (typeof error === 'object' && error !== null && 'status' in error && 'message' in error) return error as ProblemLike
  return { status: -1, message: error instanceof Error ? error.message : String(error) }
}
