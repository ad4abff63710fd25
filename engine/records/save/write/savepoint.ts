import { sql } from 'kysely'
import type { Database } from '../../../storage/database.ts'

/** Runs a part of a transaction whose failure undoes that part only. Without a transaction around it, in one of its own. */
export async function inSavepoint<T>(database: Database, work: (inner: Database) => Promise<T>): Promise<T> {
  if (!database.inTransaction) return database.transaction(work)
  const tasks: (() => void)[] = []
  let failure: { error: unknown } | null = null
  const inner: Database = {
    query: (statement) => database.query(statement),
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

  await database.query(sql`savepoint part`)
  try {
    const result = await work(inner)
    // An inner part threw and somebody caught it: half of it must not stay.
    if (failure) throw (failure as { error: unknown }).error
    await database.query(sql`release savepoint part`)
    for (const task of tasks) database.afterCommit(task)
    return result
  } catch (error) {
    await database.query(sql`rollback to savepoint part`)
    throw error
  }
}
