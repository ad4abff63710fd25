import type { Candidate, Values } from '../contract/api.ts'
import type { ModuleModel } from '../contract/model.ts'
import { isId, newId } from '../kernel/uuid.ts'
import { findCandidates } from './duplicates/find-candidates.ts'
import type { BatchItem } from './hooks-batch.ts'
import { openModuleCall } from './call/module-call.ts'
import { auditReads } from './read/audit-reads.ts'
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
  await prepare(ctx, call.module, typed)
  const candidates = await findCandidates(call, typed, isId(except) ? except : undefined)
  await auditReads(
    call,
    candidates.map(({ record }) => record.id),
  )
  return candidates
}

/** What saving would make of the values before it checks them: a name that is put together from its parts is compared, too. */
async function prepare(ctx: RecordContext, module: ModuleModel, values: Values): Promise<void> {
  const keys = Object.keys(values)
  const item: BatchItem = { id: newId(), action: 'create', before: null, values, sent: new Set(keys), changed: new Set(keys), problems: [] }
  await ctx.hooks.run('record.preparing', module, { ctx, module, items: [item] })
}
