import type { Database } from '../database.ts'
import { sweepAttempts } from './attempts.ts'
import { sweepChallenges } from './challenges.ts'
import { sweepSessions } from './sessions.ts'

/** Forgets what signing in needs no more. */
export async function sweepSignIn(database: Database): Promise<void> {
  await sweepAttempts(database)
  await sweepChallenges(database)
  await sweepSessions(database)
}
