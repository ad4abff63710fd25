import type { Values } from '../../contract/api.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { saveRecords } from '../../records/save/save-records.ts'
import type { SaveOutcome } from '../../records/save/save-request.ts'
import type { Database } from '../../storage/database.ts'
import { countRows, loadRows, markRows, type RowState, type StoredImport } from '../../storage/imports.ts'
import { type BuiltRow, buildRow } from './build-row.ts'
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
 * Writes the rows of an import, 500 in a transaction, new ones two chunks at a time and while the next rows are read. What became of a
 * row is written in the same transaction as its record, so that a run which was cut off goes on with the first row that waits: none is lost, none comes twice.
 */
export async function runImport(ctx: RecordContext, stored: StoredImport, progress: (done: number) => Promise<void>): Promise<Values> {
  const importing: RecordContext = { ...ctx, origin: 'import', changeSet: stored.changeSet ?? ctx.changeSet }
  const before = await resolveImport(importing, stored)
  const resolved = (await createMissing(importing, before)) ? await resolveImport(importing, stored) : before
  const seen: SeenKeys = new Map()
  let done = stored.rows - (await countRows(ctx.database, stored.id)).waiting
  for await (const rows of windowsOf(importing, resolved)) {
    await inChunks(await planRows(importing, resolved, { rows, seen }), async (chunk) => {
      await writeChunk(importing, resolved, chunk)
      done += chunk.length
      await progress(done)
    })
  }
  await linkRows(importing, resolved)
  const { waiting: _waiting, ...counts } = await countRows(ctx.database, stored.id)
  return counts
}

/**
 * The rows that wait, read and built. While those of a window are written the next ones are read; they are looked up when nothing is
 * written: a look-up goes through all that the search index has not sorted in yet.
 */
async function* windowsOf(ctx: RecordContext, resolved: ResolvedImport): AsyncGenerator<BuiltRow[]> {
  const load = async (after: number): Promise<BuiltRow[]> => {
    const rows = await loadRows(ctx.database, { id: resolved.stored.id, after, limit: WINDOW_ROWS, state: 'waiting' })
    return rows.map((row) => buildRow(resolved, row))
  }
  let rows = await load(0)
  for (let last = rows.at(-1); last; last = rows.at(-1)) {
    const next = load(last.number)
    // Its error is told in its turn; where the run ends before, it is nobody's.
    next.catch(() => undefined)
    yield rows
    rows = await next
  }
}

/** New records may come in any order. Of two rows that change the same record the later one counts, so updates go one after the other. */
async function inChunks(planned: PlannedRow[], write: (chunk: PlannedRow[]) => Promise<void>): Promise<void> {
  const chunks = Array.from({ length: Math.ceil(planned.length / CHUNK_ROWS) }, (_, index) => planned.slice(index * CHUNK_ROWS, (index + 1) * CHUNK_ROWS))
  if (planned.every(({ action }) => action !== 'update')) return twoAtATime(chunks, write)
  for (const chunk of chunks) await write(chunk)
}

async function writeChunk(ctx: RecordContext, resolved: ResolvedImport, planned: PlannedRow[]): Promise<void> {
  const writable = planned.filter((row) => row.action === 'create' || row.action === 'update')
  const mark = (database: Database, outcomes: SaveOutcome[]) => {
    const byNumber = new Map(writable.map((row, index) => [row.number, outcomes[index]]))
    const marks = planned.map((row) => markOf(ctx, row, byNumber.get(row.number)))
    return markRows(database, resolved.stored.id, marks)
  }
  if (writable.length === 0) return mark(ctx.database, [])
  await saveRecords(ctx, { module: resolved.module.key, mode: 'each', requests: writable.map(toRequest), alongside: mark })
}

function markOf(ctx: RecordContext, row: PlannedRow, outcome: SaveOutcome | undefined): Parameters<typeof markRows>[2][number] {
  const mark = (state: RowState, record: string | null) => ({ number: row.number, state, record, problems: null })
  if (outcome?.ok) return mark(outcome.action, outcome.id)
  if (outcome) return { ...mark('error', null), problems: problemsOf(outcome.error, ctx.actor.locale) }
  if (row.action === 'error') return { ...mark('error', null), problems: problemsOf(row, ctx.actor.locale) }
  return mark('skip', 'existing' in row ? row.existing.id : null)
}
