import type { Database } from '../storage/database.ts'
import { writeAudit } from '../storage/audit/write-audit.ts'
import { createSession } from '../storage/sign-in/sessions.ts'
import { auditAs, type ProvenUser, type SignInContext, type StartedSession } from './sign-in-context.ts'

/** Begins a session of a user who has shown who they are, and writes it down. */
export function startSession(ctx: SignInContext, user: ProvenUser): Promise<StartedSession> {
  return ctx.database.transaction(async (database: Database) => {
    const mustChangePassword = user.mustChange ?? false
    const { token, expiresAt } = await createSession(database, {
      userId: user.userId,
      address: ctx.source.address,
      agent: ctx.source.agent ?? '',
      now: ctx.clock.now(),
      method: user.method,
      mustChange: mustChangePassword,
    })
    await writeAudit(auditAs({ ...ctx, database }, user), { action: 'sign_in', details: { method: user.method } })
    return { userId: user.userId, token, expiresAt, mustChangePassword }
  })
}
