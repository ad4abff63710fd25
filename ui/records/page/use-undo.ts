import { useI18n } from 'vue-i18n'
import { undoChangeSet } from '../../api/change-sets.ts'
import { useToast } from '../../kit/overlay/toast.ts'

/** "Deleted. Undo": says what was done and offers to take it back. */
export function useUndo(): (done: { text: string; changeSet: string; done?: () => void }) => void {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  return ({ text, changeSet, done }) => {
    const run = async (): Promise<void> => {
      try {
        await undoChangeSet(changeSet)
        toast.success(t('record.page.restored'))
        done?.()
      } catch (error) {
        toast.problem(error)
      }
    }
    toast.show({ text, action: { label: t('record.history.undo'), run: () => void run() } })
  }
}
