import type { PoolClient, QueryResult } from 'pg'
import type { Statement } from '../database.ts'

/**
 * Runs a statement on a connection of ours. One with a name is planned once in a connection, for all values: that is what its name says.
 * One without is planned for the values that it has; the change of the setting travels with it.
 */
export function runStatementOn(client: PoolClient, statement: Statement): Promise<QueryResult> {
  if (statement.name !== undefined || statement.values.length === 0) return client.query(statement)
  unheard(client.query('set plan_cache_mode = force_custom_plan'))
  const answer = client.query(statement)
  // In a transaction that has failed this fails, too; its end takes the change back.
  unheard(client.query('set plan_cache_mode = force_generic_plan'))
  return answer
}

/** What goes wrong with it goes wrong with the statement beside it, which tells. */
function unheard(answer: Promise<unknown>): void {
  answer.catch(() => undefined)
}
