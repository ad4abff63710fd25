import type { Candidate, Values } from '../contract/api.ts'
import { isId } from '../kernel/uuid.ts'
import { findCandidates } from './duplicates/find-candidates.ts'
import { openModuleCall } from './call/module-call.ts'
import type { RecordContext } from './record-context.ts'
import { parseValue } from './save/parse-values.ts'

export interface DuplicateQuestion {
  module: string
  /** What is being typed; values that are not right are taken for blank. */
  values: Values
  /** The record itself, when it is being edited. */
  except?: string
}

/** Records like these values by the module's duplicate rules, the most alike first; at most 10. */
export async function findDuplicates(ctx: RecordContext, { module, values, except }: DuplicateQuestion): Promise<Candidate[]> {
  const call = await openModuleCall(ctx, module, 'read')
  const typed: Values = {}
  for (const shape of call.shape.fields) {
    const { key } = shape.field
    if (Object.hasOwn(values, key)) typed[key] = parseValue(values[key], shape, call.fields).value
  }
  return findCandidates(call, typed, isId(except) ? except : undefined)
}
