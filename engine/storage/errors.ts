import { defineError } from '../kernel/errors.ts'

/** 503 at start: nothing answers at the address, or it refuses us. */
export const databaseUnreachable = defineError('DATABASE_UNREACHABLE', 503, 'The database at {address} cannot be used: {reason}.')
/** 503 while running: the connection was lost, or none became free in time. Nothing of the statement is known to have happened. */
export const databaseLost = defineError('DATABASE_LOST', 503, 'The database does not answer at the moment. Try again.')
/** 503: a statement took longer than its limit and was cancelled. */
export const databaseSlow = defineError('DATABASE_SLOW', 503, 'The database took too long to answer. Narrow the question, or try again.')
/** 503 at start: the system tables cannot be made or changed. */
export const migrationFailed = defineError('MIGRATION_FAILED', 503, 'The tables of Mortise cannot be prepared in the database at {address}: {reason}.')
/** 503 at start: an older program meets a newer database; nothing is touched. */
export const schemaNewer = defineError(
  'SCHEMA_NEWER',
  503,
  'The database at {address} was prepared by a newer version of Mortise (schema {found}; this one knows {known}). Start the newer version, or restore an older backup.',
)
/** 409: another process applied metadata first. Load the newer version and plan again. */
export const metadataMoved = defineError(
  'METADATA_MOVED',
  409,
  'The metadata moved to version {found} while a change to version {expected} was made. Look at the newer version and try again.',
)
/** 503: a long-running statement held a table for as long as we were willing to try. Nothing was changed. */
export const tablesBusy = defineError(
  'TABLES_BUSY',
  503,
  'The tables {tables} are in use by a long-running statement. Nothing was changed; try again in a moment.',
)
/** 422: a plan that cannot be applied. */
export const planRefused = defineError('PLAN_REFUSED', 422, 'The tables cannot be changed like this: {reasons}')
