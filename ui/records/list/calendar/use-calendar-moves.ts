import { type Ref, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { RecordData, Values } from '../../../../engine/contract/api.ts'
import { problemOf } from '../../../api/problem-error.ts'
import { problemText } from '../../../i18n/problem-text.ts'
import { useToast } from '../../../kit/overlay/toast.ts'
import { saveOver } from '../../value/save-over.ts'

export interface CalendarMoves {
  isSaving: Ref<boolean>
  /** Writes the new dates; says why where that is refused, and answers false. */
  save(record: RecordData, values: Values): Promise<boolean>
}

/** Puts records on other days. Other fields that somebody else changed meanwhile do not matter. */
export function useCalendarMoves(done: (saved: RecordData) => void): CalendarMoves {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const isSaving = ref(false)

  return {
    isSaving,
    async save(record, values) {
      isSaving.value = true
      try {
        done(await saveOver(record, values))
        return true
      } catch (error) {
        toast.error(t('list.calendar.refused'), problemText(problemOf(error)))
        return false
      } finally {
        isSaving.value = false
      }
    },
  }
}
