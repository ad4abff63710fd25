import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import type { RecordData } from '../../../engine/contract/api.ts'
import type { ModuleModel } from '../../../engine/contract/model.ts'
import { deleteRecord } from '../../api/records.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import { useListContext } from '../../state/list-context.ts'
import { places } from '../../state/places.ts'
import { useUndo } from './use-undo.ts'

export interface RecordActions {
  edit(): void
  duplicate(): void
  print(): void
  copyLink(): Promise<void>
  remove(): Promise<void>
  /** To a neighbour in the list that the record was opened from; the tab stays. */
  open(id: string | null | undefined): void
}

/** What can be done with the record of a page as a whole. */
export function useRecordActions(module: ComputedRef<ModuleModel | undefined>, record: () => RecordData | null): RecordActions {
  const route = useRoute()
  const router = useRouter()
  const { t } = useI18n({ useScope: 'global' })
  const toast = useToast()
  const offerUndo = useUndo()
  const address = () => ({ module: String(route.params.module), id: String(route.params.id) })

  async function remove(): Promise<void> {
    const [open, model] = [record(), module.value]
    if (!open || !model) return
    try {
      const { changeSet } = await deleteRecord(open)
      const path = route.fullPath
      await router.push(useListContext().addressOf(model.key) ?? places.list(model.key))
      offerUndo({ text: t('record.page.deleted', { name: String(open.values[model.nameField] ?? '') }), changeSet, done: () => void router.push(path) })
    } catch (error) {
      toast.problem(error)
    }
  }

  async function copyLink(): Promise<void> {
    try {
      await navigator.clipboard.writeText(location.origin + places.record(address().module, address().id))
      toast.success(t('page.head.copied'))
    } catch (error) {
      toast.problem(error)
    }
  }

  return {
    remove,
    copyLink,
    edit: () => void router.push(places.edit(address().module, address().id)),
    duplicate: () => void router.push(places.create(address().module, { from: address().id })),
    print: () => void router.push(places.print(address().module, address().id)),
    open(id) {
      if (id) void router.push({ path: places.record(address().module, id), query: route.query })
    },
  }
}
