import { MANAGED_MODULE } from '../../access/delegated-rights.ts'
import { forbidden } from '../../kernel/errors.ts'
import type { ModuleCall } from '../call/module-call.ts'
import { isAdminRecord } from '../save/check/is-admin-record.ts'
import type { BinItem } from './bin-item.ts'

/** Who is no admin takes no admin away and brings none back, whatever else they may do with users. Throws FORBIDDEN. */
export async function refuseAdmins({ ctx, module }: ModuleCall, items: BinItem[]): Promise<void> {
  if (module.key !== MANAGED_MODULE || ctx.actor.kind !== 'user' || ctx.actor.isAdmin) return
  for (const { values } of items) if (await isAdminRecord(ctx.database, values)) throw forbidden()
}
