import { withDatabase, type ModuleCall } from '../call/module-call.ts'
import type { RecordContext } from '../record-context.ts'
import { doAll, doEach } from './write/all-or-each.ts'
import { asRefusal } from './write/broken-constraint.ts'
import { checkRequests, live } from './check-requests.ts'
import type { SaveInput, SaveItem, SaveOutcome } from './save-request.ts'
import { drawRecordNumbers } from './write/draw-record-numbers.ts'
import { writeItems } from './write/write-items.ts'

/**
 * Creates and updates any number of records of one module: the one way in which records are written.
 * Gives an outcome for each request, in their order. With mode `all`, throws the first error instead, and nothing is written;
 * with `each`, the outcomes carry the errors. Throws NOT_FOUND and FORBIDDEN for the module as a whole.
 */
export async function saveRecords(ctx: RecordContext, input: SaveInput): Promise<SaveOutcome[]> {
  if (input.requests.length === 0) return []
  if (needsLock(ctx, input)) return ctx.database.transaction((database) => saveRecords({ ...ctx, database }, input))

  const { call, items } = await checkRequests(ctx, input)
  const changed = live(items).filter((item) => item.action === 'create' || item.changed.size > 0)
  await drawRecordNumbers(call, changed)
  const { alongside } = input
  if (!alongside) return outcomesOf(items, await write(call, { changed, mode: input.mode }))
  return ctx.database.transaction(async (database) => {
    const outcomes = outcomesOf(items, await write(withDatabase(call, database), { changed, mode: input.mode }))
    await alongside(database, outcomes)
    return outcomes
  })
}

/** An update that names no version takes the record as it is: nobody may change it between reading and writing. */
function needsLock(ctx: RecordContext, { requests }: SaveInput): boolean {
  return !ctx.database.inTransaction && requests.some((request) => request.op === 'update' && request.version === undefined)
}

async function write(call: ModuleCall, { changed, mode }: { changed: SaveItem[]; mode: SaveInput['mode'] }): Promise<Map<SaveItem, SaveOutcome>> {
  if (changed.length === 0) return new Map()
  const run = mode === 'all' ? doAll : doEach
  const outcomes = await run(call.ctx.database, changed, (database, part: SaveItem[]) => writeItems(withDatabase(call, database), part)).catch(
    (error: unknown) => {
      throw asRefusal(error, call)
    },
  )
  return new Map(
    changed.flatMap((item, index) => {
      const outcome = outcomes[index]
      return outcome ? [[item, outcome.ok ? outcome.result : outcome]] : []
    }),
  )
}

function outcomesOf(items: SaveItem[], written: Map<SaveItem, SaveOutcome>): SaveOutcome[] {
  return items.map((item) => (item.error ? { ok: false, error: item.error } : (written.get(item) ?? unchanged(item))))
}

/** A patch that says what is so already writes nothing and makes no event. */
function unchanged(item: SaveItem): SaveOutcome {
  return { ok: true, id: item.id, action: item.action, version: item.version, changed: [] }
}
