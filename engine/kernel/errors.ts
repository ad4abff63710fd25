import type { Candidate, Problem, RecordData } from '../contract/api.ts'

/** What an error carries to the edge besides its code. */
export interface ErrorDetails {
  problems?: Problem[]
  current?: RecordData
  differs?: string[]
  candidates?: Candidate[]
  params?: Record<string, unknown>
  cause?: unknown
}

/** An error with a stable code and an HTTP status; everything that is thrown on purpose is one. */
export class AppError extends Error {
  readonly code: string
  readonly status: number
  readonly details: ErrorDetails

  constructor(kind: { code: string; status: number; message: string }, details: ErrorDetails) {
    super(
      kind.message.replace(/\{(\w+)\}/g, (whole, name: string) => String(details.params?.[name] ?? whole)),
      { cause: details.cause },
    )
    this.name = kind.code
    this.code = kind.code
    this.status = kind.status
    this.details = details
  }
}

/** Declares one kind of error. `code` is SCREAMING_SNAKE and never used again; `{name}` in the message is filled from params. */
export function defineError(code: string, status: number, message: string): (details?: ErrorDetails) => AppError {
  return (details = {}) => new AppError({ code, status, message }, details)
}

/** 422: a list of problems, all of them together. */
export const invalid = defineError('INVALID', 422, 'Some values are not right.')
/** 403: the actor may see the thing, but not do this. */
export const forbidden = defineError('FORBIDDEN', 403, 'You may not do this.')
/** 404: not there, or not yours: the same answer. */
export const notFound = defineError('NOT_FOUND', 404, 'Not found.')
/** 409: somebody was faster, or it exists already. */
export const conflict = defineError('CONFLICT', 409, 'The record was changed in the meantime.')
export const duplicate = defineError('DUPLICATE', 409, 'A record like this exists already.')
export const versionRequired = defineError('VERSION_REQUIRED', 428, 'Send the version that you saw, as If-Match or version.')
export const unauthenticated = defineError('UNAUTHENTICATED', 401, 'Sign in first.')
export const unavailable = defineError('UNAVAILABLE', 503, 'The service cannot answer at the moment. Try again.')
