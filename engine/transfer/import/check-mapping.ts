import type { Problem } from '../../contract/api.ts'
import type { ImportColumn, ImportMapping } from '../../contract/import.ts'
import { invalid } from '../../kernel/errors.ts'
import { findTarget, type ImportTarget } from './import-targets.ts'

/** Throws INVALID with every mapping that names a field or a column that is not there, or a field twice. `targets`: what the actor may fill. */
export function checkMapping({ targets, ...input }: { mapping: ImportMapping[]; columns: ImportColumn[]; targets: ImportTarget[] }): void {
  const headers = new Set(input.columns.map(({ header }) => header))
  const seen = new Set<string>()
  const problems = input.mapping.flatMap((mapping): Problem[] => {
    const twice = seen.has(mapping.field)
    seen.add(mapping.field)
    if (!findTarget(targets, mapping.field)) return [{ field: mapping.field, code: 'UNKNOWN_FIELD' }]
    if (twice) return [{ field: mapping.field, code: 'MAPPED_TWICE' }]
    return mapping.column !== undefined && !headers.has(mapping.column)
      ? [{ field: mapping.field, code: 'NO_SUCH_COLUMN', params: { column: mapping.column } }]
      : []
  })
  if (problems.length > 0) throw invalid({ problems })
}
