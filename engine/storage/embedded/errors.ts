import type { AppError } from '../../kernel/errors.ts'
import { defineError } from '../../kernel/errors.ts'

const GIVE_A_DATABASE = 'set DATABASE_URL to a PostgreSQL 15 or later'

export const noPlatformBinaries = defineError('DATABASE_PLATFORM', 503, `There is no embedded PostgreSQL for {platform}: ${GIVE_A_DATABASE}.`)
export const binariesMissing = defineError(
  'DATABASE_BINARIES_MISSING',
  503,
  `The embedded PostgreSQL is not installed: run npm ci again, or ${GIVE_A_DATABASE}.`,
)
export const binariesBroken = defineError('DATABASE_BINARIES_BROKEN', 503, `The embedded PostgreSQL cannot run on this system ({reason}): ${GIVE_A_DATABASE}.`)
export const otherMajor = defineError(
  'DATABASE_OTHER_MAJOR',
  503,
  'The data in {folder} belongs to PostgreSQL {found}, this release brings PostgreSQL {brought}: start the release of Mortise that wrote it, or set DATABASE_URL or MORTISE_DATA_DIR.',
)
export const diskFull = defineError('DATABASE_DISK_FULL', 503, 'The disk that holds {folder} is full: free some space and start again; nothing was lost.')
export const noRight = defineError(
  'DATABASE_NO_RIGHT',
  503,
  'The user {user} may not write to {folder}: change its owner, or set MORTISE_DATA_DIR to a folder of your own.',
)
export const notAFolder = defineError('DATABASE_NOT_A_FOLDER', 503, '{folder} is not a folder: set MORTISE_DATA_DIR to one.')
export const noMemory = defineError(
  'DATABASE_NO_MEMORY',
  503,
  `The system has not enough memory for the embedded PostgreSQL: free some, or ${GIVE_A_DATABASE}.`,
)
export const damaged = defineError('DATABASE_DAMAGED', 503, 'The database in {folder} is damaged ({reason}): restore a backup; the log is in {logFile}.')
export const didNotStart = defineError('DATABASE_NOT_STARTED', 503, 'The embedded PostgreSQL did not start ({reason}): the log is in {logFile}.')
export const isBusy = defineError(
  'DATABASE_BUSY',
  503,
  'Process {pid} has been starting or stopping the database in {folder} for too long: end it and start again.',
)

/** What is known when PostgreSQL or the file system refuses. */
export interface Failure {
  /** What the program wrote to its log or standard error, or an error of the file system. */
  output: string
  folder: string
  user: string
  logFile: string
}

const CAUSES: [RegExp, (failure: Failure) => AppError][] = [
  [/No space left on device|ENOSPC|Disk quota exceeded|EDQUOT/, (failure) => diskFull({ params: { ...failure } })],
  [/Permission denied|EACCES|EPERM|EROFS|Read-only file system|wrong ownership|not permitted/, (failure) => noRight({ params: { ...failure } })],
  [/EEXIST|ENOTDIR/, (failure) => notAFolder({ params: { ...failure } })],
  [/Cannot allocate memory|could not (create|map) .*shared memory|out of memory/, (failure) => noMemory({ params: { ...failure } })],
  [/GLIBC|cannot open shared object|Exec format error|ENOENT/, (failure) => binariesBroken({ params: { reason: worstLine(failure.output) } })],
  [
    /PANIC|could not locate a valid checkpoint|invalid (page|record|primary checkpoint)|is not a valid data directory|could not open file "(global|base|pg_)/,
    (failure) => damaged({ params: { ...failure, reason: worstLine(failure.output) } }),
  ],
]

/** The one clear sentence for what PostgreSQL, initdb or the file system said. */
export function explainFailure(failure: Failure): AppError {
  const cause = CAUSES.find(([pattern]) => pattern.test(failure.output))
  return cause ? cause[1](failure) : didNotStart({ params: { ...failure, reason: worstLine(failure.output) } })
}

/** Of many lines of log, the one that tells most: the last fatal one, else the last one. */
function worstLine(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const worst = lines.findLast((line) => /\b(PANIC|FATAL|error):/.test(line)) ?? lines.at(-1) ?? 'no reason was given'
  return worst.replace(/^.*?\b(PANIC|FATAL|error):\s*/, '').replace(/\.$/, '')
}
