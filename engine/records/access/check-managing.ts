import { accessOf } from '../../access/access-of.ts'
import { forbidden } from '../../kernel/errors.ts'
import type { RecordContext } from '../record-context.ts'
import { actingAs } from './acting-as.ts'

/** Whether somebody may do something about the account of a user: an admin, or who manages the user, who is no admin. Throws FORBIDDEN, NOT_FOUND. */
export async function checkManaging(ctx: RecordContext, user: string): Promise<void> {
  if (ctx.actor.isAdmin) return
  const { rights, reach } = await accessOf(ctx)
  if (!rights.manageUsers || !reach.below.includes(user) || (await actingAs(ctx, user)).actor.isAdmin) throw forbidden()
}
