import type { MissingAnswer } from '../../contract/access.ts'
import { accessOf } from '../../access/access-of.ts'
import { forbidden } from '../../kernel/errors.ts'
import { findRecord } from '../get.ts'
import { openModuleCall } from '../call/module-call.ts'
import type { RecordContext } from '../record-context.ts'
import { actingAs } from './acting-as.ts'
import { explainFor } from './explain-record.ts'
import { withProfileNames } from './name-profiles.ts'

export interface MissingInput {
  module: string
  id: string
  /** Only an admin may ask for somebody else. */
  user?: string
}

/**
 * Why a record is not in somebody's lists. An admin hears it fully; others hear no more than a request for the record itself would
 * tell them: whether it is theirs to see, and whether it lies in the recycle bin.
 */
export async function explainMissing(ctx: RecordContext, { user, ...input }: MissingInput): Promise<MissingAnswer> {
  if (user !== undefined && !ctx.actor.isAdmin) throw forbidden()
  const them = user === undefined ? ctx : await actingAs(ctx, user)
  const found = await placeOf(them, input)
  if (!ctx.actor.isAdmin) return { reason: found ?? 'not_yours_or_not_there' }

  const tree = await explainFor(them, { ...input, action: 'read' })
  if (!tree) return { reason: 'not_there' }
  const who = { id: them.actor.userId ?? '', name: them.actor.name }
  const named = await withProfileNames(ctx, tree)
  const explanation = { user: who, module: input.module, record: input.id, action: 'read' as const, allowed: tree.grants, tree: named }
  if (found) return { reason: found, explanation }
  return { reason: (await accessOf(them)).allows(input.module, 'read') ? 'not_shared' : 'no_module_right', explanation }
}

async function placeOf(ctx: RecordContext, { module, id }: MissingInput): Promise<'visible' | 'deleted' | null> {
  if (!(await accessOf(ctx)).allows(module, 'read')) return null
  const record = await findRecord(await openModuleCall(ctx, module, 'read'), { id, fields: [], in: 'both' })
  if (!record) return null
  return record.deletedAt === undefined ? 'visible' : 'deleted'
}
