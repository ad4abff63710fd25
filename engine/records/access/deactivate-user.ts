import type { ModuleModel } from '../../contract/model.ts'
import { forbidden, invalid, notFound } from '../../kernel/errors.ts'
import { isId } from '../../kernel/uuid.ts'
import { accessOf } from '../../access/access-of.ts'
import { MANAGED_MODULE } from '../../access/delegated-rights.ts'
import { findSharePrincipal } from '../../storage/sharing/principal-names.ts'
import { countRecords } from '../count.ts'
import { findRecords } from '../find.ts'
import type { RecordContext } from '../record-context.ts'
import { saveRecords } from '../save/save-records.ts'
import { updateRecord } from '../update.ts'
import { checkManaging } from './check-managing.ts'

export interface Deactivation {
  user: string
  /** A user or group that gets the records; null: they stay. */
  transferTo: string | null
}

const CHUNK = 500

/** Whether somebody may do this: an admin, or who manages the user. Throws FORBIDDEN, INVALID, NOT_FOUND; nobody deactivates themselves. */
export async function checkDeactivation(ctx: RecordContext, { user, transferTo }: Deactivation): Promise<void> {
  if (user === ctx.actor.userId) throw forbidden()
  await checkManaging(ctx, user)
  if (!isId(user) || (await findSharePrincipal(ctx.database, user))?.kind !== 'user') throw notFound()
  const receives = transferTo === null || (transferTo !== user && isId(transferTo) && (await findSharePrincipal(ctx.database, transferTo)) !== null)
  if (!receives) throw invalid({ problems: [{ field: 'transferTo', code: 'NOT_FOUND' }] })
}

/**
 * Takes the sign-in away, and then gives the records of the user that the actor may change to somebody else, 500 in a transaction: who
 * has left makes nothing new meanwhile. All of it is the change set of the context, and one undo brings both back. What was moved is no
 * longer the user's: a run that was cut off just goes on.
 */
export async function deactivateUser(
  ctx: RecordContext,
  { user, transferTo, progress }: Deactivation & { progress(done: number, total: number): Promise<void> },
): Promise<{ moved: number; skipped: number }> {
  await updateRecord(ctx, { module: MANAGED_MODULE, id: user, values: { active: false } })
  return transferTo === null ? { moved: 0, skipped: 0 } : transferAll(ctx, { user, transferTo, progress })
}

async function transferAll(
  ctx: RecordContext,
  { user, transferTo, progress }: { user: string; transferTo: string; progress(done: number, total: number): Promise<void> },
): Promise<{ moved: number; skipped: number }> {
  const access = await accessOf(ctx)
  const modules = Object.values(ctx.model.modules).filter(
    (module) => !module.system && access.allows(module.key, 'read') && access.allows(module.key, 'update'),
  )
  let total = 0
  for (const { key } of modules) total += (await countRecords(ctx, { module: key, filter: ownedBy(user) }, 'exact')).value

  const done = { moved: 0, skipped: 0 }
  for (const module of modules) {
    for await (const step of moveAll(ctx, { module, user, transferTo })) {
      done.moved += step.moved
      done.skipped += step.skipped
      await progress(done.moved + done.skipped, Math.max(total, done.moved + done.skipped))
    }
  }
  return done
}

const ownedBy = (user: string) => ({ field: 'owner', op: 'is' as const, value: user })

/** By id, upwards: what could not be moved is passed over. */
async function* moveAll(
  ctx: RecordContext,
  { module, user, transferTo }: { module: ModuleModel; user: string; transferTo: string },
): AsyncGenerator<{ moved: number; skipped: number }> {
  let cursor: string | undefined
  do {
    const query = { module: module.key, filter: ownedBy(user), fields: [], sort: [{ field: 'id', order: 'asc' as const }], limit: CHUNK, cursor }
    const page = await findRecords(ctx, query, { longestPage: CHUNK })
    const requests = page.records.map(({ id }) => ({ op: 'update' as const, id, values: { owner: transferTo } }))
    const outcomes = requests.length === 0 ? [] : await saveRecords(ctx, { module: module.key, mode: 'each', requests })
    const moved = outcomes.filter(({ ok }) => ok).length
    yield { moved, skipped: outcomes.length - moved }
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
}
