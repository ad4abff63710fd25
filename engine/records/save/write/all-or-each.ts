import { AppError } from '../../../kernel/errors.ts'
import type { Database } from '../../../storage/database.ts'
import { inSavepoint } from './savepoint.ts'

/** What became of one item: what the work gave for it, or its error. */
export type ItemOutcome<O> = { ok: true; result: O } | { ok: false; error: AppError }

/** Does something with many items on one connection and gives a result for each, in their order. */
export type BatchWork<I, O> = (database: Database, items: I[]) => Promise<O[]>

/** In one transaction: all, or the error of the first that failed. */
export async function doAll<I, O>(database: Database, items: I[], work: BatchWork<I, O>): Promise<ItemOutcome<O>[]> {
  const results = await database.transaction((inside) => work(database.inTransaction ? waiting(inside) : inside, items))
  return results.map((result) => ({ ok: true, result }))
}

/** In a transaction of somebody else what fails is told here, and not at its end. */
function waiting(database: Database): Database {
  return { ...database, send: async (statement) => void (await database.query(statement)) }
}

/** In one transaction, each as if it were alone: what fails is answered with its error and undone, the rest stays. */
export async function doEach<I, O>(database: Database, items: I[], work: BatchWork<I, O>): Promise<ItemOutcome<O>[]> {
  if (items.length === 0) return []
  return database.transaction((inside) => workOrSplit(inside, items, work))
}

/** Together if that works; else each half for itself: one bad record in 500 costs some twenty small steps, not 500. */
async function workOrSplit<I, O>(database: Database, items: I[], work: BatchWork<I, O>): Promise<ItemOutcome<O>[]> {
  try {
    const results = await inSavepoint(database, (inner) => work(inner, items))
    return results.map((result) => ({ ok: true, result }))
  } catch (error) {
    if (!isOfARecord(error)) throw error
    if (items.length === 1) return [{ ok: false, error }]
    const middle = Math.ceil(items.length / 2)
    return [...(await workOrSplit(database, items.slice(0, middle), work)), ...(await workOrSplit(database, items.slice(middle), work))]
  }
}

/** Errors of the database or of the network are nobody's in particular; they end the whole. */
function isOfARecord(error: unknown): error is AppError {
  return error instanceof AppError && error.status < 500
}
