import { duplicate, invalid } from '../../kernel/errors.ts'
import type { RecordBatch } from '../hooks-batch.ts'
import { openModuleCall, type ModuleCall } from '../call/module-call.ts'
import type { RecordContext } from '../record-context.ts'
import { applyDefaults } from './apply-defaults.ts'
import { checkConditions } from './check/check-conditions.ts'
import { checkFiles } from './check/check-files.ts'
import { checkEntryRules } from './check/check-entry-rules.ts'
import { checkGivenRights } from './check/check-given-rights.ts'
import { checkOwner } from './check/check-owner.ts'
import { checkReferences } from './check/check-references.ts'
import { checkTree } from './check/check-tree.ts'
import { checkUnique } from './check/check-unique.ts'
import { copyFromReferences } from './copy-from-references.ts'
import { openItems } from './open-items.ts'
import type { SaveInput, SaveItem } from './save-request.ts'
import { takeValues } from './take-values.ts'
import { withoutHidden } from './without-hidden.ts'

/**
 * Everything of a save that comes before its transaction: allow, parse, fill in, check. Items that may not be saved carry an error.
 * Throws NOT_FOUND and FORBIDDEN for the module as a whole, and with mode `all` the error of the first item.
 */
export async function checkRequests(ctx: RecordContext, input: SaveInput): Promise<{ call: ModuleCall; items: SaveItem[] }> {
  const call = await openCalls(ctx, input)
  const items = await openItems(call, input.requests)
  throwFirst(items, input.mode)

  await prepare(call, live(items), input)
  await check(call, live(items), input)
  for (const item of live(items)) item.error = item.problems.length > 0 ? invalid({ problems: withoutHidden(call, item.problems) }) : null
  throwFirst(items, input.mode)
  return { call, items }
}

/** The items that are still in the game. */
export function live(items: SaveItem[]): SaveItem[] {
  return items.filter((item) => item.error === null)
}

async function openCalls(ctx: RecordContext, { module, requests }: SaveInput): Promise<ModuleCall> {
  const actions = new Set(requests.map((request) => request.op))
  if (actions.has('create')) await openModuleCall(ctx, module, 'create')
  return openModuleCall(ctx, module, actions.has('update') ? 'update' : 'read')
}

async function prepare(call: ModuleCall, items: SaveItem[], { trusted }: SaveInput): Promise<void> {
  takeValues(call, items, { trusted })
  if (trusted) return
  applyDefaults(call, items)
  await copyFromReferences(call, items)
  await call.ctx.hooks.run('record.preparing', call.module, batchOf(call, items))
}

async function check(call: ModuleCall, items: SaveItem[], { trusted, refuseDuplicates }: SaveInput): Promise<void> {
  if (!trusted) {
    await checkConditions(call, items)
    await call.ctx.hooks.run('record.validating', call.module, batchOf(call, items))
    await checkFiles(call, items)
    checkOwner(call, items)
  }
  await checkGivenRights(call, items)
  checkEntryRules(call, items)
  await checkReferences(call, items, { trusted })
  await checkUnique(call, items)
  await checkTree(call, items)
  if (refuseDuplicates) await refuseKnown(call, items, refuseDuplicates)
}

async function refuseKnown(call: ModuleCall, items: SaveItem[], find: NonNullable<SaveInput['refuseDuplicates']>): Promise<void> {
  for (const item of items.filter(({ action, problems }) => action === 'create' && problems.length === 0)) {
    const candidates = await find(call, item.values)
    if (candidates.length > 0) item.error = duplicate({ candidates })
  }
}

function batchOf({ ctx, module }: ModuleCall, items: SaveItem[]): RecordBatch {
  return { ctx, module, items }
}

function throwFirst(items: SaveItem[], mode: SaveInput['mode']): void {
  const error = mode === 'all' ? items.find((item) => item.error !== null)?.error : undefined
  if (error) throw error
}
