import type { Values } from '../../contract/api.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { saveRecords } from '../../records/save/save-records.ts'
import type { SaveOutcome } from '../../records/save/save-request.ts'
import { countRows, loadRows, markRows, type RowState, type StoredImport } from '../../storage/imports.ts'
import { createMissing } from './create-missing.ts'
import { linkRows } from './link-rows.ts'
import { type PlannedRow, planRows, type SeenKeys } from './plan-rows.ts'
import { problemsOf } from './row-problems.ts'
import { toRequest } from './row-request.ts'
import { twoAtATime } from '../../kernel/two-at-a-time.ts'
import { resolveImport, type ResolvedImport } from './resolve-import.ts'

/** So many rows are looked up among the records that exist together, and so many are written in one transaction. */
const WINDOW_ROWS = 5_000
const CHUNK_ROWS = 500

/**
 * Writes the rows of an import, 500 in a transaction, new ones two chunks at a time. What became of a row is written in the same transaction as its record,
 * so that a run which was cut off goes on with the first row that waits: none is lost, none comes twice.
 */
export async function runImport(ctx: RecordContext, stored: StoredImport, progress: (done: number) => Promise<void>): Promise<Values> {
  const importing: RecordContext = { ...ctx, origin: 'import', changeSet: stored.changeSet ?? ctx.changeSet }
  await createMissing(importing, await resolveImport(importing, stored))
  const resolved = await resolveImport(importing, stored)
  const seen: SeenKeys = new Map()
  let done = stored.rows - (await countRows(ctx.database, stored.id)).waiting
  for (let rows = await waitingRows(ctx, stored.id, 0); rows.length > 0; rows = await waitingRows(ctx, stored.id, rows.at(-1)?.number ?? 0)) {
    const planned = await planRows(importing, resolved, { rows, seen })
    await inChunks(planned, async (chunk) => {
      await writeChunk(importing, resolved, chunk)
      done += chunk.length
      await progress(done)
    })
  }
  await linkRows(importing, resolved)
  const { waiting: _waiting, ...counts } = await countRows(ctx.database, stored.id)
  return counts
}

/** New records may come in any order. Of two rows that change the same record the later one counts, so updates go one after the other. */
async function inChunks(planned: PlannedRow[], write: (chunk: PlannedRow[]) => Promise<void>): Promise<void> {
  const chunks = Array.from({ length: Math.ceil(planned.length / CHUNK_ROWS) }, (_, index) => planned.slice(index * CHUNK_ROWS, (index + 1) * CHUNK_ROWS))
  if (planned.every(({ action }) => action !== 'update')) return twoAtATime(chunks, write)
  for (const chunk of chunks) await write(chunk)
}

function waitingRows(ctx: RecordContext, id: string, after: number): ReturnType<typeof loadRows> {
  return loadRows(ctx.database, { id, after, limit: WINDOW_ROWS, state: 'waiting' })
}

async function writeChunk(ctx: RecordContext, resolved: ResolvedImport, planned: PlannedRow[]): Promise<void> {
  await ctx.database.transaction(async (database) => {
    const inside = { ...ctx, database }
    const writable = planned.filter((row) => row.action === 'create' || row.action === 'update')
    const outcomes = await saveRecords(inside, { module: resolved.module.key, mode: 'each', requests: writable.map(toRequest) })
    const byNumber = new Map(writable.map((row, index) => [row.number, outcomes[index]]))
    await markRows(
      database,
      resolved.stored.id,
      planned.map((row) => markOf(ctx, row, byNumber.get(row.number))),
    )
  })
}

function markOf(ctx: RecordContext, row: PlannedRow, outcome: SaveOutcome | undefined): Parameters<typeof markRows>[2][number] {
  const mark = (state: RowState, record: string | null) => ({ number: row.number, state, record, problems: null })
  if (outcome?.ok) return mark(outcome.action, outcome.id)
  if (outcome) return { ...mark('error', null), problems: problemsOf(outcome.error, ctx.actor.locale) }
  if (row.action === 'error') return { ...mark('error', null), problems: problemsOf(row, ctx.actor.locale) }
  return mark('skip', 'existing' in row ? row.existing.id : null)
}
