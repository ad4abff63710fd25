import { claimFirstStart } from '../../storage/state.ts'
import { createFirstAdmin } from './first-admin.ts'
import { seedAbsent } from './seed-absent.ts'
import { seedGroupMembers } from './seed-group-members.ts'
import { stockRecords } from './stock-records.ts'
import type { RecordContext } from '../record-context.ts'

/**
 * Makes the records that the metadata names (profiles, roles, groups, currencies, taxes) where they never were, and, on the very
 * first start, the administrator. What people changed or removed stays so. For a system actor; safe to call at every start and by
 * several processes at once. Gives the administrator's password if one was made up now; null otherwise.
 */
export async function seedFirstRecords(ctx: RecordContext, options: { adminPassword?: string | null } = {}): Promise<string | null> {
  const migrating: RecordContext = { ...ctx, origin: 'migration' }
  return ctx.database.transaction(async (database) => {
    const inside = { ...migrating, database }
    for (const set of stockRecords(ctx.model)) await seedAbsent(inside, set)
    await seedGroupMembers(inside)
    return (await claimFirstStart(database)) ? createFirstAdmin(inside, { password: options.adminPassword ?? null }) : null
  })
}
