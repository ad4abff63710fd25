import { openSession, type Session } from '../connection/session.ts'
import { sqlState } from '../pg-error.ts'
import { dropIndexText } from './ddl-text.ts'
import type { PlanStep } from './plan-step.ts'

/** What became of a step. `error`: it could not be done; everything else was, and the next start tries it again. */
export interface LaterResult {
  step: PlanStep
  outcome: 'done' | 'there already' | 'failed'
  error?: string
}

const DEADLOCK = '40P01'
const ATTEMPTS = 3

/**
 * Runs steps that may not be in a transaction, one process at a time, on a connection of their own. Each looks first
 * at what is there: an index that a kill left half built is dropped and built again, a finished one is left alone.
 */
export async function runLaterSteps(url: string, steps: PlanStep[]): Promise<LaterResult[]> {
  const session = await openSession(url, 'mortise tables')
  try {
    await takeTurn(session)
    const results: LaterResult[] = []
    for (const step of steps) results.push(await runStep(session, step))
    return results
  } finally {
    await session.close()
  }
}

/**
 * Asks instead of waiting inside the server: a statement that waits holds a snapshot, and the index that the other
 * process builds would wait for that snapshot in turn.
 */
async function takeTurn(session: Session): Promise<void> {
  for (;;) {
    const [row] = await session.rows<{ got: boolean }>("select pg_try_advisory_lock(hashtextextended('mortise:later', 0)) as got", [])
    if (row?.got) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function runStep(session: Session, step: PlanStep): Promise<LaterResult> {
  try {
    if (step.kind !== 'index') {
      await session.run(step.ddl)
      return { step, outcome: 'done' }
    }
    return { step, outcome: await buildIndex(session, step) }
  } catch (error) {
    return { step, outcome: 'failed', error: error instanceof Error ? error.message : String(error) }
  }
}

async function buildIndex(session: Session, step: PlanStep): Promise<LaterResult['outcome']> {
  for (let attempt = 1; ; attempt += 1) {
    const state = await indexState(session, step.name)
    if (state === 'valid') return 'there already'
    if (state === 'invalid') await session.run(dropIndexText(step.name, true))
    try {
      await session.run(step.ddl)
      return 'done'
    } catch (error) {
      const retry = sqlState(error) === DEADLOCK && attempt < ATTEMPTS
      // What a failed build leaves behind would be kept up to date by every write and serve nobody.
      await session.run(dropIndexText(step.name, true))
      if (!retry) throw error
    }
  }
}

async function indexState(session: Session, name: string): Promise<'valid' | 'invalid' | 'missing'> {
  const rows = await session.rows<{ valid: boolean }>(
    `select i.indisvalid and i.indisready as valid from pg_index i join pg_class c on c.oid = i.indexrelid
     where c.relname = $1 and c.relnamespace = to_regnamespace('data')`,
    [name],
  )
  if (rows[0] === undefined) return 'missing'
  return rows[0].valid ? 'valid' : 'invalid'
}
