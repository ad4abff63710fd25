import { invalid, forbidden } from '../kernel/errors.ts'
import { writeAudit } from '../storage/audit/write-audit.ts'
import type { Context } from '../storage/context.ts'
import { findAccountOf } from '../storage/sign-in/credentials.ts'
import { findIdentityOf, type Identity } from '../storage/sign-in/identity.ts'
import { loadActor } from '../storage/sign-in/load-actor.ts'
import { createSession, findSessionBehind, revokeSession } from '../storage/sign-in/sessions.ts'

type Begun = { userId: string; token: string; expiresAt: Date }

/**
 * An admin acts as somebody else for up to an hour: with that user's rights, and with both names in every log. Not as another
 * admin, and not from within such a session. Throws FORBIDDEN, INVALID.
 */
export async function beginImpersonation(ctx: Context, admin: Identity, { user, reason }: { user: string; reason: string }): Promise<Begun> {
  if (!ctx.actor.isAdmin || admin.impersonator !== null || admin.kind !== 'session' || user === admin.userId) throw forbidden()
  const account = await findAccountOf(ctx.database, user)
  if (!account) throw invalid({ problems: [{ field: 'user', code: 'NOT_FOUND' }] })
  const actor = await loadActor(ctx.database, await findIdentityOf(ctx.database, user))
  if (actor.isAdmin) throw forbidden()
  return ctx.database.transaction(async (database) => {
    const session = await createSession(database, {
      userId: user,
      address: ctx.source?.address ?? '',
      agent: ctx.source?.agent ?? '',
      now: ctx.clock.now(),
      method: 'impersonation',
      impersonator: { id: admin.userId, session: admin.sessionId },
    })
    await writeAudit(
      { ...ctx, database, actor: { userId: user, name: account.name, impersonator: { id: admin.userId, name: admin.name } } },
      { action: 'impersonation_started', details: { reason } },
    )
    return { userId: user, token: session.token, expiresAt: session.expiresAt }
  })
}

/** The admin is again who they are, in a new session; null where their own ended in the meantime. Throws FORBIDDEN for who acts as nobody else. */
export async function endImpersonation(ctx: Context, identity: Identity): Promise<Begun | null> {
  if (identity.impersonator === null) throw forbidden()
  return ctx.database.transaction(async (database) => {
    const behind = await findSessionBehind(database, identity.sessionId)
    await revokeSession(database, { id: identity.sessionId, userId: identity.userId })
    await writeAudit({ ...ctx, database }, { action: 'impersonation_ended' })
    if (!behind) return null
    await revokeSession(database, behind)
    const session = await createSession(database, {
      userId: behind.userId,
      address: ctx.source?.address ?? '',
      agent: ctx.source?.agent ?? '',
      now: ctx.clock.now(),
    })
    return { userId: behind.userId, token: session.token, expiresAt: session.expiresAt }
  })
}
