import { RIGHTS_MODULES } from '../../contract/system-modules.ts'
import { type AppError, conflict, forbidden, invalid, notFound } from '../../kernel/errors.ts'
import { refusalOf } from '../bin/bin-item.ts'
import { openModuleCall, type ModuleCall } from '../call/module-call.ts'
import { findRecord } from '../get.ts'
import type { RecordContext } from '../record-context.ts'
import { loadStored, type StoredRecord } from '../save/load-stored.ts'
import { MOST_MERGED, type MergePart, type MergeRequest } from './merge-request.ts'

/** The records of a merge, loaded and locked. */
export interface OpenMerge {
  call: ModuleCall
  survivor: StoredRecord
  others: StoredRecord[]
}

/**
 * Finds everything that is merged and asks for every right: the module may be merged, all records may be read, the survivor changed,
 * the others deleted. Throws NOT_FOUND, FORBIDDEN, INVALID for a list that makes no sense, CONFLICT with the newer record.
 */
export async function openMerge(ctx: RecordContext, request: MergeRequest): Promise<OpenMerge> {
  const call = await openModuleCall(ctx, request.module, 'merge')
  // Whoever owns something, or gives rights, is more than its row.
  if (!call.module.capabilities.includes('merge') || RIGHTS_MODULES.includes(call.module.key)) throw forbidden()
  const ids = checkedIds(request)

  const toKeep = await loadStored(call, { ids, action: 'update', lock: true })
  const toGo = await loadStored(call, { ids, action: 'delete', lock: false })
  const survivor = await checked(call, request.survivor, toKeep.get(request.survivor.id))
  const others: StoredRecord[] = []
  for (const part of request.others) others.push(await checked(call, part, toGo.get(part.id)))
  if (!call.access.allows(call.module.key, 'update') || !call.access.allows(call.module.key, 'delete')) throw forbidden()
  return { call, survivor, others }
}

function checkedIds({ survivor, others }: MergeRequest): string[] {
  const ids = [survivor.id, ...others.map(({ id }) => id)]
  if (others.length === 0) throw invalid({ problems: [{ field: 'others', code: 'REQUIRED' }] })
  if (ids.length > MOST_MERGED) throw invalid({ problems: [{ field: 'others', code: 'TOO_MANY', params: { max: MOST_MERGED - 1 } }] })
  if (new Set(ids).size < ids.length) throw invalid({ problems: [{ field: 'others', code: 'UNIQUE' }] })
  return ids
}

async function checked(call: ModuleCall, part: MergePart, stored: StoredRecord | undefined): Promise<StoredRecord> {
  const refusal = refusalOf(part, stored, 'live')
  if (refusal) throw await explained(call, part, refusal)
  if (!stored) throw notFound()
  return stored
}

/** A conflict says which of the records is newer. */
async function explained(call: ModuleCall, { id }: MergePart, refusal: AppError): Promise<AppError> {
  if (refusal.code !== 'CONFLICT') return refusal
  const current = await findRecord(call, { id })
  return current ? conflict({ current, differs: [] }) : refusal
}
