import { useI18n } from 'vue-i18n'
import type { NotificationInfo } from '../../../engine/contract/collaboration.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useMetadata } from '../../state/metadata.ts'
import { places } from '../../state/places.ts'

export interface NotificationText {
  /** Who did it; the product itself where it was no person. */
  who(notification: NotificationInfo): string
  /** What happened, as a sentence without its subject: "commented on Hatfan rollout". */
  what(notification: NotificationInfo): string
  /** Where it leads; null where there is nothing to open. */
  place(notification: NotificationInfo): string | null
}

/** Notifications in words of the user's language. */
export function useNotificationText(): NotificationText {
  const { t, te } = useI18n()
  const { labelOf, labelWithin } = useLocale()
  const metadata = useMetadata()

  function nameOf({ module: key, record, count }: NotificationInfo): string {
    const module = key === null ? undefined : metadata.findModule(key)
    if (record) return record.label === '' ? labelWithin(module?.label) : record.label
    return t('notifications.many', { count, modules: labelWithin(module?.pluralLabel) })
  }

  function taskName({ task, module }: NotificationInfo): string {
    const modules = labelWithin(module === null ? undefined : metadata.findModule(module)?.pluralLabel)
    const key = `shell.tasks.kinds.${task?.kind ?? ''}`
    return te(key) ? t(key, { modules }) : t('notifications.task')
  }

  function stageText(notification: NotificationInfo): string {
    const { change, module } = notification
    const field = change && module ? metadata.findField(module, change.field) : undefined
    const name = nameOf(notification)
    if (!change || !field) return t('notifications.what.changed', { name })
    return t('notifications.what.stage', { name, field: labelOf(field.label), value: change.afterLabel ?? String(change.after ?? '') })
  }

  return {
    who: ({ actor, kind, task }) => (kind === 'task' && task ? '' : (actor?.name ?? 'Mortise')),
    what(notification) {
      if (notification.task) return t(`notifications.tasks.${notification.task.state}`, { task: taskName(notification) })
      return notification.kind === 'stage' ? stageText(notification) : t(`notifications.what.${notification.kind}`, { name: nameOf(notification) })
    },
    place({ module, record }) {
      if (module === null || !metadata.findModule(module)) return null
      return record ? places.record(module, record.id) : places.list(module)
    },
  }
}
