import type { PoolClient } from 'pg'
import { asStatement } from '../compile.ts'
import type { Database } from '../database.ts'
import { runStatementOn } from './run-statement.ts'
import { asDatabaseError, isConnectionLost, isRetryable } from '../pg-error.ts'

/** Where a transaction gets its connection from, and where an error of a task after the commit is told. */
export interface TransactionHost {
  connect(): Promise<PoolClient>
  wake(channel: string): void
  report(error: unknown, what: string): void
}

const RETRIES = 3

/** Runs `work` in a transaction on one connection; see {@link Database.transaction}. */
export async function runTransaction<T>(host: TransactionHost, work: (database: Database) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await runOnce(host, work)
    } catch (error) {
      if (!isRetryable(error) || attempt === RETRIES) throw asDatabaseError(error)
      // Random, so that two transactions that met once do not meet again in step.
      await pause(5 * 2 ** attempt * (1 + Math.random()))
    }
  }
}

async function runOnce<T>(host: TransactionHost, work: (database: Database) => Promise<T>): Promise<T> {
  const client = await host.connect()
  const state: TransactionState = { tasks: [], failed: null, sent: [] }
  const database = insideTransaction(client, { host, state })

  try {
    // It travels with the first statement of the work.
    sendAhead(state, client.query('begin'))
    const result = await work(database)
    if (state.failed) throw state.failed.error
    await Promise.all([...state.sent, client.query('commit')])
    client.release()
    runTasks(host, state.tasks)
    return result
  } catch (error) {
    const cause = await firstFailure(state.sent, error)
    await giveBack(client, cause)
    throw cause
  }
}

interface TransactionState {
  tasks: (() => void)[]
  /** Set when an inner part threw: even if somebody caught it, half of that part must not be committed. */
  failed: { error: unknown } | null
  /** Answers of statements that were sent without waiting for them. */
  sent: Promise<unknown>[]
}

/** Keeps an answer for the end; until then its error is nobody's. */
function sendAhead(state: TransactionState, answer: Promise<unknown>): void {
  answer.catch(() => undefined)
  state.sent.push(answer)
}

/** After a statement that was sent ahead and failed, all others are refused: it is the one to be told. */
async function firstFailure(sent: Promise<unknown>[], error: unknown): Promise<unknown> {
  const failed = (await Promise.allSettled(sent)).find((answer) => answer.status === 'rejected')
  return failed ? failed.reason : error
}

function insideTransaction(client: PoolClient, { host, state }: { host: TransactionHost; state: TransactionState }): Database {
  const database: Database = {
    async query<Row>(statement: Parameters<Database['query']>[0]): Promise<Row[]> {
      return (await runStatementOn(client, asStatement(statement))).rows as Row[]
    },
    async send(statement) {
      sendAhead(state, runStatementOn(client, asStatement(statement)))
    },
    async transaction(work) {
      try {
        return await work(database)
      } catch (error) {
        state.failed ??= { error }
        throw error
      }
    },
    afterCommit: (task) => void state.tasks.push(task),
    wake: (channel) => void state.tasks.push(() => host.wake(channel)),
    inTransaction: true,
  }
  return database
}

async function giveBack(client: PoolClient, error: unknown): Promise<void> {
  if (isConnectionLost(error)) return client.release(true)
  try {
    await client.query('rollback')
    client.release()
  } catch {
    client.release(true)
  }
}

function runTasks(host: TransactionHost, tasks: (() => void)[]): void {
  for (const task of tasks) {
    try {
      task()
    } catch (error) {
      host.report(error, 'A task after a commit failed.')
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
