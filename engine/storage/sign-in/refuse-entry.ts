import { defineError } from '../../kernel/errors.ts'
import type { Database } from '../database.ts'
import { mayEnter } from './entry-rule.ts'
import { loadEntryRules } from './load-actor.ts'
import type { Identity } from './identity.ts'

/** 403: the user's profiles let nobody in at this hour, or from this address. */
export const signInRestricted = defineError('SIGN_IN_RESTRICTED', 403, 'You may not sign in at this time or from this address.')

/** Throws SIGN_IN_RESTRICTED where none of the user's profiles lets them in. Administrators always come in, as somebody else, too: somebody has to mend it. */
export async function refuseEntry(database: Database, identity: Identity, at: { now: Date; address: string }): Promise<void> {
  if (identity.isAdmin || identity.impersonator !== null) return
  if (!mayEnter(await loadEntryRules(database, identity), at)) throw signInRestricted()
}
