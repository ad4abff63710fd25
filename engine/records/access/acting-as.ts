import { notFound } from '../../kernel/errors.ts'
import { isId } from '../../kernel/uuid.ts'
import { loadActor } from '../../storage/sign-in/load-actor.ts'
import { findIdentityOf, type Identity } from '../../storage/sign-in/identity.ts'
import type { RecordContext } from '../record-context.ts'

/** The context of a call with another user's rights, to ask what they may do. Throws NOT_FOUND for a user who is gone or deactivated. */
export async function actingAs(ctx: RecordContext, user: string): Promise<RecordContext> {
  if (!isId(user)) throw notFound()
  return asIdentity(ctx, await findIdentityOf(ctx.database, user))
}

/** The same for a user whose identity was read already. */
export async function asIdentity(ctx: RecordContext, identity: Identity): Promise<RecordContext> {
  return { ...ctx, actor: await loadActor(ctx.database, identity) }
}
