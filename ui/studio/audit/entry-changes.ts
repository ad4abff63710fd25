import type { FieldValue, HistoryEvent } from '../../../engine/contract/api.ts'
import type { AuditEntry } from '../../../engine/contract/audit.ts'

type Changes = HistoryEvent['changes']

/** What a change did to each field, as the log keeps it: values before and after, without their labels. Empty for what is no change of a record. */
export function changesOf({ kind, details }: Pick<AuditEntry, 'kind' | 'details'>): Changes {
  if (kind !== 'change') return []
  const [before, after] = [valuesIn(details.before), valuesIn(details.after)]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
}

function valuesIn(side: FieldValue | undefined): Record<string, FieldValue> {
  return typeof side === 'object' && side !== null && !Array.isArray(side) ? (side as Record<string, FieldValue>) : {}
}
