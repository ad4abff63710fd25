import { useI18n } from 'vue-i18n'
import type { BatchItemResult, RecordData } from '../../../../engine/contract/api.ts'
import { undoChangeSet } from '../../../api/change-sets.ts'
import { runBatch } from '../../../api/records.ts'
import { useToast } from '../../../kit/overlay/toast.ts'
import { useFormats } from '../../../state/use-formats.ts'

const MOST_AT_ONCE = 1000

/** Deletes records and offers to take it back; what could not be deleted is said with its reason. */
export function useBulkDelete(done: () => void): (records: readonly RecordData[]) => Promise<void> {
  const { t } = useI18n()
  const toast = useToast()
  const formats = useFormats()

  async function undo(changeSets: string[]): Promise<void> {
    try {
      for (const id of changeSets) await undoChangeSet(id)
      toast.success(t('list.bulk.undone'))
    } catch (error) {
      toast.problem(error)
    }
    done()
  }

  return async (records) => {
    const results: BatchItemResult[] = []
    const changeSets: string[] = []
    try {
      for (let at = 0; at < records.length; at += MOST_AT_ONCE) {
        const operations = records.slice(at, at + MOST_AT_ONCE).map(({ id }) => ({ op: 'delete' as const, id }))
        const answer = await runBatch(records[0]?.module ?? '', { mode: 'each', operations })
        results.push(...answer.results)
        if (answer.changeSet) changeSets.push(answer.changeSet)
      }
    } catch (error) {
      toast.problem(error)
    }
    done()

    const failed = results.flatMap((result) => (result.ok ? [] : [result.error]))
    const count = results.length - failed.length
    if (failed[0]) toast.error(t('list.bulk.notDeleted', { count: formats.number(failed.length) }, failed.length), failed[0].title)
    if (count > 0)
      toast.show({
        text: t('list.bulk.deleted', { count: formats.number(count) }, count),
        kind: 'success',
        action: { label: t('list.bulk.undo'), run: () => void undo(changeSets) },
      })
  }
}
