import { sql } from 'kysely'
import { forbidden, notFound } from '../kernel/errors.ts'
import { isId } from '../kernel/uuid.ts'
import { writeAudit } from '../storage/audit/write-audit.ts'
import { sqlState } from '../storage/pg-error.ts'
import { deleteSharesOf } from '../storage/sharing/record-shares.ts'
import { tableOf } from '../storage/sql-names.ts'
import { announceNow } from './after-commit/announce-changes.ts'
import { restricted } from './errors.ts'
import { openModuleCall } from './call/module-call.ts'
import type { RecordContext } from './record-context.ts'
import { writeEvents } from './save/write/event-rows.ts'

const FOREIGN_KEY_VIOLATION = '23503'

/**
 * Takes a record out of the recycle bin for ever, with its links; what pointed to it points to nothing. Only admins.
 * Throws NOT_FOUND for a record that is not in the bin, RESTRICTED where something must not lose it (a user who still owns records).
 */
export async function purgeRecord(ctx: RecordContext, input: { module: string; id: string }): Promise<{ changeSet: string }> {
  if (!ctx.actor.isAdmin) throw forbidden()
  const { module } = await openModuleCall(ctx, input.module, 'delete')
  if (!isId(input.id)) throw notFound()
  try {
    await ctx.database.transaction(async (database) => {
      const rows = await database.query(sql`delete from ${tableOf(module.key)} t where t.id = ${input.id}::uuid and t.deleted_at is not null returning t.id`)
      if (rows.length === 0) throw notFound()
      await deleteSharesOf(database, input.id)
      await writeEvents({ ...ctx, database }, module.key, [{ record: input.id, action: 'purge', before: null, after: null }])
      await writeAudit({ ...ctx, database }, { action: 'purged', module: module.key, record: input.id })
      await announceNow({ ...ctx, database }, { module: module.key, ids: [input.id] })
    })
  } catch (error) {
    throw sqlState(error) === FOREIGN_KEY_VIOLATION ? restricted({ cause: error }) : error
  }
  return { changeSet: ctx.changeSet }
}
