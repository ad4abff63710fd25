import { accessOf } from '../../access/access-of.ts'
import type { NotificationPreferences } from '../../contract/collaboration.ts'
import { AppError } from '../../kernel/errors.ts'
import { findVisibleIds } from '../../records/find-visible-ids.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { loadActor } from '../../storage/sign-in/load-actor.ts'
import { findIdentityOf } from '../../storage/sign-in/identity.ts'
import { loadNotificationPreferences } from '../preferences.ts'

/** Somebody who may be told something. */
export interface Recipient {
  id: string
  preferences: NotificationPreferences
  /** Those of the records that they may see. */
  visible(module: string, ids: string[]): Promise<Set<string>>
  canRead(module: string, field: string): boolean
}

/** A user with the rights of now; null for one who is gone or deactivated. */
export async function openRecipient(ctx: RecordContext, userId: string): Promise<Recipient | null> {
  try {
    const actor = await loadActor(ctx.database, await findIdentityOf(ctx.database, userId))
    const own = { ...ctx, actor }
    const access = await accessOf(own)
    return {
      id: userId,
      preferences: await loadNotificationPreferences(ctx.database, userId),
      canRead: access.canRead,
      visible: async (module, ids) => new Set(await findVisibleIds(own, { module, ids })),
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return null
    throw error
  }
}
