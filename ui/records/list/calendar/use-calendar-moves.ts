import { type Ref, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { RecordData, Values } from '../../../../engine/contract/api.ts'
import { problemOf } from '../../../api/problem-error.ts'
import { problemText } from '../../../i18n/problem-text.ts'
import { useToast } from '../../../kit/overlay/toast.ts'
import { type MergingSave, useMergingSave } from '../../conflict/use-merging-save.ts'

export interface CalendarMoves {
  isSaving: Ref<boolean>
  conflict: MergingSave['conflict']
  /** Writes the new dates; says why where that is refused, and answers false. */
  save(record: RecordData, values: Values): Promise<boolean>
}

/** Puts records on other days. */
export function useCalendarMoves(done: (saved: RecordData) => void): CalendarMoves {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const merging = useMergingSave()
  const isSaving = ref(false)

  return {
    isSaving,
    conflict: merging.conflict,
    async save(record, values) {
      isSaving.value = true
      try {
        done(await merging.save(record, values))
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
