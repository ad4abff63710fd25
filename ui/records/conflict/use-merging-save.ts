import { type ShallowRef, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { RecordData, Values } from '../../../engine/contract/api.ts'
import { ProblemError } from '../../api/problem-error.ts'
import { updateRecord } from '../../api/records.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import { mergeChanges } from './merge-changes.ts'

/** Somebody was faster with the same fields: which value shall stay is asked by {@link ConflictDialog}. */
export interface OpenConflict {
  /** The newer record. */
  current: RecordData
  /** What was changed here. */
  mine: Values
  /** The fields that both changed. */
  asked: string[]
  /** The fields whose own value shall be saved; null: nothing is saved. */
  answer(keepMine: string[] | null): void
}

export interface MergingSave {
  /** Draw `<ConflictDialog v-if="conflict" :conflict="conflict" …>` for it. */
  conflict: ShallowRef<OpenConflict | null>
  /**
   * Saves changes of a record as it was seen. Where somebody else was faster, what does not overlap is merged at once, and only
   * the rest is asked. Gives the saved record, or the newer one when the user gave up; throws every other ProblemError.
   */
  save(base: RecordData, mine: Values): Promise<RecordData>
}

/** Saving that merges: for the record page, the form and cells of a list alike. */
export function useMergingSave(): MergingSave {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const conflict = shallowRef<OpenConflict | null>(null)

  function ask(question: Omit<OpenConflict, 'answer'>): Promise<string[] | null> {
    return new Promise((resolve) => {
      conflict.value = {
        ...question,
        answer(keepMine) {
          conflict.value = null
          resolve(keepMine)
        },
      }
    })
  }

  async function save(base: RecordData, mine: Values): Promise<RecordData> {
    try {
      return await updateRecord(base, mine)
    } catch (error) {
      const current = error instanceof ProblemError && error.code === 'CONFLICT' ? error.document.current : undefined
      if (!current) throw error
      return saveOver(base, current, mine)
    }
  }

  async function saveOver(base: RecordData, current: RecordData, mine: Values): Promise<RecordData> {
    const { apply, asked } = mergeChanges({ base: base.values, mine, theirs: current.values })
    const kept = asked.length > 0 ? await ask({ current, mine, asked }) : []
    if (kept === null) return current
    const values = { ...apply, ...Object.fromEntries(kept.map((key) => [key, mine[key] ?? null])) }
    if (Object.keys(values).length === 0) return current
    // It may have changed once more while we asked.
    const saved = await save(current, values)
    if (asked.length === 0) toast.success(t('page.conflict.merged'))
    return saved
  }

  return { conflict, save }
}
