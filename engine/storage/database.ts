import type { RawBuilder } from 'kysely'

/** A compiled statement, for what is cached by metadata version. `name` makes it a prepared statement. */
export interface Statement {
  text: string
  values: unknown[]
  name?: string
}

/** A pool or a transaction. Everything that speaks to PostgreSQL goes through one of these. */
export interface Database {
  /** Runs a fragment made with Kysely's `sql` tag, or a compiled statement, and gives its rows. */
  query<Row>(statement: RawBuilder<Row> | Statement): Promise<Row[]>
  /**
   * Runs a statement whose rows nobody needs. In a transaction it travels with what comes next: it has been sent when this settles, and
   * where it fails, so does the transaction.
   */
  send(statement: RawBuilder<unknown> | Statement): Promise<void>
  /** Runs `work` in a transaction; inside one already, in the same. Rolls back when it throws. Serialisation failures and deadlocks are tried again (at most 3 times). */
  transaction<T>(work: (database: Database) => Promise<T>): Promise<T>
  /** Runs after the outermost transaction commits; at once where there is none. */
  afterCommit(task: () => void): void
  /**
   * Wakes who listens on a channel, after the outermost transaction commits; what is woken within some milliseconds is woken once.
   * Not in the transaction: a NOTIFY makes commits wait for each other. A process that dies in between wakes nobody.
   */
  wake(channel: string): void
  inTransaction: boolean
}
