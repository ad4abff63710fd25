import { useI18n } from 'vue-i18n'
import type { RecordData } from '../../../engine/contract/api.ts'
import { startBulk } from '../../api/bulk.ts'
import { purgeRecord } from '../../api/records.ts'
import { useConfirm } from '../../kit/overlay/confirm.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import { useTasks } from '../../state/tasks.ts'
import { useFormats } from '../../state/use-formats.ts'

export interface BinActions {
  /** In the background; the tray shows how far it is, and the end offers to take it back. */
  restore(module: string, which: { ids: string[] } | { q: string | undefined }): Promise<void>
  purge(records: readonly RecordData[]): Promise<void>
}

/** Bringing back and deleting for good. `done` is called when something may have changed. */
export function useBinActions(done: () => void): BinActions {
  const { t } = useI18n()
  const toast = useToast()
  const confirm = useConfirm()
  const formats = useFormats()

  async function restore(module: string, which: { ids: string[] } | { q: string | undefined }): Promise<void> {
    const filter = 'ids' in which ? { filter: { field: 'id', op: 'is_any' as const, value: which.ids } } : { q: which.q }
    try {
      const { task } = await startBulk({ module, ...filter, operation: { op: 'restore' } }, crypto.randomUUID())
      await useTasks().track(task)
    } catch (error) {
      toast.problem(error)
    }
    done()
  }

  async function purge(records: readonly RecordData[]): Promise<void> {
    const count = formats.number(records.length)
    if (!(await confirm({ title: t('bin.purgeTitle', { count }, records.length), text: t('bin.purgeText'), confirmLabel: t('bin.purge'), danger: true })))
      return
    try {
      for (const { module, id } of records) await purgeRecord(module, id)
      toast.success(t('bin.purged', { count }, records.length))
    } catch (error) {
      toast.problem(error)
    }
    done()
  }

  return { restore, purge }
}
