import { sql } from 'kysely'

/**
 * A column for `returning` that lets the present transaction commit without waiting for its log to be on disk. Only for what may be
 * lost with the last half second before a crash of the database: because it is done again, or because what hangs on it is lost too.
 */
export const lazyCommit = sql`set_config('synchronous_commit', 'off', true) as commits`
