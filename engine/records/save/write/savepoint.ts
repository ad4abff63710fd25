import { sql } from 'kysely'
import type { Database } from '../../../storage/database.ts'

/**
 * Runs a part of a transaction whose failure undoes that part only. Without a transaction around it, in one of its own. A part that asks
 * the database for nothing costs nothing.
 */
export async function inSavepoint<T>(database: Database, work: (inner: Database) => Promise<T>): Promise<T> {
  if (!database.inTransaction) return database.transaction(work)
  const tasks: (() => void)[] = []
  let failure: { error: unknown } | null = null
  let opened: Promise<void> | null = null
  const open = () => (opened ??= database.send(sql`savepoint part`))
  const inner: Database = {
    async query(statement) {
      await open()
      return database.query(statement)
    },
    // What fails here must not fail the whole: it is waited for.
    async send(statement) {
      await inner.query(statement)
    },
    async transaction(part) {
      try {
        return await part(inner)
      } catch (error) {
        failure ??= { error }
        throw error
      }
    },
    afterCommit: (task) => void tasks.push(task),
    wake: (channel) => void tasks.push(() => database.wake(channel)),
    inTransaction: true,
  }

  try {
    const result = await work(inner)
    // An inner part threw and somebody caught it: half of it must not stay.
    if (failure) throw (failure as { error: unknown }).error
    if (opened) await database.send(sql`release savepoint part`)
    for (const task of tasks) database.afterCommit(task)
    return result
  } catch (error) {
    if (opened) await database.query(sql`rollback to savepoint part`)
    throw error
  }
}
