import { useEventListener } from '@vueuse/core'
import { useI18n } from 'vue-i18n'
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router'
import { useConfirm } from '../../kit/overlay/confirm.ts'

export interface FormGuard {
  /** Asks whether what was typed may be lost; true at once where nothing was. */
  mayLeave(): Promise<boolean>
}

/** Asks before unsaved work is lost. `left`: the user has said that it may. */
export function useLeaveQuestion(form: { isDirty(): boolean; left(): void }): FormGuard {
  const { t } = useI18n({ useScope: 'global' })
  const confirm = useConfirm()
  return {
    async mayLeave() {
      if (!form.isDirty()) return true
      const yes = await confirm({ title: t('record.form.leaveTitle'), text: t('record.form.leaveText'), confirmLabel: t('record.form.leave'), danger: true })
      if (yes) form.left()
      return yes
    },
  }
}

/** The same for a page of its own: on the way to another screen, to another record, and when the tab is closed. */
export function useFormGuard(form: { isDirty(): boolean; left(): void }): FormGuard {
  const question = useLeaveQuestion(form)
  onBeforeRouteLeave(() => question.mayLeave())
  onBeforeRouteUpdate((to, from) => (to.path === from.path ? true : question.mayLeave()))
  useEventListener(window, 'beforeunload', (event: BeforeUnloadEvent) => {
    if (form.isDirty()) event.preventDefault()
  })
  return question
}
