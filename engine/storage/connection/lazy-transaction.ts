import type { Database } from '../database.ts'

/** Work that may not need a transaction. */
export interface LazyWork {
  /** Comes first in the transaction, where there is one. */
  begin(inside: Database): Promise<void>
  /** After so many milliseconds the transaction begins, asked for or not: what `begin` locks is locked while the work takes long. */
  patience: number
  work(database: Database): Promise<void>
}

/**
 * Runs work in a transaction that begins with its first statement: work that asks the database for nothing needs none. Says whether
 * there was one. Unlike other transactions it is not tried again, since the work has been done.
 */
export async function inLazyTransaction(database: Database, { begin, patience, work }: LazyWork): Promise<boolean> {
  const opened = Promise.withResolvers<Database>()
  const worked = Promise.withResolvers<void>()
  const tasks: (() => void)[] = []
  let whole: Promise<void> | null = null
  let tries = 0
  // Each is told by the whole; by itself it may have nobody who listens.
  opened.promise.catch(() => undefined)
  worked.promise.catch(() => undefined)

  const start = async (inside: Database): Promise<void> => {
    tries += 1
    if (tries > 1) throw new Error('The transaction was refused, and its work cannot be done again within it.')
    await begin(inside)
    opened.resolve(inside)
    await worked.promise
  }
  const open = (): Promise<Database> => {
    if (whole) return opened.promise
    whole = database.transaction(start)
    whole.catch((error: unknown) => opened.reject(error))
    return opened.promise
  }

  const timer = setTimeout(() => void open(), patience)
  try {
    await work(lazyDatabase(open, { database, tasks }))
    worked.resolve()
  } catch (error) {
    worked.reject(error)
    if (!whole) throw error
  } finally {
    clearTimeout(timer)
  }
  await (whole as Promise<void> | null)
  for (const task of tasks) database.afterCommit(task)
  return whole !== null
}

function lazyDatabase(open: () => Promise<Database>, { database, tasks }: { database: Database; tasks: (() => void)[] }): Database {
  const lazy: Database = {
    query: async (statement) => (await open()).query(statement),
    send: async (statement) => (await open()).send(statement),
    transaction: async (part) => (await open()).transaction(() => part(lazy)),
    afterCommit: (task) => void tasks.push(task),
    wake: (channel) => void tasks.push(() => database.wake(channel)),
    inTransaction: true,
  }
  return lazy
}
