import type { Problem, ProblemDocument } from '../../engine/contract/api.ts'

/** An answer that was no success, as the server described it; `status` is 0 when the server could not be reached. */
export class ProblemError extends Error {
  readonly document: ProblemDocument

  constructor(document: ProblemDocument) {
    super(document.detail ?? document.title)
    this.name = 'ProblemError'
    this.document = document
  }

  get code(): string {
    return this.document.code
  }

  get status(): number {
    return this.document.status
  }

  /** What the log of the server knows it by. */
  get id(): string | undefined {
    return this.document.id
  }

  get problems(): Problem[] {
    return this.document.problems ?? []
  }
}

/** Anything that was thrown, as a problem: for the places that show errors. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  const text = error instanceof Error ? error.message : String(error)
  return new ProblemError({ type: 'about:blank', title: text, status: 0, code: 'BROWSER' })
}
