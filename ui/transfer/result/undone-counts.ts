import type { ImportInfo } from '../../../engine/contract/import.ts'

/** What the undo of an import says it did. */
export function undoneCounts({ task }: Pick<ImportInfo, 'task'>): { undone: number; skipped: number } | null {
  const result = task?.kind === 'import-undo' ? task.result : null
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return null
  return { undone: Number(result.undone ?? 0), skipped: Number(result.skipped ?? 0) }
}
