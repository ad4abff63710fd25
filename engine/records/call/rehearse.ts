import type { RecordContext } from '../record-context.ts'

/** Carries the result out of a transaction that is rolled back. */
class RehearsalEnds extends Error {
  readonly result: unknown
  constructor(result: unknown) {
    super('The rehearsal ends.')
    this.result = result
  }
}

/** Does the work in a transaction and keeps nothing of it; gives what the work gave. For dry runs: they cannot differ from the real run. */
export async function rehearse<T>(ctx: RecordContext, work: (inside: RecordContext) => Promise<T>): Promise<T> {
  try {
    return await ctx.database.transaction(async (database) => {
      throw new RehearsalEnds(await work({ ...ctx, database }))
    })
  } catch (error) {
    if (error instanceof RehearsalEnds) return error.result as T
    throw error
  }
}
