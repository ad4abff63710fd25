import type { BulkReport, BulkRequest } from '../../contract/bulk.ts'
import type { FieldValue } from '../../contract/api.ts'
import { addChunk, chunkResults, finishChunk, hasChunks, takeChunk } from '../../storage/task/task-chunks.ts'
import { findRecords } from '../find.ts'
import type { RecordContext } from '../record-context.ts'
import { applyOperation } from './apply-operation.ts'
import { openBulkCall, rowsOf } from './check-operation.ts'
import { addTallies, type BulkTally, NO_TALLY, tallyOf } from './bulk-tally.ts'

/** So many records are changed in one transaction. */
const CHUNK = 500

export interface BulkRun {
  /** The task whose table of steps this is. */
  task: string
  request: BulkRequest
  progress(done: number, total: number): Promise<void>
}

/**
 * Does mass work with the rights of the actor, 500 records in a transaction, all of it as the change set of the context.
 * Which records it is about is written down once, at the start. What became of a step is written in the step's own transaction:
 * a run that was cut off goes on with the first step that waits, and nothing is done twice.
 */
export async function runBulk(ctx: RecordContext, run: BulkRun): Promise<BulkReport> {
  await openBulkCall(ctx, run.request)
  if (!(await hasChunks(ctx.database, run.task))) await writeSteps(ctx, run)
  const { total, ...before } = await reportBulk(ctx, run.task)
  let done = countIn(before)
  for (let step = await doStep(ctx, run); step; step = await doStep(ctx, run)) {
    done += countIn(step)
    await run.progress(done, total)
  }
  return reportBulk(ctx, run.task)
}

/** What mass work has done so far; also of a run that was cancelled. */
export async function reportBulk({ database }: RecordContext, task: string): Promise<BulkReport> {
  const [first, ...steps] = await chunkResults(database, task)
  const { total } = (first ?? { total: 0 }) as unknown as { total: number }
  return { total, ...steps.map((step) => step as unknown as BulkTally).reduce(addTallies, NO_TALLY) }
}

const countIn = ({ changed, unchanged, skipped }: BulkTally) => changed + unchanged + skipped

/** Step 0 is done at once: it says how many records there are. */
async function writeSteps(ctx: RecordContext, { task, request }: BulkRun): Promise<void> {
  await ctx.database.transaction(async (database) => {
    let total = 0
    let number = 0
    let cursor: string | undefined
    do {
      const query = { ...rowsOf(request), fields: [], limit: CHUNK, cursor }
      const page = await findRecords({ ...ctx, database }, query, { longestPage: CHUNK })
      number += 1
      total += page.records.length
      await addChunk(database, task, { number, input: page.records.map((record) => record.id) })
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    await addChunk(database, task, { number: 0, input: null })
    await finishChunk(database, task, { number: 0, result: { total } })
  })
}

/** Does the next step; null where none waits. */
async function doStep(ctx: RecordContext, { task, request }: BulkRun): Promise<BulkTally | null> {
  return ctx.database.transaction(async (database) => {
    const chunk = await takeChunk(database, task)
    if (!chunk) return null
    const inside = { ...ctx, database }
    const ids = Array.isArray(chunk.input) ? chunk.input.map(String) : []
    const outcomes = await applyOperation(inside, { ...request, ids })
    const tally = await tallyOf(await openBulkCall(inside, request), outcomes)
    await finishChunk(database, task, { number: chunk.number, result: tally as unknown as FieldValue })
    return tally
  })
}
