import { AppError, invalid } from '../../kernel/errors.ts'
import type { RecordBatch } from '../hooks-batch.ts'
import { openModuleCall, withDatabase, type ModuleCall } from '../module-call.ts'
import type { RecordContext } from '../record-context.ts'
import { doAll, doEach } from './all-or-each.ts'
import { applyDefaults } from './apply-defaults.ts'
import { checkConditions } from './check-conditions.ts'
import { checkReferences } from './check-references.ts'
import { checkTree } from './check-tree.ts'
import { checkUnique } from './check-unique.ts'
import { copyFromReferences } from './copy-from-references.ts'
import { openItems } from './open-items.ts'
import type { SaveInput, SaveItem, SaveOutcome } from './save-request.ts'
import { takeValues } from './take-values.ts'
import { writeItems } from './write-items.ts'

/**
 * Creates and updates any number of records of one module: the one way in which records are written.
 * Gives an outcome for each request, in their order. With mode `all`, throws the first error instead, and nothing is written;
 * with `each`, the outcomes carry the errors. Throws NOT_FOUND and FORBIDDEN for the module as a whole.
 */
export async function saveRecords(ctx: RecordContext, input: SaveInput): Promise<SaveOutcome[]> {
  if (needsLock(ctx, input)) return ctx.database.transaction((database) => saveRecords({ ...ctx, database }, input))
  const call = await openCalls(ctx, input)

  const items = await openItems(call, input.requests)
  throwFirst(items, input.mode)
  await prepare(call, live(items))
  await check(call, live(items))
  for (const item of live(items)) item.error = item.problems.length > 0 ? invalid({ problems: item.problems }) : null
  throwFirst(items, input.mode)

  const written = await write(call, { items: live(items), mode: input.mode })
  return items.map((item) => (item.error ? { ok: false, error: item.error } : (written.get(item) ?? unchanged(item))))
}

/** An update that names no version takes the record as it is: nobody may change it between reading and writing. */
function needsLock(ctx: RecordContext, { requests }: SaveInput): boolean {
  return !ctx.database.inTransaction && requests.some((request) => request.op === 'update' && request.version === undefined)
}

async function openCalls(ctx: RecordContext, { module, requests }: SaveInput): Promise<ModuleCall> {
  const actions = new Set(requests.map((request) => request.op))
  if (actions.has('create')) await openModuleCall(ctx, module, 'create')
  return openModuleCall(ctx, module, actions.has('update') ? 'update' : 'read')
}

async function prepare(call: ModuleCall, items: SaveItem[]): Promise<void> {
  takeValues(call, items)
  applyDefaults(call, items)
  await copyFromReferences(call, items)
  await call.ctx.hooks.run('record.preparing', call.module, batchOf(call, items))
}

async function check(call: ModuleCall, items: SaveItem[]): Promise<void> {
  await checkConditions(call, items)
  await call.ctx.hooks.run('record.validating', call.module, batchOf(call, items))
  await checkReferences(call, items)
  await checkUnique(call, items)
  await checkTree(call, items)
}

async function write(call: ModuleCall, { items, mode }: { items: SaveItem[]; mode: SaveInput['mode'] }): Promise<Map<SaveItem, SaveOutcome>> {
  const changed = items.filter((item) => item.action === 'create' || item.changed.size > 0)
  if (changed.length === 0) return new Map()
  const outcomes = await (mode === 'all' ? doAll : doEach)(call.ctx.database, changed, (database, part) => writeItems(withDatabase(call, database), part))
  return new Map(changed.flatMap((item, index) => {
    const outcome = outcomes[index]
    return outcome ? [[item, outcome.ok ? outcome.result : outcome]] : []
  }))
}

/** A patch that says what is so already writes nothing and makes no event. */
function unchanged(item: SaveItem): SaveOutcome {
  return { ok: true, id: item.id, action: item.action, version: item.version, changed: [] }
}

function batchOf({ ctx, module }: ModuleCall, items: SaveItem[]): RecordBatch {
  return { ctx, module, items }
}

function live(items: SaveItem[]): SaveItem[] {
  return items.filter((item) => item.error === null)
}

function throwFirst(items: SaveItem[], mode: SaveInput['mode']): void {
  const failed = mode === 'all' ? items.find((item) => item.error !== null) : undefined
  if (failed?.error instanceof AppError) throw failed.error
}
