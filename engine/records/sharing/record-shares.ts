import type { RecordShare, SharedAccess } from '../../contract/access.ts'
import { forbidden, invalid, notFound } from '../../kernel/errors.ts'
import { isId } from '../../kernel/uuid.ts'
import { findSharePrincipal } from '../../storage/sharing/principal-names.ts'
import { deleteShare, listShares, writeShare } from '../../storage/sharing/record-shares.ts'
import { writeAudit } from '../../storage/audit/write-audit.ts'
import { bumpRightsVersion } from '../../storage/state.ts'
import { announceNow } from '../after-commit/announce-changes.ts'
import { openModuleCall, withDatabase } from '../call/module-call.ts'
import type { RecordContext } from '../record-context.ts'
import { loadStored } from '../save/load-stored.ts'
import { writeEvents } from '../save/write/event-rows.ts'

/** Under this name shares by hand stand in the log of changes. */
const LOGGED_AS = 'record_shares'

export interface ShareTarget {
  module: string
  id: string
}
export interface OneShare extends ShareTarget {
  /** The id of a user or a group. */
  principal: string
}

/** With whom a record was shared by hand. Throws NOT_FOUND for a record that is not theirs to see. */
export async function listRecordShares(ctx: RecordContext, target: ShareTarget): Promise<RecordShare[]> {
  await refuseUnseen(ctx, target)
  return listShares(ctx.database, { module: target.module, record: target.id })
}

/** Shares a record with a user or a group, or changes how. Who may change the record may share it. Throws NOT_FOUND, FORBIDDEN, INVALID. */
export async function shareRecord(ctx: RecordContext, share: OneShare & { access: SharedAccess }): Promise<void> {
  const { module, id, principal, access } = share
  await ctx.database.transaction(async (database) => {
    const inside = { ...ctx, database }
    await refuseUnchangeable(inside, share)
    if (!isId(principal) || !(await findSharePrincipal(database, principal))) throw invalid({ problems: [{ field: 'principal', code: 'NOT_FOUND' }] })
    const { before, isFirst } = await writeShare(database, { module, record: id, principal, access, by: ctx.actor.userId, now: ctx.clock.now() })
    await tell(inside, share, { before, after: access })
    // What processes remember of an actor is only that something of a module is shared with it.
    if (isFirst) await bumpRightsVersion(database)
  })
}

/** Ends a share by hand. Throws NOT_FOUND where there is none, FORBIDDEN. */
export async function unshareRecord(ctx: RecordContext, share: OneShare): Promise<void> {
  await ctx.database.transaction(async (database) => {
    const inside = { ...ctx, database }
    await refuseUnchangeable(inside, share)
    const before = isId(share.principal) ? await deleteShare(database, { module: share.module, record: share.id, principal: share.principal }) : null
    if (before === null) throw notFound()
    await tell(inside, share, { before, after: null })
  })
}

async function refuseUnseen(ctx: RecordContext, target: ShareTarget): Promise<void> {
  await storedFor(ctx, target, 'read')
}

async function refuseUnchangeable(ctx: RecordContext, target: ShareTarget): Promise<void> {
  const { mayAct } = await storedFor(ctx, target, 'update')
  if (!mayAct) throw forbidden()
}

async function storedFor(ctx: RecordContext, { module, id }: ShareTarget, action: 'read' | 'update') {
  const call = await openModuleCall(ctx, module, action)
  const record = (await loadStored(withDatabase(call, ctx.database), { ids: [id], action, lock: action === 'update' })).get(id)
  if (!record?.mayRead || record.deleted) throw notFound()
  return record
}

async function tell(
  ctx: RecordContext,
  { module, id, principal }: OneShare,
  { before, after }: Record<'before' | 'after', SharedAccess | null>,
): Promise<void> {
  const values = (access: SharedAccess | null) => (access === null ? null : { module, principal, access })
  await writeEvents(ctx, LOGGED_AS, [{ record: id, action: after === null ? 'unlink' : 'link', before: values(before), after: values(after) }])
  await writeAudit(ctx, { action: 'rights_changed', module, record: id, details: { principal, before, after } })
  await announceNow(ctx, { module, ids: [id] })
}
