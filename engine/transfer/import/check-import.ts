import type { ImportReport, ImportRowReport } from '../../contract/import.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { checkRecords } from '../../records/save/check-records.ts'
import { loadRows, type StoredImport } from '../../storage/imports.ts'
import { type PlannedRow, planRows, type SeenKeys } from './plan-rows.ts'
import { problemsOf } from './row-problems.ts'
import { resolveImport } from './resolve-import.ts'
import { toRequest } from './row-request.ts'

const CHUNK_ROWS = 1_000
const REPORTED_ROWS = 200

/** The dry run: goes through every row as a real run would, up to the point of writing, and says what would become of each. */
export async function checkImport(ctx: RecordContext, stored: StoredImport, progress: (done: number) => Promise<void>): Promise<ImportReport> {
  const resolved = await resolveImport(ctx, stored)
  const report: ImportReport = { total: stored.rows, create: 0, update: 0, skip: 0, error: 0, unmatched: resolved.unmatched, rows: [] }
  const seen: SeenKeys = new Map()
  for (let after = 0; ; ) {
    const rows = await loadRows(ctx.database, { id: stored.id, after, limit: CHUNK_ROWS })
    const last = rows.at(-1)
    if (!last) return report
    const planned = await planRows(ctx, resolved, { rows, seen })
    for (const outcome of await outcomesOf(ctx, stored, planned)) addToReport(report, outcome)
    after = last.number
    await progress(after)
  }
}

async function outcomesOf(ctx: RecordContext, stored: StoredImport, planned: PlannedRow[]): Promise<ImportRowReport[]> {
  const writable = planned.filter((row) => row.action === 'create' || row.action === 'update')
  const checked = await checkRecords(ctx, { module: stored.module, mode: 'each', requests: writable.map(toRequest) })
  const errors = new Map(writable.map((row, index) => [row.number, checked[index]]))
  return planned.map((row) => {
    const outcome = errors.get(row.number)
    if (outcome && !outcome.ok) return { row: row.number, outcome: 'error', problems: problemsOf(outcome.error, ctx.actor.locale) }
    if (row.action === 'error') return { row: row.number, outcome: 'error', problems: problemsOf(row, ctx.actor.locale) }
    if (row.action === 'skip-twin') return { row: row.number, outcome: 'skip', problems: [] }
    return { row: row.number, outcome: row.action, problems: [], ...('existing' in row && { id: row.existing.id }) }
  })
}

function addToReport(report: ImportReport, row: ImportRowReport): void {
  report[row.outcome] += 1
  if (row.outcome !== 'create' && report.rows.length < REPORTED_ROWS) report.rows.push(row)
}
