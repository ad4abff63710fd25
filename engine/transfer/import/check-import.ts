import type { ImportReport, ImportRowReport, MissingRecords, ProblemCount, UnmatchedValue } from '../../contract/import.ts'
import type { ModuleModel } from '../../contract/model.ts'
import { findVisibleIds } from '../../records/find-visible-ids.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { checkRecords } from '../../records/save/check-records.ts'
import { loadRows, type StoredImport } from '../../storage/imports.ts'
import { buildRow } from './build-row.ts'
import { namesToCreate } from './names-to-create.ts'
import { type PlannedRow, planRows, type SeenKeys } from './plan-rows.ts'
import { type ResolvedImport, resolveImport } from './resolve-import.ts'
import { referredModules } from './resolve-references.ts'
import { problemsOf } from './row-problems.ts'
import { toRequest } from './row-request.ts'
const CHUNK_ROWS = 1_000
const REPORTED_ROWS = 100
const REPORTED_TEXTS = 200
const REPORTED_PROBLEMS = 50
const REPORTED_NAMES = 20
/** Where owners are. */
const PEOPLE = ['users', 'groups']

/** The dry run: goes through every row as a real run would, up to the point of writing, and says what would become of each. */
export async function checkImport(ctx: RecordContext, stored: StoredImport, progress: (done: number) => Promise<void>): Promise<ImportReport> {
  const resolved = await resolveImport(ctx, stored, { isDryRun: true })
  const unmatched = resolved.fields.flatMap(({ resolutions }) => resolutions?.unmatched.slice(0, REPORTED_TEXTS) ?? [])
  const report: ImportReport = {
    total: stored.rows,
    create: 0,
    update: 0,
    skip: 0,
    error: 0,
    unmatched,
    missing: missingRecords(resolved),
    problems: [],
    rows: [],
  }
  const counts = new Map<string, ProblemCount>()
  const seen: SeenKeys = new Map()
  for (let after = 0; ; ) {
    const rows = await loadRows(ctx.database, { id: stored.id, after, limit: CHUNK_ROWS })
    const last = rows.at(-1)
    if (!last) break
    const planned = await planRows(ctx, resolved, { rows: rows.map((row) => buildRow(resolved, row)), seen })
    for (const outcome of await outcomesOf(ctx, stored, planned)) addToReport(report, counts, outcome)
    after = last.number
    await progress(after)
  }
  report.problems = [...counts.values()].toSorted((a, b) => b.rows - a.rows).slice(0, REPORTED_PROBLEMS)
  return report
}

/** What the run makes before its rows, because they refer to it. */
function missingRecords(resolved: ResolvedImport): MissingRecords[] {
  return resolved.fields.flatMap((mapped) => {
    const names = namesToCreate(mapped)
    const module = referredModules(mapped)[0]
    return names.length > 0 && module !== undefined ? [{ field: mapped.target.path, module, records: names.length, names: names.slice(0, REPORTED_NAMES) }] : []
  })
}

async function outcomesOf(ctx: RecordContext, stored: StoredImport, planned: PlannedRow[]): Promise<ImportRowReport[]> {
  const writable = planned.filter((row) => row.action === 'create' || row.action === 'update')
  const checked = await checkRecords(ctx, { module: stored.module, mode: 'each', requests: writable.map(toRequest) })
  const errors = new Map(writable.map((row, index) => [row.number, checked[index]]))
  return planned.map((row) => {
    const outcome = errors.get(row.number)
    const problems = outcome && !outcome.ok ? withoutAwaited(row, problemsOf(outcome.error, ctx.actor.locale)) : []
    if (problems.length > 0) return { row: row.number, outcome: 'error', problems }
    if (row.action === 'error') return { row: row.number, outcome: 'error', problems: problemsOf(row, ctx.actor.locale) }
    if (row.action === 'skip-twin') return { row: row.number, outcome: 'skip', problems: [] }
    return { row: row.number, outcome: row.action, problems: [], ...('existing' in row && { id: row.existing.id }) }
  })
}

/** What a run makes or links later is not missing. */
function withoutAwaited(row: PlannedRow, problems: ImportRowReport['problems']): ImportRowReport['problems'] {
  const awaited = new Set([...row.awaited, ...row.deferred.map(({ field }) => field)])
  return problems.filter(({ field, code }) => !(code === 'REQUIRED' && field !== undefined && awaited.has(field)))
}

function addToReport(report: ImportReport, counts: Map<string, ProblemCount>, row: ImportRowReport): void {
  report[row.outcome] += 1
  for (const { field, code, message } of row.problems) {
    const key = JSON.stringify([field, code, message])
    const count = counts.get(key) ?? { ...(field !== undefined && { field }), code, message, rows: 0 }
    counts.set(key, { ...count, rows: count.rows + 1 })
  }
  // A row that is created may stand in no report, and of the others each outcome has its own room: thousands of skipped rows hide no error.
  if (row.outcome !== 'create' && report[row.outcome] <= REPORTED_ROWS) report.rows.push(row)
}

/** The report of a check as its user may know it now: a near match that is a record is told for as long as the record is in sight. */
export async function reportNow(ctx: RecordContext, module: ModuleModel | undefined, report: ImportReport): Promise<ImportReport> {
  const unmatched: UnmatchedValue[] = []
  for (const value of report.unmatched) unmatched.push(await suggestedNow(ctx, module, value))
  return { ...report, unmatched }
}

async function suggestedNow(ctx: RecordContext, module: ModuleModel | undefined, unmatched: UnmatchedValue): Promise<UnmatchedValue> {
  const field = module?.fields.find(({ key }) => key === unmatched.field)
  const targets = field?.to ?? (field?.type === 'owner' || field?.type === 'user' ? PEOPLE : [])
  if (targets.length === 0 || unmatched.suggestions.length === 0) return unmatched
  const ids = unmatched.suggestions.map(({ value }) => value)
  const visible = (await Promise.all(targets.map((target) => findVisibleIds(ctx, { module: target, ids })))).flat()
  return { ...unmatched, suggestions: unmatched.suggestions.filter(({ value }) => visible.includes(value)) }
}
