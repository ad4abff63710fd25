import { defineError } from '../kernel/errors.ts'

/** 503 at start: nothing answers at the address, or it refuses us. */
export const databaseUnreachable = defineError('DATABASE_UNREACHABLE', 503, 'The database at {address} cannot be used: {reason}.')
/** 503 while running: the connection was lost, or none became free in time. Nothing of the statement is known to have happened. */
export const databaseLost = defineError('DATABASE_LOST', 503, 'The database does not answer at the moment. Try again.')
/** 503: a statement took longer than its limit and was cancelled. */
export const databaseSlow = defineError('DATABASE_SLOW', 503, 'The database took too long to answer. Narrow the question, or try again.')
