import { AppError } from '../kernel/errors.ts'
import { databaseLost, databaseSlow, databaseUnreachable } from './errors.ts'
import { addressOf } from './connection/config.ts'

const RETRYABLE = new Set(['40001', '40P01'])
/** Cancelled by a time limit, while it worked or while it waited for a lock. */
const TOO_LONG = new Set(['57014', '55P03'])
const LOST = /^(08|57P0|53300)/
const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT', 'EACCES'])
const DRIVER = /terminat|timeout exceeded when trying to connect|connection error|not queryable|after calling end|Connection ended/i

/** The SQLSTATE or socket code of an error of the driver; '' where it has none. */
export function sqlState(error: unknown): string {
  if (error instanceof AppError) return sqlState(error.details.cause)
  const code = (error as { code?: unknown } | null | undefined)?.code
  return typeof code === 'string' ? code : ''
}

/** The constraint that a statement broke (23505 and the like), for records to say which field. */
export function brokenConstraint(error: unknown): { code: string; constraint: string; table: string } | null {
  const { code, constraint, table } = error as { code?: string; constraint?: string; table?: string }
  return code?.startsWith('23') ? { code, constraint: constraint ?? '', table: table ?? '' } : null
}

/** A serialisation failure or a deadlock: the same transaction may well succeed when tried again. */
export function isRetryable(error: unknown): boolean {
  return RETRYABLE.has(sqlState(error))
}

/** The connection is of no more use. */
export function isConnectionLost(error: unknown): boolean {
  const code = sqlState(error)
  if (code) return LOST.test(code) || SOCKET.has(code)
  return error instanceof Error && !(error instanceof AppError) && DRIVER.test(error.message)
}

/** Lost connections and statements that ran into a time limit become 503; everything else stays the driver's error, with its SQLSTATE. */
export function asDatabaseError(error: unknown): unknown {
  if (error instanceof AppError) return error
  if (isConnectionLost(error)) return databaseLost({ cause: error })
  return TOO_LONG.has(sqlState(error)) ? databaseSlow({ cause: error }) : error
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there; is PostgreSQL running?',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the host name cannot be resolved',
  ETIMEDOUT: 'no answer in time',
  '28P01': 'the password is wrong',
  '28000': 'the server refuses this user',
  '3D000': 'there is no database of this name; create it first',
  '53300': 'it has no connection left for us',
  '57P03': 'it is still starting up or shutting down',
}

/** The one clear sentence for a database that cannot be used at start. */
export function asUnreachable(error: unknown, url: string): AppError {
  if (error instanceof AppError && error.code === 'DATABASE_UNREACHABLE') return error
  const cause = error instanceof AppError ? error.details.cause : error
  const reason = REASONS[sqlState(cause)] ?? (cause instanceof Error && cause.message ? cause.message : 'unknown reason')
  return databaseUnreachable({ params: { address: addressOf(url), reason: reason.replace(/[.?]$/, '') }, cause })
}
