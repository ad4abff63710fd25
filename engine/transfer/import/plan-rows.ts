import type { DuplicateRule } from '../../contract/model.ts'
import { duplicateKey, matchExisting, type ExistingRecord } from '../../records/duplicates/match-existing.ts'
import type { RecordContext } from '../../records/record-context.ts'
import { type BuiltRow, buildRow } from './build-row.ts'
import type { ResolvedImport } from './resolve-import.ts'

/** What is to be done with a row. */
export type PlannedRow = BuiltRow &
  ({ action: 'create' } | { action: 'update' | 'skip'; existing: ExistingRecord } | { action: 'skip-twin' } | { action: 'error' })

/** Keys of the rows before, so that the second of two equal rows of a file is found. Rule index and key -> row number. */
export type SeenKeys = Map<string, number>

/** Builds a batch of rows and decides on each: create, update or skip what exists already, or report its problems. */
export async function planRows(
  ctx: RecordContext,
  resolved: ResolvedImport,
  input: { rows: { number: number; cells: string[] }[]; seen: SeenKeys },
): Promise<PlannedRow[]> {
  const built = input.rows.map((row) => buildRow(resolved, row))
  const { duplicates } = resolved.stored.options
  const rules = duplicates === 'create' ? [] : rulesOf(resolved)
  if (rules.length === 0) return built.map((row) => ({ ...row, action: row.problems.length > 0 ? 'error' : 'create' }))

  const existing = await matchExisting(ctx, { module: resolved.module.key, rules, rows: built.filter((row) => row.problems.length === 0) })
  return built.map((row) => {
    if (row.problems.length > 0) return { ...row, action: 'error' }
    const twin = isTwin(rules, row, input.seen)
    const match = existing.get(row.number)
    if (match) return { ...row, action: duplicates, existing: match }
    return twin ? { ...row, action: 'skip-twin' } : { ...row, action: 'create' }
  })
}

/** What the user chose to match by, else the rules of the module. Those that ask for similarity are for people to judge: two books of an author are not one. */
export function rulesOf({ stored, module }: ResolvedImport): DuplicateRule[] {
  const { matchBy } = stored.options
  if (matchBy && matchBy.length > 0) return [{ match: matchBy.map((field) => ({ field, by: 'exact' })) }]
  return module.duplicates.filter(({ match }) => match.every(({ by }) => by !== 'similar'))
}

/** Whether a row before it in the file has the same key. */
function isTwin(rules: DuplicateRule[], row: BuiltRow, seen: SeenKeys): boolean {
  let found = false
  rules.forEach((rule, index) => {
    const key = duplicateKey(rule, row.values)
    if (!key) return
    const text = JSON.stringify([index, ...key])
    const first = seen.get(text)
    if (first !== undefined && first !== row.number) found = true
    else seen.set(text, row.number)
  })
  return found
}
