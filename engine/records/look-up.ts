import type { LookupOption } from '../contract/api.ts'
import type { Condition } from '../contract/condition.ts'
import { lookupRecords } from '../query/lookup-records.ts'
import { openModuleCall } from './call/module-call.ts'
import { auditReads } from './read/audit-reads.ts'
import type { RecordContext } from './record-context.ts'

export interface LookUpInput {
  module: string
  /** What was typed; blank: the newest records. */
  q?: string
  filter?: Condition
  /** 1 to 50, 10 if absent. */
  limit?: number
}

/** Type-ahead for a reference: records by name, those that begin with the text first. */
export async function lookUp(ctx: RecordContext, input: LookUpInput): Promise<LookupOption[]> {
  const call = await openModuleCall(ctx, input.module, 'read')
  const options = await lookupRecords(ctx, call.access, input)
  await auditReads(
    call,
    options.map(({ id }) => id),
  )
  return options
}
