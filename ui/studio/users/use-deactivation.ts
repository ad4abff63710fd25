import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { TaskInfo } from '../../../engine/contract/api.ts'
import { undoChangeSet } from '../../api/change-sets.ts'
import { deactivateUser } from '../../api/user-admin.ts'
import { useFormAttempt } from '../../kit/attempt/use-form-attempt.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import { useTasks } from '../../state/tasks.ts'
import { useFormats } from '../../state/use-formats.ts'

export interface Deactivation {
  busy: Ref<boolean>
  failure: Ref<string>
  /** `started`: the task is in the tray. Pages that show the user hear of the end as of every other change. */
  run(input: { user: string; name: string; transferTo: string | null; started(): void }): Promise<void>
}

/** Deactivates a user as a task of the tray, and offers to take it back when it has ended. */
export function useDeactivation(): Deactivation {
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const tasks = useTasks()
  const formats = useFormats()
  const { busy, failure, attempt } = useFormAttempt()

  async function undo(changeSet: string): Promise<void> {
    try {
      const { task } = await undoChangeSet(changeSet)
      if (task) await tasks.track(task)
      else toast.success(t('settings.deactivate.undone'))
    } catch (error) {
      toast.problem(error)
    }
  }

  /** Outlives the dialog: the task may end when the page is another one. */
  function tellEnd(id: string, name: string): void {
    const tell = (task: TaskInfo) => {
      if (task.id !== id) return
      tasks.onDone.delete(tell)
      const { moved = 0, changeSet } = (task.result ?? {}) as { moved?: number; changeSet?: string }
      if (task.state === 'done') {
        const action = changeSet === undefined ? undefined : { label: t('settings.deactivate.undo'), run: () => void undo(changeSet) }
        toast.show({ kind: 'success', text: t('settings.deactivate.ended', { name, count: formats.number(moved) }, moved), action, duration: 15_000 })
      }
    }
    tasks.onDone.add(tell)
  }

  return {
    busy,
    failure,
    async run({ user, name, transferTo, started }) {
      await attempt(async () => {
        const { task } = await deactivateUser(user, transferTo)
        tellEnd(task, name)
        started()
        await tasks.track(task)
      })
    },
  }
}
