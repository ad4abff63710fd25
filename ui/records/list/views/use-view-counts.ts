import { ref, type Ref, watch } from 'vue'
import type { Count } from '../../../../engine/contract/api.ts'
import { listRecords } from '../../../api/records.ts'
import type { ListView } from './list-view.ts'

const FRESH_FOR = 60_000
const MOST = 4
const known = new Map<string, { count: Count; at: number }>()

export interface ViewCountsInput {
  module: string
  views: () => readonly ListView[]
  current: () => string
  isReady: () => boolean
  /** The number of the list itself, where it shows the current view as it is. */
  shown: () => Count | null
}

/** The numbers beside the views that ask for one. They come after the list itself, and are kept for a minute. */
export function useViewCounts(input: ViewCountsInput): {
  counts: Ref<Record<string, Count>>
  forget(): void
} {
  const counts = ref<Record<string, Count>>({})
  const keyOf = (view: string) => `${input.module}/${view}`

  function set(view: string, count: Count): void {
    known.set(keyOf(view), { count, at: Date.now() })
    counts.value = { ...counts.value, [view]: count }
  }

  async function fill(): Promise<void> {
    const wanted = input
      .views()
      .filter((view) => view.counted && view.key !== input.current())
      .slice(0, MOST)
    for (const view of wanted) {
      const kept = known.get(keyOf(view.key))
      if (kept && Date.now() - kept.at < FRESH_FOR) {
        counts.value = { ...counts.value, [view.key]: kept.count }
        continue
      }
      // A number that cannot be had is left out: the view itself says what is wrong.
      const answer = await listRecords({ module: input.module, filter: view.filter, limit: 1, fields: [], count: 'capped' }).catch(() => null)
      if (answer?.count) set(view.key, answer.count)
    }
  }

  watch(
    input.isReady,
    (isReady) => {
      if (isReady) void fill()
    },
    { immediate: true },
  )

  watch(input.shown, (count) => {
    if (count && input.current() !== '') set(input.current(), count)
  })

  return {
    counts,
    forget: () => {
      for (const key of known.keys()) if (key.startsWith(`${input.module}/`)) known.delete(key)
    },
  }
}
