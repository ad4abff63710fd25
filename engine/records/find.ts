import type { ListQuery, ListResult } from '../contract/api.ts'
import type { RecordAction } from '../contract/model.ts'
import { recordCanIn } from '../access/record-can.ts'
import { checkList, findRecords as readList, type ListInput } from '../query/find-records.ts'
import { openModuleCall, type ModuleCall } from './call/module-call.ts'
import type { RecordContext } from './record-context.ts'
import { applyView } from './read/apply-view.ts'
import { auditReads } from './read/audit-reads.ts'
import { nameFiles } from './read/name-files.ts'
import { readingHooks } from './read/reading-hooks.ts'

/** What a caller inside the server may ask for beyond the API. */
export interface FindOptions extends Pick<ListInput, 'linkedWith' | 'longestPage'> {
  /** Which records: those that may be read (the default), exported, updated … */
  action?: RecordAction
}

/**
 * A page of records that the actor may see: the one way in which lists of records are read.
 * Throws NOT_FOUND for a module or view that is not there for the actor, INVALID for a query that makes no sense.
 */
export async function findRecords(ctx: RecordContext, query: ListQuery, options: FindOptions = {}): Promise<ListResult> {
  const call = await openModuleCall(ctx, query.module, options.action ?? 'read')
  const input = await applyView(call, query)
  return readRecords(call, { ...input, ...options })
}

/** Throws what {@link findRecords} would throw for a query, and reads nothing: for what is asked now and read later. */
export async function checkFind(ctx: RecordContext, query: ListQuery): Promise<void> {
  const call = await openModuleCall(ctx, query.module, 'read')
  checkList(ctx, call.access, await applyView(call, query))
}

/** The same for a call that is open, and a query whose view is merged already. */
export async function readRecords(call: ModuleCall, input: ListInput): Promise<ListResult> {
  const result = await readList(call.ctx, call.access, { ...input, can: recordCanIn(call.access, call.module.key) })
  await nameFiles(call, result.records)
  await readingHooks(call, result.records)
  await auditReads(
    call,
    result.records.map(({ id }) => id),
  )
  return result
}
