import type { BatchItemResult, BatchOperation, BatchRequest, RecordData } from '../contract/api.ts'
import { AppError, invalid } from '../kernel/errors.ts'
import { findByIds } from './get.ts'
import { openModuleCall } from './call/module-call.ts'
import { problemDocument } from './call/problem-document.ts'
import type { RecordContext } from './record-context.ts'
import { removeRecords } from './remove.ts'
import { restoreRecords } from './restore.ts'
import { explainConflict } from './save/explain-conflict.ts'
import { saveRecords } from './save/save-records.ts'

const MOST_OPERATIONS = 1_000

/** What became of one operation, before it is put into words. */
type Outcome = { ok: true; id: string; version: number } | { ok: false; error: AppError }

interface Batch {
  module: string
  mode: 'all' | 'each'
  operations: BatchOperation[]
}

/**
 * Up to 1,000 operations on records of one module, in their order and in one transaction, as one change set.
 * `all`: the error of the first that fails is thrown and nothing is done. `each`: a result for every operation.
 */
export async function runBatch(ctx: RecordContext, request: BatchRequest & { module: string }): Promise<{ results: BatchItemResult[]; changeSet: string }> {
  const { module, mode, operations } = request
  if (operations.length > MOST_OPERATIONS) throw invalid({ problems: [{ field: 'operations', code: 'TOO_MANY', params: { max: MOST_OPERATIONS } }] })
  await openModuleCall(ctx, module, 'read')

  const outcomes = await ctx.database.transaction(async (database) => {
    const done: Outcome[] = []
    for (const group of groupsOf(operations)) done.push(...(await runGroup({ ...ctx, database }, { module, mode, operations: group })))
    return done
  })
  return { results: await present(ctx, { module, operations, outcomes }), changeSet: ctx.changeSet }
}

/** Neighbours of one kind go through the pipeline together, unless one of them speaks of a record that another has just touched. */
function groupsOf(operations: BatchOperation[]): BatchOperation[][] {
  const groups: BatchOperation[][] = []
  let touched = new Set<string>()
  for (const operation of operations) {
    const group = groups.at(-1)
    const joins = group?.[0]?.op === operation.op && (operation.id === undefined || !touched.has(operation.id))
    if (group && joins) {
      group.push(operation)
    } else {
      groups.push([operation])
      touched = new Set()
    }
    if (operation.id !== undefined) touched.add(operation.id)
  }
  return groups
}

async function runGroup(ctx: RecordContext, batch: Batch): Promise<Outcome[]> {
  try {
    return await runAlike(ctx, batch)
  } catch (error) {
    if (batch.mode === 'all' || !(error instanceof AppError) || error.status >= 500) throw error
    return batch.operations.map(() => ({ ok: false, error }))
  }
}

async function runAlike(ctx: RecordContext, { module, mode, operations }: Batch): Promise<Outcome[]> {
  const saves = operations.filter((operation) => operation.op === 'create' || operation.op === 'update')
  if (saves.length > 0) return saveRecords(ctx, { module, mode, requests: saves })

  const deletes = operations.filter((operation) => operation.op === 'delete')
  const moved =
    deletes.length > 0
      ? await removeRecords(ctx, { module, mode, targets: deletes })
      : await restoreRecords(ctx, { module, mode, ids: operations.flatMap((operation) => operation.id ?? []) })
  return moved.map((outcome) => (outcome.ok ? { ok: true, id: outcome.result.id, version: outcome.result.version + 1 } : outcome))
}

interface Done {
  module: string
  operations: BatchOperation[]
  outcomes: Outcome[]
}

async function present(ctx: RecordContext, { module, operations, outcomes }: Done): Promise<BatchItemResult[]> {
  const call = await openModuleCall(ctx, module, 'read')
  const ids = [...new Set(outcomes.flatMap((outcome) => (outcome.ok ? [outcome.id] : [])))]
  const records = new Map((await findByIds(call, { ids })).map((record) => [record.id, record]))

  return Promise.all(
    outcomes.map(async (outcome, index): Promise<BatchItemResult> => {
      if (outcome.ok) return { ok: true, record: records.get(outcome.id) ?? outOfSight(module, outcome) }
      const operation = operations[index]
      const error = operation?.op === 'update' ? await explainConflict(ctx, outcome.error, { module, ...operation }) : outcome.error
      return { ok: false, error: problemDocument(error instanceof AppError ? error : outcome.error, ctx.actor.locale) }
    }),
  )
}

/** A record that was deleted, or given out of the actor's sight. */
function outOfSight(module: string, { id, version }: { id: string; version: number }): RecordData {
  return { id, module, version, values: {}, labels: {}, can: {} }
}
