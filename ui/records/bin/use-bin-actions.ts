import { useI18n } from 'vue-i18n'
import type { RecordData } from '../../../engine/contract/api.ts'
import { purgeRecord, runBatch } from '../../api/records.ts'
import { useConfirm } from '../../kit/overlay/confirm.ts'
import { useToast } from '../../kit/overlay/toast.ts'
import { useFormats } from '../../state/use-formats.ts'

export interface BinActions {
  restore(records: readonly RecordData[]): Promise<void>
  purge(records: readonly RecordData[]): Promise<void>
}

/** Bringing back and deleting for good. `done` is called when something may have changed. */
export function useBinActions(done: () => void): BinActions {
  const { t } = useI18n()
  const toast = useToast()
  const confirm = useConfirm()
  const formats = useFormats()

  async function restore(records: readonly RecordData[]): Promise<void> {
    try {
      const { results } = await runBatch(records[0]?.module ?? '', {
        mode: 'each',
        operations: records.slice(0, 1000).map(({ id }) => ({ op: 'restore' as const, id })),
      })
      const failed = results.flatMap((result) => (result.ok ? [] : [result.error]))
      if (failed[0]) toast.error(t('bin.notRestored', { count: formats.number(failed.length) }, failed.length), failed[0].title)
      if (results.length > failed.length)
        toast.success(t('bin.restored', { count: formats.number(results.length - failed.length) }, results.length - failed.length))
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
