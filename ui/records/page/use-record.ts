import { onScopeDispose, ref, type Ref, type ShallowRef, shallowRef, watch } from 'vue'
import type { RecordData } from '../../../engine/contract/api.ts'
import { problemOf, type ProblemError } from '../../api/problem-error.ts'
import { getRecord } from '../../api/records.ts'
import { useLiveEvents } from '../../state/live-events.ts'

export interface OpenRecord {
  record: ShallowRef<RecordData | null>
  failure: ShallowRef<ProblemError | null>
  isLoading: Ref<boolean>
  reload(): Promise<void>
}

/** One record, kept up to date: what others change is fetched when it happens. */
export function useRecord(address: () => { module: string; id: string }): OpenRecord {
  const record = shallowRef<RecordData | null>(null)
  const failure = shallowRef<ProblemError | null>(null)
  const isLoading = ref(false)
  let running: AbortController | null = null

  async function reload(): Promise<void> {
    running?.abort()
    const mine = new AbortController()
    running = mine
    const { module, id } = address()
    isLoading.value = true
    try {
      const loaded = await getRecord(module, id, { signal: mine.signal })
      if (mine.signal.aborted) return
      record.value = loaded
      failure.value = null
    } catch (error) {
      if (mine.signal.aborted) return
      failure.value = problemOf(error)
      // Deleted, or taken out of sight, while it was open.
      if (failure.value.status === 404) record.value = null
    } finally {
      if (running === mine) isLoading.value = false
    }
  }

  // Two sources and not one list of both: a list is new each time, and another tab would fetch the record again.
  watch(
    [() => address().module, () => address().id],
    () => {
      record.value = null
      failure.value = null
      void reload()
    },
    { immediate: true },
  )
  const live = useLiveEvents()
  live.listen('records', (event) => {
    const { module, id } = address()
    if (event.module === module && event.ids.includes(id)) void reload()
  })
  onScopeDispose(() => running?.abort())
  return { record, failure, isLoading, reload }
}
