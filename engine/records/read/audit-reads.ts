import { writeAudit } from '../../storage/audit/write-audit.ts'
import type { ModuleCall } from '../call/module-call.ts'

/**
 * Writes down who saw records, where the module asks for it: what a request is answered with, not what the server reads for itself.
 * `carriedOut`: into a file that somebody gets, by a job that runs for them.
 */
export async function auditReads({ ctx, module }: Pick<ModuleCall, 'ctx' | 'module'>, ids: string[], { carriedOut = false } = {}): Promise<void> {
  if (!module.audit?.reads || !(ctx.source || carriedOut) || ids.length === 0) return
  const [first] = ids
  const one = ids.length === 1 && first !== undefined ? { record: first } : { details: { records: ids } }
  await writeAudit(ctx, { action: 'read', module: module.key, ...one })
}
