import { onScopeDispose } from 'vue'
import { useI18n } from 'vue-i18n'
import type { TaskInfo } from '../../../engine/contract/api.ts'
import { undoChangeSet } from '../../api/change-sets.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import { useFormats } from '../../state/use-formats.ts'
import { useTasks } from '../../state/tasks.ts'
import { bulkResult } from './bulk-result.ts'

export interface BulkEnds {
  /** Takes back what was done under a change set; a large undo is a task of its own, shown in the tray. */
  undo(changeSet: string): Promise<void>
}

/** Says how mass work ended, and offers to take it back. */
export function useBulkEnds(): BulkEnds {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const tasks = useTasks()
  const formats = useFormats()

  async function undo(changeSet: string): Promise<void> {
    try {
      const answer = await undoChangeSet(changeSet)
      if (answer.task) await tasks.track(answer.task)
      else toast.success(t('bulk.undone', { count: formats.number(answer.undone) }, answer.undone))
    } catch (error) {
      toast.problem(error)
    }
  }

  function tell(task: TaskInfo): void {
    const result = bulkResult(task)
    if (!result) return
    toast.show({
      text: t(`bulk.ended.${task.kind}`, { count: formats.number(result.changed) }, result.changed),
      kind: result.skipped > 0 ? 'info' : 'success',
      ...(result.skipped > 0 && { note: t('bulk.endedSkipped', { count: formats.number(result.skipped) }, result.skipped) }),
      ...(result.changed > 0 && { action: { label: t('list.bulk.undo'), run: () => void undo(result.changeSet) } }),
      duration: 12_000,
    })
  }

  tasks.onDone.add(tell)
  onScopeDispose(() => tasks.onDone.delete(tell))
  return { undo }
}
