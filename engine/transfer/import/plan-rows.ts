import type { Values } from '../../contract/api.ts'
import type { DuplicateRule } from '../../contract/model.ts'
import { duplicateKey, matchExisting, type ExistingRecord } from '../../records/duplicates/match-existing.ts'
import type { RecordContext } from '../../records/record-context.ts'
import type { BuiltRow } from './build-row.ts'
import type { ResolvedImport } from './resolve-import.ts'

/** What is to be done with a row. */
export type PlannedRow = BuiltRow &
  ({ action: 'create' } | { action: 'update' | 'skip'; existing: ExistingRecord } | { action: 'skip-twin' } | { action: 'error' })

/** Keys of the rows before, so that the second of two equal rows of a file is found. Rule index and key -> the first row that has it. */
export type SeenKeys = Map<string, SeenRow>

interface SeenRow {
  number: number
  /** No record was like it: it becomes a new one. */
  isNew: boolean
}

/** Decides on each of a batch of rows: create, update or skip what exists already, or report its problems. */
export async function planRows(ctx: RecordContext, resolved: ResolvedImport, { rows, seen }: { rows: BuiltRow[]; seen: SeenKeys }): Promise<PlannedRow[]> {
  const { duplicates } = resolved.stored.options
  const rules = duplicates === 'create' ? [] : rulesOf(resolved)
  if (rules.length === 0) return rows.map((row) => ({ ...row, action: row.problems.length > 0 ? 'error' : 'create' }))

  const existing = await matchExisting(ctx, { module: resolved.module.key, rules, rows: rows.filter((row) => row.problems.length === 0) })
  return rows.map((row) => {
    if (row.problems.length > 0) return { ...row, action: 'error' }
    const match = existing.get(row.number)
    const twin = findTwin(rules, { values: row.values, as: { number: row.number, isNew: !match } }, seen)
    // Whether the record of a row before it has been written by now must not decide: a dry run writes none.
    if (match && !twin?.isNew) return { ...row, action: duplicates, existing: match }
    return twin ? { ...row, action: 'skip-twin' } : { ...row, action: 'create' }
  })
}

/** What the user chose to match by, else the rules of the module. Those that ask for similarity are for people to judge: two books of an author are not one. */
export function rulesOf({ stored, module }: ResolvedImport): DuplicateRule[] {
  const { matchBy } = stored.options
  if (matchBy && matchBy.length > 0) return [{ match: matchBy.map((field) => ({ field, by: 'exact' })) }]
  return module.duplicates.filter(({ match }) => match.every(({ by }) => by !== 'similar'))
}

/** A row before it in the file that has the same key. */
function findTwin(rules: DuplicateRule[], row: { values: Values; as: SeenRow }, seen: SeenKeys): SeenRow | undefined {
  let twin: SeenRow | undefined
  rules.forEach((rule, index) => {
    const key = duplicateKey(rule, row.values)
    if (!key) return
    const text = `${index} ${key.join('\0')}`
    const first = seen.get(text)
    if (!first) seen.set(text, row.as)
    else if (first.number !== row.as.number) twin ??= first
  })
  return twin
}
