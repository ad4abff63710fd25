import { type Ref, shallowRef, watch } from 'vue'
import type { Count } from '../../../../engine/contract/api.ts'
import { listRecords } from '../../../api/records.ts'

const known = new Map<string, Count>()

/** How many records a module has in all, for "126 of 8,800". Asked for once, when a filter makes it worth knowing. */
export function useModuleCount(module: string, isWanted: () => boolean): { count: Ref<Count | null>; refresh(): void } {
  const count = shallowRef<Count | null>(known.get(module) ?? null)

  async function load(): Promise<void> {
    // Only small print: without it the list is whole.
    const answer = await listRecords({ module, limit: 1, fields: [], count: 'capped' }).catch(() => null)
    if (!answer?.count) return
    known.set(module, answer.count)
    count.value = answer.count
  }

  watch(
    isWanted,
    (wanted) => {
      if (wanted && !count.value) void load()
    },
    { immediate: true },
  )
  return {
    count,
    refresh() {
      known.delete(module)
      if (isWanted()) void load()
    },
  }
}
