import type { LookupOption } from '../contract/api.ts'
import type { Condition } from '../contract/condition.ts'
import { lookupRecords } from '../query/lookup-records.ts'
import { openModuleCall } from './call/module-call.ts'
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
  const { access } = await openModuleCall(ctx, input.module, 'read')
  return lookupRecords(ctx, access, input)
}
